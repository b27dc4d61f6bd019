"""Reading one page: from a PDF to text."""

from datetime import timedelta
from pathlib import Path

import pytest

from clerk.builtin.ocr.tesseract import TesseractEngine
from clerk.errors import DocumentUnreadable, PageUnreadable
from clerk.model.page import PageSource, PageText
from clerk.stages.ocr import read_page
from clerk.tools.pdf import PdfLimits
from fixtures.made_pages import PARAGRAPH, page_picture, saved, scanned, typeset

LIMITS = PdfLimits(max_bytes=50_000_000, max_pages=700, timeout=timedelta(seconds=30), memory_bytes=1_000_000_000)
ENGINE = TesseractEngine()


@pytest.mark.parametrize("quarter_turns", [0, 1, 2, 3])
def test_a_scan_turned_by_its_attribute_is_read(tmp_path: Path, quarter_turns: int) -> None:
    upright = page_picture(PARAGRAPH).rotate(90 * quarter_turns, expand=True)
    pdf = saved(scanned(upright), tmp_path / "scan.pdf", quarter_turns=quarter_turns)

    page = _read(pdf, 1)

    assert page.text.split() == " ".join(PARAGRAPH).split()
    assert (page.source, page.rotation) == (PageSource.OCR, 0)
    assert (page.width, page.height) == pytest.approx((612, 792), abs=1)


def test_a_scan_that_lies_on_its_head_is_read(tmp_path: Path) -> None:
    pdf = saved(scanned(page_picture(PARAGRAPH).rotate(180)), tmp_path / "scan.pdf")

    page = _read(pdf, 1)

    assert page.text.split() == " ".join(PARAGRAPH).split()
    assert page.rotation == 180


def test_a_scan_of_an_empty_sheet_is_blank_and_no_failure(tmp_path: Path) -> None:
    pdf = saved(scanned(page_picture(()).point(lambda _: 240)), tmp_path / "blank.pdf")

    page = _read(pdf, 1)

    assert (page.source, page.text, page.words, page.confidence) == (PageSource.BLANK, "", (), None)


def test_a_drawing_without_words_is_read_as_no_words(tmp_path: Path) -> None:
    pdf = typeset(())
    pdf.set_line_width(9)
    pdf.line(50, 50, 500, 700)

    page = _read(saved(pdf, tmp_path / "drawing.pdf"), 1)

    assert (page.source, page.text, page.confidence) == (PageSource.OCR, "", None)


def test_a_page_that_is_not_there_is_unreadable(tmp_path: Path) -> None:
    pdf = saved(scanned(page_picture(PARAGRAPH)), tmp_path / "scan.pdf")

    with pytest.raises(PageUnreadable, match="page 5"):
        _read(pdf, 5)


def test_a_document_that_is_no_pdf_is_unreadable(tmp_path: Path) -> None:
    pdf = tmp_path / "scan.pdf"
    pdf.write_bytes(b"")

    with pytest.raises(DocumentUnreadable, match="empty"):
        _read(pdf, 1)


def _read(pdf: Path, number: int) -> PageText:
    return read_page(pdf, number, engine=ENGINE, languages=["eng"], limits=LIMITS)
