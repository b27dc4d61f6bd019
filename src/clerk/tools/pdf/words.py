"""The text of a page and where its words stand, from PDFium; to be used in a child process only."""

import ctypes
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import isfinite

import pypdfium2.raw as pdfium

from clerk.model.page import Word
from clerk.tools.pdf.library import Frame, Handle

_LAST_OF_ONE_UNIT = "\uffff"
_HYPHEN_AT_LINE_END = "\ufffe"
"""What PDFium makes of the hyphen and the line break after it: the page shows both."""
_WORD = re.compile("[^\\s\ufffe]+\ufffe?")
_UNWANTED = {0: None, 0x0C: " "}
"""They would break files that are joined by form feeds."""


def text_and_words(page: Handle, frame: Frame) -> tuple[str, tuple[Word, ...]]:
    """The page's text in PDFium's order, lines ending in one newline, and its words in the same order."""
    with _opened_text(page) as layer:
        count = max(pdfium.FPDFText_CountChars(layer), 0)
        if not count:
            return "", ()
        raw = _raw_text(layer, count)
        return _cleaned(raw), tuple(_words(layer, raw, count, frame))


@contextmanager
def _opened_text(page: Handle) -> Iterator[Handle]:
    layer = pdfium.FPDFText_LoadPage(page)
    try:
        yield layer
    finally:
        pdfium.FPDFText_ClosePage(layer)


def _raw_text(layer: Handle, count: int) -> str:
    buffer = (ctypes.c_ushort * (count + 1))()
    length = pdfium.FPDFText_GetText(layer, 0, count, buffer)
    return bytes(buffer)[: 2 * max(length - 1, 0)].decode("utf-16-le", "surrogatepass")


def _cleaned(raw: str) -> str:
    text = _storable(raw).replace("\r\n", "\n").replace("\r", "\n").replace(_HYPHEN_AT_LINE_END, "-\n")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def _storable(raw: str) -> str:
    """Without halves of surrogate pairs, NUL or form feed."""
    return raw.encode("utf-8", "replace").decode().translate(_UNWANTED)


def _words(layer: Handle, raw: str, count: int, frame: Frame) -> Iterator[Word]:
    char_index = _char_index(layer, raw, count)
    first, last = pdfium.FS_RECTF(), pdfium.FS_RECTF()
    first_pointer, last_pointer = ctypes.byref(first), ctypes.byref(last)
    box_of = pdfium.FPDFText_GetLooseCharBox
    for match in _WORD.finditer(raw):
        box_of(layer, char_index(match.start()), first_pointer)
        box_of(layer, char_index(match.end() - 1), last_pointer)
        left, top, right, bottom = frame.seen(
            min(first.left, last.left),
            min(first.bottom, last.bottom),
            max(first.right, last.right),
            max(first.top, last.top),
        )
        text = _storable(match.group()).replace(_HYPHEN_AT_LINE_END, "-")
        if text and isfinite(left + top + right + bottom):
            yield Word(text, round(left, 1), round(top, 1), round(right, 1), round(bottom, 1), None)


def _char_index(layer: Handle, raw: str, count: int) -> Callable[[int], int]:
    """From a position in the text to PDFium's character: the same, unless some characters have no text or two units."""
    if len(raw) == count and max(raw) <= _LAST_OF_ONE_UNIT:
        return int
    units = [0]
    for character in raw:
        units.append(units[-1] + (1 if character <= _LAST_OF_ONE_UNIT else 2))
    if units[-1] == count:
        return units.__getitem__
    found = pdfium.FPDFText_GetCharIndexFromTextIndex
    return lambda position: max(found(layer, units[position]), 0)
