"""Lists a folder of PDFs: `DIR/<kind>/<body>/<YYYY-MM-DD>[ anything].pdf`, kind `agenda` or `minutes`.

Votes from a platform's records may stand beside a PDF, `2024-01-09.votes.json` beside `2024-01-09.pdf`, in the form of
recorded.json.
"""

import datetime as dt
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from clerk.archive.recorded_file import RecordedUnreadable, recorded_from_json
from clerk.errors import BodyInvalid, SourceRefused
from clerk.model.document import DocumentKind, DocumentRef, Refusal
from clerk.model.names import check_body
from clerk.model.site import Site

_LAYOUT = "<kind>/<body>/<YYYY-MM-DD>[ anything].pdf"
_VOTES = ".votes.json"
_MOST_VOTES_BYTES = 10_000_000
_NAME = re.compile(r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:\s+(?P<title>.*))?", re.DOTALL)


class FolderFetcher:
    """Reads the site's option `path`, a folder laid out as `<kind>/<body>/<YYYY-MM-DD>[ anything].pdf`.

    Links are followed, to files and to folders. Names that begin with one dot (.DS_Store, .git) are ignored; whatever
    else does not fit the layout is listed with the reason. What stands after the date is the document's title. Sorted
    by path.
    """

    label: ClassVar[str] = "folder"
    options: ClassVar[tuple[str, ...]] = ("path",)

    def documents(self, site: Site, since: dt.date | None) -> Iterator[DocumentRef | Refusal]:
        """Everything in the folder that is dated `since` or later, and everything that does not fit.

        Raises:
            SourceRefused: `path` is not set, not there, not a folder, or may not be read.
        """
        root = _root(site)
        try:
            kinds = _sorted_entries(root)
        except OSError as error:
            raise SourceRefused(f"site {site.subdomain}: the folder {root} cannot be read: {error.strerror}") from error
        return _since(_documents(kinds), since)


def _root(site: Site) -> Path:
    option = site.fetcher_options.get("path", "").strip()
    if not option:
        raise SourceRefused(
            f"site {site.subdomain}: the folder fetcher needs the option path, the folder that it reads"
        )
    root = Path(option).expanduser().absolute()
    if not root.exists():
        raise SourceRefused(f"site {site.subdomain}: the folder {root} is not there; is its disk mounted?")
    if not root.is_dir():
        raise SourceRefused(f"site {site.subdomain}: {root} is a file, the folder fetcher needs a folder")
    return root


def _sorted_entries(folder: Path) -> list[Path]:
    names = sorted(path.name for path in folder.iterdir())
    return [folder / name for name in names if not name.startswith(".") or name.startswith("..")]


def _since(listed: Iterator[DocumentRef | Refusal], since: dt.date | None) -> Iterator[DocumentRef | Refusal]:
    for item in listed:
        if isinstance(item, Refusal) or since is None or item.date >= since:
            yield item


def _documents(kinds: list[Path]) -> Iterator[DocumentRef | Refusal]:
    for folder in kinds:
        if folder.name not in set(DocumentKind):
            yield _refusal(
                folder, f"{_shown(folder.name)!r} is not a kind of document: the folders here are agenda and minutes"
            )
            continue
        bodies = _folder(folder)
        if isinstance(bodies, Refusal):
            yield bodies
            continue
        for body in bodies.entries:
            yield from _documents_of_body(DocumentKind(folder.name), body)


def _documents_of_body(kind: DocumentKind, folder: Path) -> Iterator[DocumentRef | Refusal]:
    listing = _folder(folder)
    if isinstance(listing, Refusal):
        yield listing
        return
    try:
        body = check_body(folder.name)
    except BodyInvalid as error:
        yield _refusal(folder, str(error))
        return
    stems = {path.stem for path in listing.entries if path.suffix.lower() == ".pdf"}
    for path in listing.entries:
        if path.name.endswith(_VOTES):
            if path.name.removesuffix(_VOTES) not in stems:
                yield _refusal(path, "holds the votes of a PDF that is not beside it")
            continue
        listed = _document(path, kind, body)
        if isinstance(listed, Refusal):
            yield listed
        else:
            yield from _with_votes(listed, path.with_name(path.stem + _VOTES))


def _with_votes(document: DocumentRef, votes: Path) -> Iterator[DocumentRef | Refusal]:
    """The document with the votes beside it, if there are any; behind it the reason why they cannot be taken."""
    try:
        status = votes.stat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > _MOST_VOTES_BYTES:
            yield from (document, _refusal(votes, f"is not a file of at most {_MOST_VOTES_BYTES:,} bytes"))
        else:
            yield replace(document, recorded=recorded_from_json(votes.read_bytes()))
    except FileNotFoundError:
        yield document
    except RecordedUnreadable as error:
        yield from (document, _refusal(votes, str(error)))
    except OSError as error:
        yield from (document, _refusal(votes, _sentence(votes, error)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listing:
    entries: list[Path]


def _folder(folder: Path) -> _Listing | Refusal:
    """What is in a kind's or a body's folder."""
    try:
        if not stat.S_ISDIR(folder.stat().st_mode):
            return _refusal(folder, f"stands outside a body's folder: the layout is {_LAYOUT}")
        if folder.is_symlink() and folder.parent.resolve().is_relative_to(folder.resolve()):
            return _refusal(folder, "is a link that loops back to a folder that it stands in")
        return _Listing(entries=_sorted_entries(folder))
    except OSError as error:
        return _refusal(folder, _sentence(folder, error))


def _document(path: Path, kind: DocumentKind, body: str) -> DocumentRef | Refusal:
    reason = _why_not_a_pdf(path)
    if reason is not None:
        return _refusal(path, reason)
    name = _NAME.fullmatch(path.stem)
    if name is None:
        return _refusal(path, "its name does not begin with a date and a space, like '2024-01-09 special meeting.pdf'")
    try:
        date = dt.date.fromisoformat(name["date"])
    except ValueError:
        return _refusal(path, f"there is no day {name['date']}")
    title = " ".join(_shown(name["title"] or "").split()) or f"{body} {kind}"
    return DocumentRef(url=path.as_uri(), kind=kind, body=body, date=date, title=title)


def _why_not_a_pdf(path: Path) -> str | None:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return _sentence(path, error)
    if stat.S_ISDIR(mode):
        return f"is a folder inside a body's folder: the layout is {_LAYOUT}"
    if not stat.S_ISREG(mode):
        return "is not a file"
    if path.suffix.lower() != ".pdf":
        return "its name does not end in .pdf"
    return None


def _sentence(path: Path, error: OSError) -> str:
    try:
        target = path.readlink()
    except OSError:
        return f"cannot be read: {error.strerror}"
    return f"is a link to {_shown(str(target))}, which cannot be followed: {error.strerror}"


def _refusal(path: Path, reason: str) -> Refusal:
    return Refusal(url=path.as_uri(), reason=reason)


def _shown(name: str) -> str:
    """The name as text: bytes that are not UTF-8 become replacement characters."""
    return os.fsencode(name).decode("utf-8", "replace")
