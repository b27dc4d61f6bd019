"""The OCR stage: one page of one document, from its picture to its text."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PIL import Image

from clerk.model.page import PageImage, PageSource, PageText
from clerk.plugins.contracts import OcrEngine
from clerk.tools.pdf import PdfLimits, is_blank, render_page

_DUST = 0.5
_COARSE_DPI = 50


def read_page(pdf: Path, number: int, *, engine: OcrEngine, languages: Sequence[str], limits: PdfLimits) -> PageText:
    """What the engine reads on the page; a page with nothing on it is blank, and that is no failure.

    Raises:
        PageUnreadable: the page cannot be drawn.
        DocumentUnreadable: the document cannot be opened.
        LanguageMissing: the engine has no data for a language.
        ToolTimeout: drawing took longer than the limit.
    """
    image = render_page(pdf, number, limits)
    page = engine.read(image, languages)
    if _says_nothing(page) and _is_blank(image):
        return replace(page, text="", source=PageSource.BLANK, confidence=None, rotation=0, words=())
    return page if page.words or page.text else replace(page, confidence=None)


def _says_nothing(page: PageText) -> bool:
    """True when what was read may be dust: nothing, or little that the engine is sure of."""
    return not page.text.strip() or (page.confidence is not None and page.confidence < _DUST)


def _is_blank(image: PageImage) -> bool:
    picture = Image.frombytes("L", (image.width, image.height), image.pixels)
    return is_blank(picture.reduce(max(1, image.dpi // _COARSE_DPI)))
