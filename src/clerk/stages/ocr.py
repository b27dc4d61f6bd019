"""The OCR stage: one page of one document, from its picture to its text."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PIL import Image

from clerk.model.page import PageSource, PageText
from clerk.plugins.contracts import OcrEngine
from clerk.tools.pdf import PdfLimits, is_blank, render_page


def read_page(pdf: Path, number: int, *, engine: OcrEngine, languages: Sequence[str], limits: PdfLimits) -> PageText:
    """What the engine reads on the page; a page with nothing on it is blank, and that is no failure.

    Raises:
        PageUnreadable: the page cannot be drawn.
        DocumentUnreadable: the document cannot be opened.
        LanguageMissing: the engine has no data for a language.
        ToolTimeout: drawing took longer than the limit.

    """
    image = render_page(pdf, number, limits)
    if is_blank(Image.frombytes("L", (image.width, image.height), image.pixels)):
        return PageText(
            text="",
            source=PageSource.BLANK,
            engine=engine.name,
            dpi=image.dpi,
            width=image.width * 72 / image.dpi,
            height=image.height * 72 / image.dpi,
        )
    page = engine.read(image, languages)
    return page if page.words or page.text else replace(page, confidence=None)
