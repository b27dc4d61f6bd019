"""Where a server of our own keeps its data, log, pid file and socket, and who may go there."""

import hashlib
import os
import re
import shutil
import stat
import tempfile
from pathlib import Path

from clerk.errors import ServerUnreachable
from clerk.services.system_user import SystemUser

# A socket's path must fit sockaddr_un: 104 bytes on macOS, 108 on Linux, one of them for the closing zero.
SOCKET_PATH_BYTES = 103
# libpq takes a comma for the next host, SQLAlchemy writes a space as a plus, PostgreSQL quotes in lists of folders.
PLAIN_PATH = re.compile(r"[\w/.+@~-]+")


def make_private(folder: Path, *, owner: SystemUser) -> Path:
    """`folder`, made if need be, open to `owner` alone."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    owner.take(folder)
    return folder


def place_for_socket(folder: Path, socket_name: str) -> Path:
    """`folder` itself when the socket's path can be an address, else a short one below the temp folder."""
    path = folder / socket_name
    if len(os.fsencode(path)) <= SOCKET_PATH_BYTES and PLAIN_PATH.fullmatch(str(path)):
        return folder
    key = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"clerk-{os.geteuid()}-{key}"


def make_place_for_socket(folder: Path, socket_name: str, *, owner: SystemUser) -> Path:
    place = place_for_socket(folder, socket_name)
    if place != folder:
        _make_private_below_temp(place, owner=owner)
    return place


def drop_place_for_socket(folder: Path, socket_name: str) -> None:
    """Remove the short folder of a server that has ended."""
    place = place_for_socket(folder, socket_name)
    if place != folder and place.exists():
        shutil.rmtree(place)


def _make_private_below_temp(short: Path, *, owner: SystemUser) -> None:
    """Make the folder, or take it as it is when it is ours: anybody may have put something else there first."""
    short.mkdir(mode=0o700, exist_ok=True)
    found = short.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {os.geteuid(), owner.uid}:
        raise ServerUnreachable(f"{short} belongs to somebody else; remove it, or set CLERK_HOME to a shorter path")
    short.chmod(0o700)
    owner.take(short)
