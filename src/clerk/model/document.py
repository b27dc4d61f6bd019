"""A document: one PDF of one meeting, its key in the archive, and what became of it."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Self

from clerk.model.recorded import RecordedMotion

DIGEST_LENGTH = 12
"""So many hexadecimal digits of the SHA-256 tell two documents of one body and date apart."""


class DocumentKind(StrEnum):
    AGENDA = "agenda"
    MINUTES = "minutes"


class DocumentState(StrEnum):
    OK = "ok"
    ENCRYPTED = "encrypted"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    SUPERSEDED = "superseded"
    """Its source now serves other bytes at the same address; the new document took its place."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class DocumentKey:
    """Which document of a site: text form `minutes/City Council/2024-01-09/0123456789ab`."""

    kind: DocumentKind
    body: str
    date: dt.date
    digest: str
    """The first 12 hexadecimal digits of the SHA-256 of its bytes."""

    def __str__(self) -> str:
        return f"{self.kind}/{self.body}/{self.date.isoformat()}/{self.digest}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The key whose text form this is; a body may itself hold slashes."""
        kind, rest = text.split("/", 1)
        body, date, digest = rest.rsplit("/", 2)
        return cls(kind=DocumentKind(kind), body=body, date=dt.date.fromisoformat(date), digest=digest)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRef:
    """What a fetcher lists: where a document is and which meeting it belongs to."""

    url: str
    """http(s) address, or the absolute path of a file as a file:// address."""
    kind: DocumentKind
    body: str
    date: dt.date
    title: str
    recorded: tuple[RecordedMotion, ...] = ()
    """Its meeting's motions and votes in their order, where the source has them apart from the document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Something a source lists that clerk cannot take, and why: never silently skipped."""

    url: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDocument:
    """What PostgreSQL remembers of a document that was fetched before: enough to decide whether to fetch it again."""

    key: DocumentKey
    url: str
    etag: str | None
    last_modified: str | None
    state: DocumentState


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A document's bytes, in a file of ours."""

    path: Path
    sha256: str
    size: int
    etag: str | None
    """As the source gives it; for a local file its size and modification time."""
    last_modified: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedDocument:
    """A document as it landed in the archive, for one row of `documents` and the page jobs that go with it."""

    key: DocumentKey
    url: str
    title: str
    sha256: str
    size: int
    etag: str | None
    last_modified: str | None
    state: DocumentState
    reason: str | None
    """Why the state is not ok, as one sentence."""
    page_count: int
    pages_read_at_fetch: int
    unread_pages: tuple[int, ...]
    """Numbers of the pages that still need OCR: these become page jobs."""
    is_new: bool
    """False when the bytes were known and only its unread pages or its etag matter."""
    supersedes: DocumentKey | None
