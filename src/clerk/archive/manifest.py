"""document.json: what is known of one document and of each of its pages, as a record and as JSON."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from clerk.errors import ClerkError
from clerk.model.document import DocumentKey, DocumentState
from clerk.model.page import PageSource, PageText

FORMAT = 1
"""Raised when an older clerk could not read the file any more."""


class ManifestDamaged(ClerkError):
    """A document.json that is none: clerk writes it whole, so somebody or some disk did this."""


class ManifestNewer(ClerkError):
    """A document.json that a newer clerk wrote: upgrade this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRecord:
    """How one page was read; its text stands in text.txt and its words in words.json.gz."""

    number: int
    source: PageSource
    engine: str
    languages: tuple[str, ...]
    dpi: int | None
    rotation: int
    confidence: float | None
    width: float
    height: float
    reason: str | None

    @classmethod
    def of(cls, number: int, page: PageText) -> Self:
        return cls(
            number=number,
            source=page.source,
            engine=page.engine,
            languages=page.languages,
            dpi=page.dpi,
            rotation=page.rotation,
            confidence=None if page.confidence is None else round(page.confidence, 4),
            width=round(page.width, 2),
            height=round(page.height, 2),
            reason=page.reason,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestHead:
    """What is known of a document before its pages are: the first part of its manifest."""

    key: DocumentKey
    url: str
    title: str
    fetched_at: dt.datetime
    """Aware, UTC."""
    sha256: str
    size: int
    """Bytes of the PDF."""
    state: DocumentState = DocumentState.OK
    reason: str | None = None
    """Why the state is not ok, as one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """document.json."""

    key: DocumentKey
    url: str
    title: str
    fetched_at: dt.datetime
    sha256: str
    size: int
    state: DocumentState
    reason: str | None
    superseded_by: DocumentKey | None
    page_count: int
    text_sha256: str
    """Of text.txt: whatever changes in the text changes the manifest too."""
    pages: tuple[PageRecord, ...]

    @classmethod
    def begin(cls, head: ManifestHead, pages: Sequence[PageRecord], text_sha256: str) -> Self:
        return cls(
            key=head.key,
            url=head.url,
            title=head.title,
            fetched_at=head.fetched_at,
            sha256=head.sha256,
            size=head.size,
            state=head.state,
            reason=head.reason,
            superseded_by=None,
            page_count=len(pages),
            text_sha256=text_sha256,
            pages=tuple(pages),
        )

    @property
    def pages_to_read(self) -> tuple[int, ...]:
        """Numbers of the pages that have no text yet: unread, or failed so far."""
        return tuple(page.number for page in self.pages if page.source in {PageSource.UNREAD, PageSource.FAILED})

    def to_json(self) -> bytes:
        document = {
            "format": FORMAT,
            "key": str(self.key),
            "url": self.url,
            "title": self.title,
            "fetched_at": self.fetched_at.isoformat(),
            "sha256": self.sha256,
            "size": self.size,
            "state": self.state,
            "reason": self.reason,
            "superseded_by": None if self.superseded_by is None else str(self.superseded_by),
            "page_count": self.page_count,
            "text_sha256": self.text_sha256,
        }
        # A page a line: a person finds page 7, and 5,000 pages stay a small file.
        head = json.dumps(document, ensure_ascii=False, indent=1).removesuffix("\n}")
        pages = ",\n".join(f"  {json.dumps(record_to_json(page), ensure_ascii=False)}" for page in self.pages)
        return f'{head},\n "pages": [\n{pages}\n ]\n}}\n'.encode(errors="replace")

    @classmethod
    def from_json(cls, content: bytes) -> Self:
        """The manifest that these bytes say.

        Raises:
            ManifestDamaged: they are no manifest.
            ManifestNewer: they are one in a format that this clerk does not know.
        """
        try:
            document = json.loads(content)
            if document["format"] > FORMAT:
                raise ManifestNewer(
                    f"a document.json has format {document['format']}, this clerk reads {FORMAT}: upgrade clerk"
                )
            return cls._from_document(document)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ManifestDamaged(f"not a document.json: {error!r}") from error

    @classmethod
    def _from_document(cls, document: dict[str, Any]) -> Self:
        successor = document["superseded_by"]
        return cls(
            key=DocumentKey.parse(document["key"]),
            url=document["url"],
            title=document["title"],
            fetched_at=dt.datetime.fromisoformat(document["fetched_at"]),
            sha256=document["sha256"],
            size=document["size"],
            state=DocumentState(document["state"]),
            reason=document["reason"],
            superseded_by=None if successor is None else DocumentKey.parse(successor),
            page_count=document["page_count"],
            text_sha256=document["text_sha256"],
            pages=tuple(record_from_json(page) for page in document["pages"]),
        )


def record_to_json(record: PageRecord) -> dict[str, Any]:
    return {
        "number": record.number,
        "source": record.source,
        "engine": record.engine,
        "languages": record.languages,
        "dpi": record.dpi,
        "rotation": record.rotation,
        "confidence": record.confidence,
        "width": record.width,
        "height": record.height,
        "reason": record.reason,
    }


def record_from_json(document: dict[str, Any]) -> PageRecord:
    return PageRecord(
        number=document["number"],
        source=PageSource(document["source"]),
        engine=document["engine"],
        languages=tuple(document["languages"]),
        dpi=document["dpi"],
        rotation=document["rotation"],
        confidence=document["confidence"],
        width=document["width"],
        height=document["height"],
        reason=document["reason"],
    )
