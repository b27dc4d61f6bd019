"""The few calls of PDFium that clerk makes; to be used in a child process only."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2.raw as pdfium
from pypdfium2.version import PDFIUM_INFO

from clerk.errors import DocumentEncrypted, DocumentTooLarge, DocumentUnreadable, PageUnreadable

ENGINE = f"pdfium {PDFIUM_INFO.build}"

Handle = object
"""A pointer of PDFium's."""

_WHITE = 0xFFFFFFFF
_MAX_DEPTH = 3
_MAX_OBJECTS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A page's box in PDF's own coordinates, and how it is turned for the reader."""

    left: float
    bottom: float
    right: float
    top: float
    quarter_turns: int
    """Clockwise, from /Rotate."""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points, as a person sees the page."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.quarter_turns % 2 else (width, height)

    def seen(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """A box as left, top, right, bottom from the top left corner of the page as a person sees it."""
        if self.quarter_turns == 1:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.quarter_turns == 2:  # noqa: PLR2004  half a turn
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        if self.quarter_turns == 3:  # noqa: PLR2004  three quarters
            return self.top - top, self.right - right, self.top - bottom, self.right - left
        return left - self.left, self.top - top, right - self.left, self.top - bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An image on a page: its box as a person sees it, in points, and its own pixels."""

    box: tuple[float, float, float, float]
    pixels_wide: int
    pixels_high: int


@contextmanager
def opened(pdf: Path, max_pages: int) -> Iterator[tuple[Handle, int]]:
    """The document's handle and its number of pages.

    Raises:
        DocumentEncrypted: it asks for a password.
        DocumentUnreadable: PDFium cannot read it, or it has no pages.
        DocumentTooLarge: more pages than the limit.
    """
    document = pdfium.FPDF_LoadDocument(str(pdf).encode() + b"\0", None)
    if not document:
        raise _refusal(pdfium.FPDF_GetLastError())
    try:
        count = pdfium.FPDF_GetPageCount(document)
        if count < 1:
            raise DocumentUnreadable("damaged: the PDF has no pages")
        if count > max_pages:
            raise DocumentTooLarge(f"{count:,} pages; PDF_MAX_PAGES allows {max_pages:,}")
        yield document, count
    finally:
        pdfium.FPDF_CloseDocument(document)


def _refusal(code: int) -> DocumentUnreadable:
    if code == pdfium.FPDF_ERR_PASSWORD:
        return DocumentEncrypted("encrypted: the PDF asks for a password")
    if code == pdfium.FPDF_ERR_SECURITY:
        return DocumentEncrypted("encrypted in a way that cannot be opened")
    return DocumentUnreadable("damaged: the PDF cannot be opened")


@contextmanager
def opened_page(document: Handle, number: int) -> Iterator[tuple[Handle, Frame]]:
    """The page's handle and its box; `number` counts from 1.

    Raises:
        PageUnreadable: PDFium cannot load it.
    """
    page = pdfium.FPDF_LoadPage(document, number - 1)
    if not page:
        raise PageUnreadable(f"page {number} cannot be loaded")
    try:
        yield page, _frame(page)
    finally:
        pdfium.FPDF_ClosePage(page)


def _frame(page: Handle) -> Frame:
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    return Frame(
        left=box.left,
        bottom=box.bottom,
        right=box.right,
        top=box.top,
        quarter_turns=pdfium.FPDFPage_GetRotation(page) % 4,
    )


def pictures_of(page: Handle, frame: Frame) -> list[Picture]:
    """The images among the page's first and last objects, those in forms as well."""
    return [
        picture
        for thing in _objects(page, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, 0)
        if pdfium.FPDFPageObj_GetType(thing) == pdfium.FPDF_PAGEOBJ_IMAGE
        if (picture := _picture(thing, frame)) is not None
    ]


def _objects(container: Handle, count: "pdfium.CFuncPtr", get: "pdfium.CFuncPtr", depth: int) -> Iterator[Handle]:
    total = count(container)
    first = range(min(total, _MAX_OBJECTS))
    last = range(max(len(first), total - _MAX_OBJECTS), total)
    for index in (*first, *last):
        thing = get(container, index)
        yield thing
        if depth < _MAX_DEPTH and pdfium.FPDFPageObj_GetType(thing) == pdfium.FPDF_PAGEOBJ_FORM:
            yield from _objects(thing, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, depth + 1)


def _picture(thing: Handle, frame: Frame) -> Picture | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
        return None
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    pdfium.FPDFImageObj_GetImagePixelSize(thing, wide, high)
    return Picture(
        box=frame.seen(left.value, bottom.value, right.value, top.value),
        pixels_wide=wide.value,
        pixels_high=high.value,
    )


def render_grey(page: Handle, width: int, height: int) -> memoryview:
    """The page as a person sees it, drawn in `width` x `height` pixels of 8 bits, rows from the top without padding.

    Raises:
        PageUnreadable: there is no memory for so many pixels.
    """
    pixels = ctypes.create_string_buffer(width * height)
    draw_grey(page, width, height, pixels)
    return memoryview(pixels).cast("B")


def draw_grey(page: Handle, width: int, height: int, pixels: "ctypes.Array[ctypes.c_char]") -> None:
    """As `render_grey`, into memory of the caller's."""
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_Gray, pixels, width)
    if not bitmap:
        raise PageUnreadable(f"{width} x {height} pixels cannot be drawn")
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
        flags = pdfium.FPDF_ANNOT | pdfium.FPDF_GRAYSCALE
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, flags)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
