"""Pictures of pages: grey pixels for OCR at a resolution that fits the page, and PNG for readers."""

import ctypes
import io
import mmap
import struct
from collections.abc import Callable, Sequence
from pathlib import Path

from PIL import Image

from clerk.errors import PageUnreadable, ToolCrashed, ToolOutOfMemory
from clerk.model.page import PageImage
from clerk.tools.child import Send, frames_of
from clerk.tools.pdf.library import Frame, Handle, Picture, draw_grey, opened, opened_page, pictures_of, render_grey
from clerk.tools.pdf.limits import PdfLimits, check_file

DEFAULT_DPI = 300
_MOST_DPI = 400
_MOST_ENLARGED = 2
_MOST_PIXELS = 36_000_000
"""36 megabytes in grey: a letter page at 600 dpi, a 36 x 48 inch plan at 144."""
_MOST_DRAWN = 0.99 * _MOST_PIXELS
"""Width and height are rounded up to whole pixels afterwards."""
_SCAN, _PART_OF_A_SCAN = 0.5, 0.02
"""Shares of the page: some scanners write a page as many strips."""
_HEADER = struct.Struct(">III")


def render_page(pdf: Path, number: int, limits: PdfLimits) -> PageImage:
    """The page in grey, as a person sees it, at a resolution that OCR reads well and memory can hold.

    Raises:
        PageUnreadable: the page cannot be drawn; the document may be fine.
        DocumentUnreadable: the document cannot be opened.
        ToolTimeout: took longer than the limit.
    """
    # Shared with the child, which draws into it: through a pipe, a page's pixels would be copied four times.
    with mmap.mmap(-1, _MOST_PIXELS) as shared:

        def draw(page: Handle, frame: Frame, send: Send) -> None:
            dpi = choose_dpi(pictures_of(page, frame), frame)
            width, height = _pixels(frame, dpi)
            draw_grey(page, width, height, (ctypes.c_char * (width * height)).from_buffer(shared))
            send(_HEADER.pack(width, height, dpi))

        match drawn_in_child(pdf, number, limits, draw):
            case [header] if len(header) == _HEADER.size:
                width, height, dpi = _HEADER.unpack(header)
                if dpi and 0 < width * height <= _MOST_PIXELS:
                    return PageImage(pixels=shared[: width * height], width=width, height=height, dpi=dpi)
    raise PageUnreadable(f"page {number} cannot be drawn: the reader sent no picture")


def render_png(pdf: Path, number: int, limits: PdfLimits, *, dpi: int = 110) -> bytes:
    """The page as a PNG file in grey; raises as `render_page` does."""

    def draw(page: Handle, frame: Frame, send: Send) -> None:
        width, height = _pixels(frame, _capped(dpi, frame))
        file = io.BytesIO()
        Image.frombytes("L", (width, height), render_grey(page, width, height)).save(file, "PNG")
        send(file.getvalue())

    return b"".join(drawn_in_child(pdf, number, limits, draw))


def drawn_in_child(
    pdf: Path, number: int, limits: PdfLimits, draw: Callable[[Handle, Frame, Send], None]
) -> list[bytes]:
    """What `draw` sends of one page, frame by frame; raises as `render_page` does."""
    check_file(pdf, limits)

    def work(send: Send) -> None:
        with opened(pdf, limits.max_pages) as (document, _), opened_page(document, number) as (page, frame):
            draw(page, frame, send)

    try:
        return list(frames_of(work, limits.of_child()))
    except (ToolCrashed, ToolOutOfMemory) as error:
        raise PageUnreadable(f"page {number} cannot be drawn: {error}") from error


def choose_dpi(pictures: Sequence[Picture], frame: Frame) -> int:
    """300, or a finer scan's own; a coarse scan is at most doubled; lowered until the pixels fit.

    Measured on municipal scans of 150 to 300 dpi: at 300 fewest words are wrong, and 400 costs a fifth more time.
    """
    page = frame.size[0] * frame.size[1]
    parts = [other for other in pictures if _area(other) >= _PART_OF_A_SCAN * page]
    if sum(map(_area, parts)) < _SCAN * page:
        return _capped(DEFAULT_DPI, frame)
    own = max(
        1, *(round(72 * (other.pixels_wide * other.pixels_high / max(_area(other), 1.0)) ** 0.5) for other in parts)
    )
    enlarged = min(_MOST_ENLARGED * own, DEFAULT_DPI)
    return _capped(min(max(own, enlarged), _MOST_DPI), frame)


def _area(picture: Picture) -> float:
    left, top, right, bottom = picture.box
    return abs(right - left) * abs(bottom - top)


def _capped(dpi: int, frame: Frame) -> int:
    width, height = frame.size
    most = 72 * (_MOST_DRAWN / max(width * height, 1.0)) ** 0.5
    return max(1, min(dpi, int(most)))


def _pixels(frame: Frame, dpi: int) -> tuple[int, int]:
    width, height = frame.size
    return max(1, round(width * dpi / 72)), max(1, round(height * dpi / 72))
