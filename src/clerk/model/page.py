"""A page: its text, where the text came from, and where on the page each word stands."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class PageSource(StrEnum):
    TEXT_LAYER = "text-layer"
    OCR = "ocr"
    BLANK = "blank"
    UNREAD = "unread"
    """Waits for OCR."""
    FAILED = "failed"
    """Could not be read; the reason is kept beside it."""


class Word(NamedTuple):
    """One word and its box, in points from the top left corner of the page as a person sees it."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float | None
    """0 to 1; None where the text layer was taken, which knows no doubt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """What was read of one page."""

    text: str
    """No form feed, no NUL; lines end in one newline."""
    source: PageSource
    engine: str
    """Name and version: "pdfium 7891", "tesseract 5.5.4"."""
    languages: tuple[str, ...] = ()
    dpi: int | None = None
    rotation: int = 0
    """Degrees clockwise that the page was turned, beyond its own /Rotate, to be read: 0, 90, 180 or 270."""
    confidence: float | None = None
    """0 to 1, the mean over the words weighted by their length."""
    width: float = 0.0
    height: float = 0.0
    """Points, of the page as a person sees it."""
    words: tuple[Word, ...] = ()
    reason: str | None = None
    """Why the text layer was not taken, or why the page failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageImage:
    """A rendered page: grey, 8 bits a pixel, rows from the top, no padding."""

    pixels: bytes
    width: int
    height: int
    dpi: int
