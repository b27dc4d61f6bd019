"""Pictures of pages: resolution, size, and what cannot be drawn."""

import io
import os
import signal
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from clerk.errors import DocumentUnreadable, PageUnreadable
from clerk.tools.child import Send
from clerk.tools.pdf import PdfLimits, is_blank, render_page, render_png
from clerk.tools.pdf.library import Frame, Picture
from clerk.tools.pdf.pictures import choose_dpi, drawn_in_child
from fixtures.made_pages import PARAGRAPH, page_picture, saved, scanned, typeset

LIMITS = PdfLimits(max_bytes=50_000_000, max_pages=700, timeout=timedelta(seconds=30), memory_bytes=1_000_000_000)


def test_a_typeset_page_is_drawn_at_300_dpi(tmp_path: Path) -> None:
    image = render_page(saved(typeset(PARAGRAPH), tmp_path / "a.pdf"), 1, LIMITS)

    assert (image.width, image.height, image.dpi) == (2550, 3300, 300)
    assert len(image.pixels) == 2550 * 3300


def test_the_named_page_is_drawn(tmp_path: Path) -> None:
    pdf = saved(typeset((), PARAGRAPH), tmp_path / "a.pdf")

    assert _is_blank(pdf, 1)
    assert not _is_blank(pdf, 2)


def test_a_page_of_36_by_48_inches_is_drawn_smaller(tmp_path: Path) -> None:
    image = render_page(saved(typeset(PARAGRAPH, size=(36 * 72, 48 * 72)), tmp_path / "plan.pdf"), 1, LIMITS)

    assert image.width * image.height <= 36_000_000
    assert image.dpi < 300
    assert image.width / image.dpi == pytest.approx(36, rel=0.01)


def test_a_scan_at_2400_dpi_is_drawn_at_what_ocr_needs(tmp_path: Path) -> None:
    scan = Image.new("L", (4800, 2400), 255)

    image = render_page(saved(scanned(scan, dpi=2400), tmp_path / "fine.pdf"), 1, LIMITS)

    assert image.dpi == 400


@pytest.mark.parametrize("quarter_turns", [1, 3])
def test_a_page_turned_by_its_attribute_is_drawn_as_a_person_sees_it(tmp_path: Path, quarter_turns: int) -> None:
    image = render_page(saved(typeset(PARAGRAPH), tmp_path / "a.pdf", quarter_turns=quarter_turns), 1, LIMITS)

    assert (image.width, image.height) == (3300, 2550)


def test_a_page_beyond_the_last_cannot_be_drawn(tmp_path: Path) -> None:
    with pytest.raises(PageUnreadable, match="page 2 cannot be loaded"):
        render_page(saved(typeset(PARAGRAPH), tmp_path / "a.pdf"), 2, LIMITS)


def test_a_page_that_needs_more_memory_than_the_limit_cannot_be_drawn(tmp_path: Path) -> None:
    pdf = saved(typeset(PARAGRAPH), tmp_path / "a.pdf")

    def draw(_page: object, _frame: Frame, send: Send) -> None:
        send(bytes(1_500_000_000)[:1])

    with pytest.raises(PageUnreadable, match="page 1 cannot be drawn: needs more memory than its limit"):
        drawn_in_child(pdf, 1, LIMITS, draw)


def test_a_page_that_crashes_the_reader_cannot_be_drawn(tmp_path: Path) -> None:
    pdf = saved(typeset(PARAGRAPH), tmp_path / "a.pdf")

    def draw(_page: object, _frame: Frame, _send: Send) -> None:
        os.kill(os.getpid(), signal.SIGILL)

    with pytest.raises(PageUnreadable, match="page 1 cannot be drawn: the child process died of SIGILL"):
        drawn_in_child(pdf, 1, LIMITS, draw)


def test_what_is_no_pdf_cannot_be_drawn(tmp_path: Path) -> None:
    pdf = tmp_path / "a.pdf"
    pdf.write_bytes(b"<html>")

    with pytest.raises(DocumentUnreadable, match="a web page"):
        render_page(pdf, 1, LIMITS)


def test_a_page_is_published_as_png(tmp_path: Path) -> None:
    content = render_png(saved(typeset(PARAGRAPH), tmp_path / "a.pdf"), 1, LIMITS, dpi=72)

    with Image.open(io.BytesIO(content)) as picture:
        assert (picture.format, picture.mode, picture.size) == ("PNG", "L", (612, 792))


@pytest.mark.parametrize(("own", "chosen"), [(72, 144), (150, 300), (200, 300), (300, 300), (350, 350), (2400, 400)])
def test_the_resolution_follows_the_scan(own: int, chosen: int) -> None:
    frame = Frame(left=0, bottom=0, right=612, top=792, quarter_turns=0)
    scan = Picture(box=(0, 0, 612, 792), pixels_wide=round(8.5 * own), pixels_high=11 * own)

    assert choose_dpi([scan], frame) == chosen


def test_a_scan_on_a_turned_page_or_in_strips_is_a_scan() -> None:
    upright = Frame(left=0, bottom=0, right=612, top=792, quarter_turns=0)
    sideways = Frame(left=0, bottom=0, right=612, top=792, quarter_turns=1)
    whole = Picture(box=(0, 0, 792, 612), pixels_wide=2975, pixels_high=3850)
    strips = [Picture(box=(0, 99 * row, 612, 99 * row + 99), pixels_wide=2975, pixels_high=481) for row in range(8)]

    assert choose_dpi([whole], sideways) == 350
    assert choose_dpi(strips, upright) == 350


def test_a_logo_does_not_decide_the_resolution() -> None:
    frame = Frame(left=0, bottom=0, right=612, top=792, quarter_turns=0)
    logo = Picture(box=(0, 0, 72, 72), pixels_wide=72, pixels_high=72)

    assert choose_dpi([logo], frame) == 300


def test_dust_and_a_grey_sheet_are_blank_and_a_page_number_is_not() -> None:
    sheet = page_picture(()).point(lambda _: 235)
    sheet.putpixel((700, 900), 0)

    assert is_blank(sheet)
    assert not is_blank(page_picture(("3",)))


def test_faint_print_is_not_blank() -> None:
    faint = page_picture(PARAGRAPH, dpi=50).point(lambda level: 225 + level * 30 // 255)

    assert not is_blank(faint)


def _is_blank(pdf: Path, number: int) -> bool:
    image = render_page(pdf, number, LIMITS)
    return is_blank(Image.frombytes("L", (image.width, image.height), image.pixels))
