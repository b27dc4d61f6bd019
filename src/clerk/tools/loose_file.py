"""Reads the pages of a file that is in no archive: text as it is, a PDF by its text layer."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from clerk.errors import DocumentTooLarge
from clerk.model.page import PageSource
from clerk.tools.pdf import PdfLimits, read_text_layers

MOST_TEXT_BYTES = 50_000_000
"""Of a text: some 20,000 pages, more than any document has."""
BEGINNING = 1024
"""Bytes within which readers look for %PDF-. Source: PDF 1.7, implementation note 13."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoosePages:
    texts: Sequence[str]
    """One page's text each, empty for a page that was not read."""
    unread: Sequence[int] = ()
    """Numbers, from 1, of the pages that only OCR could read."""


def is_pdf(content: bytes) -> bool:
    """True for what begins as a PDF does."""
    return b"%PDF-" in content[:BEGINNING]


def pages_of_text_file(content: bytes) -> LoosePages:
    """The pages of a text in UTF-8, parted by form feeds; lines end in one newline, and what is no text is replaced.

    Raises:
        DocumentTooLarge: more than 50 million bytes.
    """
    if len(content) > MOST_TEXT_BYTES:
        raise DocumentTooLarge(f"more than {MOST_TEXT_BYTES:,} bytes: no text of minutes is so long")
    text = content.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n").replace("\0", " ")
    pages = text.split("\f")
    # pdftotext ends each page with a form feed, the last one too.
    return LoosePages(texts=tuple(pages[:-1] if len(pages) > 1 and not pages[-1].strip() else pages))


def pages_of_pdf(pdf: Path, limits: PdfLimits) -> LoosePages:
    """The text layer of each page.

    Raises:
        DocumentEncrypted, DocumentTooLarge, DocumentUnreadable, ToolTimeout: as `read_text_layers`.
    """
    texts, unread = [], []
    for number, page in enumerate(read_text_layers(pdf, limits).pages, start=1):
        texts.append(page.text)
        if page.source not in {PageSource.TEXT_LAYER, PageSource.BLANK}:
            unread.append(number)
    return LoosePages(texts=tuple(texts), unread=tuple(unread))
