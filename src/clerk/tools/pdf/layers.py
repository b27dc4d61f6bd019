"""The text layers of a PDF, page by page, each with a verdict: taken, blank, or to be read by OCR."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from clerk.errors import DocumentUnreadable, PageUnreadable, ToolCrashed, ToolOutOfMemory, ToolTimeout
from clerk.model import textquality
from clerk.model.page import PageSource, PageText, Word
from clerk.tools.child import ChildStalled, Send, frames_of
from clerk.tools.pdf import ink
from clerk.tools.pdf.library import ENGINE, Frame, Handle, Picture, opened, opened_page, pictures_of
from clerk.tools.pdf.limits import PdfLimits, check_file
from clerk.tools.pdf.words import text_and_words

_MOST_STALLS = 3
"""A document with more pages that take for ever is given up: its job has other things to do."""
_MOST_DEATHS = 100
"""As that, for pages that crash the reader: each costs a new child."""
_UNWANTED = {0: None, 0x0C: " "}

ReadPage = Callable[[Handle, int], PageText]
"""From an open document and a page's number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfReading:
    page_count: int
    pages: Iterator[PageText]
    """Each page in order, read while it is asked for; a page that crashes the reader comes out as unread."""


def read_text_layers(pdf: Path, limits: PdfLimits) -> PdfReading:
    """The text layer of every page, or why it is not taken; one page is in memory at a time.

    Raises:
        DocumentEncrypted: it asks for a password.
        DocumentTooLarge: more bytes or pages than the limits.
        DocumentUnreadable: empty, no PDF, or damaged beyond use.
        ToolTimeout: took longer than the limit; may come from the pages as well.
    """
    return read_pages(pdf, limits, read_page)


def read_pages(pdf: Path, limits: PdfLimits, read: ReadPage) -> PdfReading:
    """As `read_text_layers`, with another way to read one page."""
    check_file(pdf, limits)
    reader = _Reader(pdf=pdf, limits=limits, read=read, until=time.monotonic() + limits.timeout.total_seconds())
    frames = reader.frames(first=1)
    try:
        count = _page_count(_next(frames), limits)
    except (ToolCrashed, ToolOutOfMemory) as error:
        raise DocumentUnreadable(f"damaged: {error} while the PDF was opened") from error
    return PdfReading(page_count=count, pages=_pages(reader, frames, count))


def _page_count(frame: bytes, limits: PdfLimits) -> int:
    if frame.isdigit() and 1 <= int(frame) <= limits.max_pages:
        return int(frame)
    raise ToolCrashed("the child process sent nonsense")


def _next(frames: Iterator[bytes]) -> bytes:
    frame = next(frames, None)
    if frame is None:
        raise ToolCrashed("the child process ended early")
    return frame


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """Reads one PDF, in one child after the other if need be, all of them together within its time limit."""

    pdf: Path
    limits: PdfLimits
    read: ReadPage
    until: float

    def frames(self, *, first: int) -> Iterator[bytes]:
        """The number of pages, then each page from `first` on.

        Raises:
            ToolTimeout: the time of all children is over.
        """

        def work(send: Send) -> None:
            with opened(self.pdf, self.limits.max_pages) as (document, count):
                send(str(count).encode())
                for number in range(first, count + 1):
                    send(_to_json(_read_or_refuse(self.read, document, number)))

        seconds = self.until - time.monotonic()
        if seconds <= 0:
            raise self.timeout()
        limits = replace(self.limits, timeout=timedelta(seconds=round(seconds, 1)))
        return frames_of(work, limits.of_child_that_reads_pages())

    def timeout(self) -> ToolTimeout:
        return ToolTimeout(f"took longer than {self.limits.timeout.total_seconds():g} s")


def _read_or_refuse(read: ReadPage, document: Handle, number: int) -> PageText:
    try:
        return read(document, number)
    except PageUnreadable as error:
        return _unread(str(error))


def _pages(reader: _Reader, frames: Iterator[bytes], count: int) -> Iterator[PageText]:
    stalls, deaths = 0, 0
    for number in range(1, count + 1):
        try:
            page = _from_json(_next(frames))
        except (ToolCrashed, ToolOutOfMemory, ChildStalled) as error:
            stalls += isinstance(error, ChildStalled)
            deaths += 1
            if stalls > _MOST_STALLS or deaths > _MOST_DEATHS:
                raise
            page = _unread(f"{error} while its text layer was read")
            frames = _after(reader, number)
        except ToolTimeout as error:
            raise reader.timeout() from error
        yield page


def _after(reader: _Reader, number: int) -> Iterator[bytes]:
    """A new child, past the page that the last one died of."""
    frames = reader.frames(first=number + 1)
    _next(frames)
    return frames


def read_page(document: Handle, number: int) -> PageText:
    """Reads and judges one page; for the child only."""
    with opened_page(document, number) as (page, frame):
        text, words = text_and_words(page, frame)
        if not text:
            return _without_text(page, frame)
        reason = _refusal(page, frame, text, words)
        width, height = frame.size
        if reason:
            return _unread(reason, width=width, height=height)
        return PageText(text=text, source=PageSource.TEXT_LAYER, engine=ENGINE, width=width, height=height, words=words)


def _without_text(page: Handle, frame: Frame) -> PageText:
    width, height = frame.size
    if ink.is_blank(ink.draw(page, frame)):
        return PageText(text="", source=PageSource.BLANK, engine=ENGINE, width=width, height=height)
    return _unread("the page has no text layer", width=width, height=height)


def _refusal(page: Handle, frame: Frame, text: str, words: tuple[Word, ...]) -> str | None:
    width, height = frame.size
    reason = textquality.refuse_text(text) or textquality.refuse_position(words, width, height)
    if reason:
        return reason
    pictures = pictures_of(page, frame)
    largest = max((_share(picture, width * height) for picture in pictures), default=0.0)
    if not textquality.needs_ink(words, largest):
        return None
    seen = ink.ink_of(ink.draw(page, frame), words, pictures, frame)
    return textquality.refuse_coverage(words, largest, seen)


def _share(picture: Picture, area: float) -> float:
    left, top, right, bottom = picture.box
    return abs(right - left) * abs(bottom - top) / max(area, 1.0)


def _unread(reason: str, *, width: float = 0.0, height: float = 0.0) -> PageText:
    return PageText(text="", source=PageSource.UNREAD, engine=ENGINE, width=width, height=height, reason=reason)


def _to_json(page: PageText) -> bytes:
    words = [word[:5] for word in page.words]
    return json.dumps([page.source, page.text, page.width, page.height, page.reason, words]).encode()


def _from_json(frame: bytes) -> PageText:
    """The page that a child sent, each field made to be of its type: the child may be anyone's.

    Raises:
        ToolCrashed: it is not a page.
    """
    try:
        source, text, width, height, reason, words = json.loads(frame, parse_constant=_refuse_constant)
        return PageText(
            text=_storable(text),
            source=PageSource(source),
            engine=ENGINE,
            width=float(width),
            height=float(height),
            words=tuple(
                Word(_storable(word), float(left), float(top), float(right), float(bottom), None)
                for word, left, top, right, bottom in words
            ),
            reason=None if reason is None else _storable(reason),
        )
    except (ValueError, TypeError) as error:
        raise ToolCrashed("the child process sent nonsense") from error


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is no number")


def _storable(text: object) -> str:
    """Without halves of surrogate pairs, NUL or form feed: what files and databases can hold."""
    return str(text).encode("utf-8", "replace").decode().translate(_UNWANTED)
