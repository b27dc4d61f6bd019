"""Publishes a site to any file system that fsspec knows: `TARGET/<subdomain>/meetings.db` and what stands beside it."""

import logging
import re
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

import fsspec
from fsspec import AbstractFileSystem
from fsspec.core import url_to_fs

from clerk.errors import DeployFailed, PageUnreadable
from clerk.plugins.contracts import DeployUnfinished, SiteBundle, SiteFile, SiteImage

DATABASE = "meetings.db"
METADATA = "metadata.yaml"
log = logging.getLogger(__name__)
_UNFINISHED = ".clerk-upload-"
_BEGUN = re.compile(rf"{re.escape(_UNFINISHED)}([0-9]+)-[0-9a-f]+")
_ABANDONED_AFTER = timedelta(days=1)
"""Longer than any deploy may take: a younger upload may be that of a deploy that still runs."""
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
_PASSWORD = re.compile(r"(?<=:)[^:/@]*(?=@)")


def is_known(target: str) -> bool:
    """True for an address whose scheme fsspec knows, like `file:///srv/sites` or `s3://bucket/sites`."""
    scheme = _SCHEME.match(target)
    return scheme is not None and scheme[1].lower() in fsspec.available_protocols()


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesystemDeployer:
    """Sends what the target does not have yet, documents first, the database last.

    Each file is sent under a name of its own and then moved to its place, so that no reader meets half a file. What an
    earlier deploy published stays, even when the site no longer lists it: links to it keep working.
    """

    subdomain: str
    target: str

    def deploy(self, bundle: SiteBundle, published: Callable[[Path, str], None]) -> str:
        """The site's address at the target.

        Raises:
            DeployFailed: unreachable, read-only, full, or its scheme needs a package that is not installed.
            DeployUnfinished: the bundle says that the time is up; at least one file was sent.
        """
        address = f"{self.target.rstrip('/')}/{self.subdomain}/"
        with _failures_told(address):
            filesystem, root = url_to_fs(address)
            target = _Target(filesystem=filesystem, root=root.rstrip("/"), prefix=self.subdomain, published=published)
            target.publish(bundle)
        return _without_password(address)


@contextmanager
def _failures_told(address: str) -> Iterator[None]:
    shown = _without_password(address)
    try:
        yield
    except ImportError as error:
        raise DeployFailed(f"cannot publish to {shown}: {error}") from error
    except (NotImplementedError, ValueError) as error:
        reason = str(error) or "nothing can be written there"
        raise DeployFailed(f"cannot publish to {shown}: {reason}; check DEPLOY_TARGET") from error
    except OSError as error:
        raise DeployFailed(f"cannot publish to {shown}: {error}; is it there, writable, and not full?") from error


def _without_password(address: str) -> str:
    return _PASSWORD.sub("***", address)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Target:
    """The site's folder at the target."""

    filesystem: AbstractFileSystem
    root: str
    prefix: str
    published: Callable[[Path, str], None]

    def publish(self, bundle: SiteBundle) -> None:
        sizes = self._sizes()
        self._remove_unfinished(sizes)
        is_any_sent = False
        for send in self._missing(bundle, sizes):
            if is_any_sent and bundle.is_time_up():
                raise DeployUnfinished(f"the time to publish {self.prefix} is up: it goes on where it stopped")
            is_any_sent |= send()
        self._send(SiteFile(path=bundle.folder / METADATA, storage_path=METADATA))
        database = SiteFile(path=bundle.folder / DATABASE, storage_path=DATABASE)
        if not self._send(database, is_wanted=bundle.is_current):
            log.info("meetings.db not published: the site has a newer one", extra={"site": self.prefix})

    def _missing(self, bundle: SiteBundle, sizes: Mapping[str, int]) -> Iterator[Callable[[], bool]]:
        """How to send each document and picture that the target lacks; True when it was sent."""
        for document in bundle.documents:
            if sizes.get(document.storage_path) != document.path.stat().st_size:
                yield partial(self._send, document)
        for image in bundle.page_images:
            if image.storage_path not in sizes:
                yield partial(self._render_and_send, image, bundle.folder)

    def _sizes(self) -> Mapping[str, int]:
        """Bytes of each file that is there, by its path inside the site."""
        self.filesystem.invalidate_cache()
        self.filesystem.makedirs(self.root, exist_ok=True)
        found = self.filesystem.find(self.root, detail=True)
        return {path.removeprefix(f"{self.root}/"): int(entry["size"]) for path, entry in found.items()}

    def _remove_unfinished(self, sizes: Mapping[str, int]) -> None:
        oldest = time.time() - _ABANDONED_AFTER.total_seconds()
        for name in sizes:
            begun = _BEGUN.fullmatch(name)
            if begun is not None and int(begun[1]) < oldest:
                self.filesystem.rm_file(f"{self.root}/{name}")

    def _send(self, file: SiteFile, *, is_wanted: Callable[[], bool] = lambda: True) -> bool:
        """Puts the file in its place, if it is still wanted when all of it has arrived; True when it was."""
        # In the root, because fsspec's own move takes brackets in a body's name for a pattern.
        unfinished = f"{self.root}/{_UNFINISHED}{int(time.time())}-{uuid.uuid4().hex}"
        place = f"{self.root}/{file.storage_path}"
        self.filesystem.makedirs(place.rpartition("/")[0], exist_ok=True)
        try:
            self.filesystem.put_file(str(file.path), unfinished)
            if not is_wanted():
                self.filesystem.rm_file(unfinished)
                return False
            self.filesystem.mv(unfinished, place)
        except BaseException:
            with suppress(OSError):
                self.filesystem.rm_file(unfinished)
            raise
        self.published(file.path, f"{self.prefix}/{file.storage_path}")
        return True

    def _render_and_send(self, image: SiteImage, folder: Path) -> bool:
        try:
            picture = image.render()
        except PageUnreadable as error:
            log.warning("page picture left out", extra={"storage_path": image.storage_path, "reason": str(error)})
            return False
        path = folder / f"{uuid.uuid4().hex}.png"
        path.write_bytes(picture)
        try:
            return self._send(SiteFile(path=path, storage_path=image.storage_path))
        finally:
            path.unlink()
