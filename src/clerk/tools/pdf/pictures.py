"""Pictures of pages: grey pixels for OCR at a resolution that fits the page, and PNG for readers."""

import io
import struct
from collections.abc import Callable, Sequence
from pathlib import Path

from PIL import Image

from clerk.errors import PageUnreadable, ToolCrashed, ToolOutOfMemory
from clerk.plugins.contracts import PageImage
from clerk.tools.child import answer_of
from clerk.tools.pdf.library import Frame, Handle, Picture, opened, opened_page, pictures_of, render_grey
from clerk.tools.pdf.limits import PdfLimits, check_file

DEFAULT_DPI = 300
_LEAST_DPI, _MOST_DPI = 150, 400
_COARSE = 200
"""Of scans up to this, Tesseract reads small print and what stands under signatures better at twice the size."""
_MOST_PIXELS = 36_000_000
"""36 megabytes in grey: a letter page at 600 dpi, a 36 x 48 inch plan at 144."""
_SCAN = 0.5
_HEADER = struct.Struct(">III")


def render_page(pdf: Path, number: int, limits: PdfLimits) -> PageImage:
    """The page in grey, as a person sees it, at a resolution that OCR reads well and memory can hold.

    Raises:
        PageUnreadable: the page cannot be drawn; the document may be fine.
        DocumentUnreadable: the document cannot be opened.
        ToolTimeout: took longer than the limit.

    """
    answer = _in_child(pdf, number, limits, lambda page, frame: _drawn(page, frame, _dpi_of(page, frame)))
    width, height, dpi = _HEADER.unpack(answer[: _HEADER.size].ljust(_HEADER.size, b"\0"))
    pixels = answer[_HEADER.size :]
    if not (dpi and len(pixels) == width * height > 0):
        raise PageUnreadable(f"page {number}: the reader sent no picture")
    return PageImage(pixels=pixels, width=width, height=height, dpi=dpi)


def render_png(pdf: Path, number: int, limits: PdfLimits, *, dpi: int = 110) -> bytes:
    """The page as a PNG file in grey; raises as `render_page` does."""

    def draw(page: Handle, frame: Frame) -> bytes:
        width, height = _pixels(frame, _capped(dpi, frame))
        file = io.BytesIO()
        Image.frombytes("L", (width, height), render_grey(page, width, height)).save(file, "PNG")
        return file.getvalue()

    return _in_child(pdf, number, limits, draw)


def _in_child(pdf: Path, number: int, limits: PdfLimits, draw: Callable[[Handle, Frame], bytes]) -> bytes:
    check_file(pdf, limits)

    def work() -> bytes:
        with opened(pdf, limits.max_pages) as (document, _), opened_page(document, number) as (page, frame):
            return draw(page, frame)

    try:
        return answer_of(work, limits.of_child())
    except (ToolCrashed, ToolOutOfMemory) as error:
        raise PageUnreadable(f"page {number} cannot be drawn: {error}") from error


def _drawn(page: Handle, frame: Frame, dpi: int) -> bytes:
    width, height = _pixels(frame, dpi)
    return _HEADER.pack(width, height, dpi) + render_grey(page, width, height)


def _dpi_of(page: Handle, frame: Frame) -> int:
    return choose_dpi(pictures_of(page, frame), frame)


def choose_dpi(pictures: Sequence[Picture], frame: Frame) -> int:
    """A scan's own resolution within reason, a coarse one doubled, else 300; lowered until the pixels fit."""
    width, height = frame.size
    scans = [other for other in pictures if _area(other) >= _SCAN * width * height]
    if not scans:
        return _capped(DEFAULT_DPI, frame)
    own = max(round(72 * other.pixels_wide / max(abs(other.box[2] - other.box[0]), 1.0)) for other in scans)
    readable = 2 * own if own <= _COARSE else own
    return _capped(min(max(readable, _LEAST_DPI), _MOST_DPI), frame)


def _area(picture: Picture) -> float:
    left, top, right, bottom = picture.box
    return abs(right - left) * abs(bottom - top)


def _capped(dpi: int, frame: Frame) -> int:
    width, height = frame.size
    most = 72 * (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5
    return max(1, min(dpi, int(most)))


def _pixels(frame: Frame, dpi: int) -> tuple[int, int]:
    width, height = frame.size
    return max(1, round(width * dpi / 72)), max(1, round(height * dpi / 72))
