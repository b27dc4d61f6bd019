"""Which system user a server of our own runs as: ours, or, for root, one made for it, since PostgreSQL refuses root."""

import os
import pwd
import stat
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from clerk.errors import ServerUnreachable

NAME_FOR_ROOT = "clerk-postgres"


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemUser:
    """A user of this machine; `stands_in` says that root lends its work to it."""

    uid: int
    gid: int
    stands_in: bool

    def take(self, path: Path) -> None:
        """Make `path` this user's own."""
        if self.stands_in:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)


def current() -> SystemUser:
    return SystemUser(uid=os.geteuid(), gid=os.getegid(), stands_in=False)


def owner_of(folder: Path) -> SystemUser | None:
    """For root, the user whose server's folder this is already; `sudo clerk` must not take it away from them."""
    if os.geteuid() != 0 or not folder.exists():
        return None
    found = folder.stat()
    return None if found.st_uid == 0 else SystemUser(uid=found.st_uid, gid=found.st_gid, stands_in=True)


def for_postgres(report: Callable[[str], None]) -> SystemUser:
    """Us; or, when we are root, the user `clerk-postgres`, which is created when it is not there.

    Raises:
        ServerUnreachable: the user could not be created.
    """
    if os.geteuid() != 0:
        return current()
    try:
        found = pwd.getpwnam(NAME_FOR_ROOT)
    except KeyError:
        report(f"creating the system user {NAME_FOR_ROOT}: PostgreSQL does not run as root")
        found = _create(NAME_FOR_ROOT)
    return SystemUser(uid=found.pw_uid, gid=found.pw_gid, stands_in=True)


def _create(name: str) -> pwd.struct_passwd:
    command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", name]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)
        return pwd.getpwnam(name)
    except (OSError, KeyError, subprocess.CalledProcessError) as error:
        raise ServerUnreachable(
            f"PostgreSQL does not run as root, and the system user {name} could not be created; "
            "run clerk as an ordinary user, or set DATABASE_URL and REDIS_URL"
        ) from error


def open_the_way(path: Path, user: SystemUser, report: Callable[[str], None]) -> None:
    """Let `user` pass through the folders above `path`: never list them, and only where it may not yet."""
    if not user.stands_in:
        return
    for folder in reversed(path.absolute().parents):
        found = folder.stat()
        passable = stat.S_IXUSR if found.st_uid == user.uid else stat.S_IXOTH
        if not found.st_mode & passable:
            report(f"letting other users pass through {folder} (not list it), for PostgreSQL's system user")
            folder.chmod(stat.S_IMODE(found.st_mode) | passable)
