"""Every path below STORAGE_DIR, in both directions: from a document's key to its folder, and back.

STORAGE_DIR/<subdomain>/
  documents/minutes/City Council/2024-01-09/0123456789ab/
    document.pdf  document.json  text.txt  words.json.gz  recorded.json  facts.json  pages/0007.json
  meetings.db
  .incoming/      downloads and half-written things; whatever is older than a day may go
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, unquote

from clerk.errors import BodyInvalid
from clerk.model.document import DIGEST_LENGTH, DocumentKey, DocumentKind
from clerk.model.names import Subdomain, check_subdomain

MANIFEST_NAME = "document.json"
FACTS_NAME = "facts.json"

_PLAIN_MARKS = " -_,&'()+."
_LONGEST_FOLDER_NAME = 200
"""Bytes; file systems allow 255, and a copy of the archive may add to names."""
_GOES_ON = "%"
"""Ends a folder name that the next folder continues; no other name ends so, for a body's own % is written %25."""
_DIGEST = re.compile(rf"[0-9a-f]{{{DIGEST_LENGTH}}}")


# Not keyword-only: the two fields are the two things that its name promises, in the order of the path.
@dataclass(frozen=True, slots=True)
class SitePaths:
    """Where everything of one site is."""

    storage_dir: Path
    subdomain: Subdomain

    def __post_init__(self) -> None:
        check_subdomain(self.subdomain)

    @property
    def root(self) -> Path:
        return self.storage_dir / self.subdomain

    @property
    def documents(self) -> Path:
        return self.root / "documents"

    @property
    def meetings_db(self) -> Path:
        return self.root / "meetings.db"

    @property
    def incoming(self) -> Path:
        """Where downloads and things half written wait, on the file system of the documents."""
        return self.root / ".incoming"

    @property
    def compile_lock(self) -> Path:
        return self.root / ".compile.lock"

    @property
    def manifests_lock(self) -> Path:
        """Held by whoever reads a manifest in order to change it."""
        return self.root / ".manifests.lock"

    def folder(self, key: DocumentKey) -> Path:
        """The folder of one document.

        Raises:
            BodyInvalid: the body is empty or not text.
            ValueError: the digest is not 12 hexadecimal digits.
        """
        if not is_digest(key.digest):
            raise ValueError(f"{key.digest!r} is not a digest of {DIGEST_LENGTH} hexadecimal digits")
        body = "/".join(_folder_names_of_body(key.body))
        return self.documents / f"{key.kind.value}/{body}/{key.date.isoformat()}/{key.digest}"

    def key_of(self, folder: Path) -> DocumentKey:
        """The key whose folder this is.

        Raises:
            ValueError: it is not a folder that `folder` gives.
        """
        kind, *names_of_body, date, digest = folder.relative_to(self.documents).parts
        body = body_of_folder_names(names_of_body)
        if body is None:
            raise ValueError(f"{folder} is not a document's folder")
        key = DocumentKey(kind=DocumentKind(kind), body=body, date=dt.date.fromisoformat(date), digest=digest)
        if self.folder(key) != folder:
            raise ValueError(f"{folder} is not a document's folder")
        return key

    def pdf(self, key: DocumentKey) -> Path:
        return self.folder(key) / "document.pdf"

    def manifest(self, key: DocumentKey) -> Path:
        return self.folder(key) / MANIFEST_NAME

    def text(self, key: DocumentKey) -> Path:
        return self.folder(key) / "text.txt"

    def words(self, key: DocumentKey) -> Path:
        return self.folder(key) / "words.json.gz"

    def facts(self, key: DocumentKey) -> Path:
        return self.folder(key) / FACTS_NAME

    def recorded(self, key: DocumentKey) -> Path:
        """Votes that came with the document, from its platform's records."""
        return self.folder(key) / "recorded.json"

    def pages(self, key: DocumentKey) -> Path:
        """Where pages that OCR has read wait to be joined."""
        return self.folder(key) / "pages"

    def page(self, key: DocumentKey, number: int) -> Path:
        return self.pages(key) / f"{number:04}.json"

    def published_pdf(self, key: DocumentKey) -> str:
        """The PDF's path in a published site, from the site's folder: `documents/minutes/.../document.pdf`."""
        return self.pdf(key).relative_to(self.root).as_posix()

    def published_images(self, key: DocumentKey) -> str:
        """The folder of the pictures of a document's pages in a published site, from the site's folder."""
        return self.pages(key).relative_to(self.root).as_posix()


def image_in(images: str, number: int) -> str:
    """A page's picture in the folder of its document's pictures."""
    return f"{images}/{number:04}.png"


def page_number(file: Path) -> int | None:
    """The number of the page that this file of `pages/` holds; None when it is no such file."""
    return int(file.stem) if file.suffix == ".json" and file.stem.isdecimal() else None


def is_continued(folder_name: str) -> bool:
    """True for the first folders of a body whose name is too long for one."""
    return folder_name.endswith(_GOES_ON)


def is_digest(name: str) -> bool:
    return _DIGEST.fullmatch(name) is not None


def body_of_folder_names(names: Sequence[str]) -> str | None:
    """The body whose folders have these names, the outer first; None when no body's folders have."""
    try:
        body = unquote("".join(name.removesuffix(_GOES_ON) for name in names), errors="strict")
        return body if _folder_names_of_body(body) == tuple(names) else None
    except (UnicodeDecodeError, BodyInvalid):
        return None


@lru_cache(maxsize=1024)
def _folder_names_of_body(body: str) -> tuple[str, ...]:
    try:
        pieces = [_folder_piece(character, first=index == 0) for index, character in enumerate(body)]
    except UnicodeEncodeError as error:
        raise BodyInvalid(f"body {body!r} holds characters that are not text") from error
    if not pieces:
        raise BodyInvalid("a body needs a name, this one is empty")
    names, length = [""], 0
    for piece in pieces:
        length += len(piece.encode())
        if length > _LONGEST_FOLDER_NAME:
            names[-1] += _GOES_ON
            names.append("")
            length = len(piece.encode())
        names[-1] += piece
    return tuple(names)


def _folder_piece(character: str, *, first: bool) -> str:
    is_plain = character.isalnum() or (character in _PLAIN_MARKS and not (first and character == "."))
    return character if is_plain else _percent_encoded(character)


def _percent_encoded(character: str) -> str:
    return quote(character, safe="") if character != "." else "%2E"
