"""Text layers: which are taken, which are refused, and what a bad file answers."""

import os
import signal
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from clerk.errors import ClerkError, DocumentEncrypted, DocumentTooLarge, DocumentUnreadable, ToolCrashed, ToolTimeout
from clerk.model.page import PageSource, PageText
from clerk.tools.pdf import PdfLimits, read_text_layers, render_page
from clerk.tools.pdf.layers import read_page, read_pages
from fixtures.made_pages import LETTER, PARAGRAPH, page_picture, saved, scanned, typeset, write

LIMITS = PdfLimits(max_bytes=50_000_000, max_pages=700, timeout=timedelta(seconds=30), memory_bytes=1_000_000_000)


def test_a_typeset_page_gives_its_lines_and_words(tmp_path: Path) -> None:
    page = _only_page(saved(typeset(PARAGRAPH), tmp_path / "minutes.pdf"))

    assert page.text == "\n".join(PARAGRAPH)
    assert page.source is PageSource.TEXT_LAYER
    assert [word.text for word in page.words] == page.text.split()
    assert (page.width, page.height) == LETTER


def test_a_word_that_is_parted_at_a_line_end_stays_as_the_page_shows_it(tmp_path: Path) -> None:
    pdf = saved(typeset(("the council ap-", "proved the minutes")), tmp_path / "parted.pdf")

    page = _only_page(pdf)

    assert page.text == "the council ap-\nproved the minutes"
    assert [word.text for word in page.words] == ["the", "council", "ap-", "proved", "the", "minutes"]
    assert page.words[2].bottom < page.words[3].bottom


@pytest.mark.parametrize("quarter_turns", [0, 1, 2, 3])
def test_boxes_are_where_a_person_sees_the_words_on_a_turned_page(tmp_path: Path, quarter_turns: int) -> None:
    pdf = saved(typeset(("Adjourned",)), tmp_path / "turned.pdf", quarter_turns=quarter_turns)

    page = _only_page(pdf)

    (word,) = page.words
    image = render_page(pdf, 1, LIMITS)
    picture = Image.frombytes("L", (image.width, image.height), image.pixels).point(lambda level: 255 - level)
    ink = picture.getbbox()
    assert ink is not None
    assert (page.width, page.height) == (LETTER if quarter_turns % 2 == 0 else LETTER[::-1])
    assert [edge * 72 / image.dpi for edge in ink] == pytest.approx(word[1:5], abs=6)


def test_a_page_with_nothing_on_it_is_blank(tmp_path: Path) -> None:
    page = _only_page(saved(typeset(()), tmp_path / "blank.pdf"))

    assert (page.source, page.text, page.reason) == (PageSource.BLANK, "", None)


def test_a_scan_of_an_empty_sheet_is_blank(tmp_path: Path) -> None:
    sheet = page_picture(()).point(lambda _: 244)

    page = _only_page(saved(scanned(sheet), tmp_path / "blank.pdf"))

    assert page.source is PageSource.BLANK


def test_a_scan_of_a_single_short_line_is_not_blank(tmp_path: Path) -> None:
    page = _only_page(saved(scanned(page_picture(("Page 3",))), tmp_path / "short.pdf"))

    assert (page.source, page.reason) == (PageSource.UNREAD, "the page has no text layer")


def test_a_scan_with_a_stamp_on_top_is_read_by_ocr(tmp_path: Path) -> None:
    pdf = scanned(page_picture(PARAGRAPH))
    write(pdf, ("RECEIVED 2024-03-05 City Clerk",), top=30)

    page = _only_page(saved(pdf, tmp_path / "stamped.pdf"))

    assert (page.source, page.reason) == (PageSource.UNREAD, "the text layer covers only part of the page")


def test_a_scan_with_a_good_layer_of_ocr_keeps_it(tmp_path: Path) -> None:
    pdf = scanned(page_picture(PARAGRAPH))
    write(pdf, PARAGRAPH, invisible=True)

    page = _only_page(saved(pdf, tmp_path / "layered.pdf"))

    assert (page.source, page.text) == (PageSource.TEXT_LAYER, "\n".join(PARAGRAPH))


def test_a_layer_that_lies_beside_what_the_page_shows_is_refused(tmp_path: Path) -> None:
    pdf = scanned(page_picture(PARAGRAPH))
    write(pdf, PARAGRAPH, top=500, invisible=True)

    page = _only_page(saved(pdf, tmp_path / "misplaced.pdf"))

    assert (page.source, page.reason) == (
        PageSource.UNREAD,
        "the text layer does not lie on what the page shows",
    )


def test_a_typeset_page_with_a_large_picture_keeps_its_text(tmp_path: Path) -> None:
    pdf = typeset(PARAGRAPH)
    pdf.image(page_picture(PARAGRAPH), x=72, y=320, w=460, h=450)

    page = _only_page(saved(pdf, tmp_path / "picture.pdf"))

    assert page.source is PageSource.TEXT_LAYER


def test_a_short_last_page_keeps_its_text(tmp_path: Path) -> None:
    page = _only_page(saved(typeset(("Adjourned 9:05 pm",)), tmp_path / "last.pdf"))

    assert (page.source, page.text) == (PageSource.TEXT_LAYER, "Adjourned 9:05 pm")


def test_pages_come_in_order_whatever_their_kind(tmp_path: Path) -> None:
    pdf = saved(typeset(PARAGRAPH, (), ("Adjourned 9:05 pm",)), tmp_path / "mixed.pdf")

    reading = read_text_layers(pdf, LIMITS)

    assert reading.page_count == 3
    assert [page.source for page in reading.pages] == [
        PageSource.TEXT_LAYER,
        PageSource.BLANK,
        PageSource.TEXT_LAYER,
    ]


def test_a_document_of_619_pages_is_read(tmp_path: Path) -> None:
    pdf = saved(typeset(*((f"Page {number} of the record",) for number in range(1, 620))), tmp_path / "long.pdf")

    reading = read_text_layers(pdf, LIMITS)

    assert [page.text for page in reading.pages] == [f"Page {number} of the record" for number in range(1, 620)]


def test_a_page_that_crashes_the_reader_costs_one_page(tmp_path: Path) -> None:
    pdf = saved(typeset(("First page",), ("Second page",), ("Third page",)), tmp_path / "deadly.pdf")

    def read(document: object, number: int) -> PageText:
        if number == 2:
            os.kill(os.getpid(), signal.SIGSEGV)
        return read_page(document, number)

    pages = list(read_pages(pdf, LIMITS, read).pages)

    assert [page.text for page in pages] == ["First page", "", "Third page"]
    assert pages[1].source is PageSource.UNREAD
    assert pages[1].reason == "the child process died of SIGSEGV while its text layer was read"


def test_a_page_that_wants_all_memory_costs_one_page(tmp_path: Path) -> None:
    pdf = saved(typeset(("First page",), ("Second page",)), tmp_path / "greedy.pdf")

    def read(document: object, number: int) -> PageText:
        if number == 1:
            bytearray(1_500_000_000)
        return read_page(document, number)

    pages = list(read_pages(pdf, LIMITS, read).pages)

    assert [page.source for page in pages] == [PageSource.UNREAD, PageSource.TEXT_LAYER]


def test_a_document_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    pdf = saved(typeset(("First page",)), tmp_path / "slow.pdf")

    def read(document: object, number: int) -> PageText:
        time.sleep(60)
        return read_page(document, number)

    with pytest.raises(ToolTimeout, match=r"longer than 0\.3 s"):
        list(read_pages(pdf, replace(LIMITS, timeout=timedelta(seconds=0.3)), read).pages)


def test_the_children_of_a_document_have_its_time_together(tmp_path: Path) -> None:
    """Every crash once began a child with a fresh time limit."""
    pdf = saved(typeset(*[("A page",)] * 6), tmp_path / "slow-and-deadly.pdf")

    def read(_: object, number: int) -> PageText:
        time.sleep(0.3)
        os.kill(os.getpid(), signal.SIGSEGV)
        raise AssertionError(number)

    with pytest.raises(ToolTimeout, match=r"longer than 0\.9 s"):
        list(read_pages(pdf, replace(LIMITS, timeout=timedelta(seconds=0.9)), read).pages)


def test_a_document_whose_every_page_crashes_the_reader_is_given_up(tmp_path: Path) -> None:
    pdf = saved(typeset(*[("A page",)] * 102), tmp_path / "deadly.pdf")

    def read(_: object, number: int) -> PageText:
        os.kill(os.getpid(), signal.SIGSEGV)
        raise AssertionError(number)

    reading = read_pages(pdf, LIMITS, read).pages

    assert [next(reading).source for _ in range(100)] == [PageSource.UNREAD] * 100
    with pytest.raises(ToolCrashed):
        next(reading)


def test_a_page_that_takes_for_ever_costs_one_page(tmp_path: Path) -> None:
    pdf = saved(typeset(("First page",), ("Second page",), ("Third page",)), tmp_path / "stuck.pdf")

    def read(document: object, number: int) -> PageText:
        if number == 2:
            time.sleep(60)
        return read_page(document, number)

    pages = list(read_pages(pdf, replace(LIMITS, page_timeout=timedelta(seconds=1)), read).pages)

    assert [page.text for page in pages] == ["First page", "", "Third page"]
    assert pages[1].reason == "took longer than 1 s over one part of the work while its text layer was read"


def test_a_document_whose_every_page_takes_for_ever_is_given_up(tmp_path: Path) -> None:
    pdf = saved(typeset(*[("A page",)] * 9), tmp_path / "stuck.pdf")

    def read(document: object, number: int) -> PageText:
        time.sleep(60)
        return read_page(document, number)

    with pytest.raises(ToolTimeout):
        list(read_pages(pdf, replace(LIMITS, page_timeout=timedelta(seconds=0.2)), read).pages)


def test_a_reader_that_sends_what_is_no_page_costs_one_page(tmp_path: Path) -> None:
    pdf = saved(typeset(("First page",), ("Second page",)), tmp_path / "taken-over.pdf")

    def read(document: object, number: int) -> PageText:
        page = read_page(document, number)
        return replace(page, width=float("nan")) if number == 1 else page

    pages = list(read_pages(pdf, LIMITS, read).pages)

    assert [page.text for page in pages] == ["", "Second page"]
    assert pages[0].reason == "the child process sent nonsense while its text layer was read"


def test_text_from_a_reader_can_always_be_stored(tmp_path: Path) -> None:
    pdf = saved(typeset(("First page",)), tmp_path / "taken-over.pdf")

    def read(document: object, number: int) -> PageText:
        return replace(read_page(document, number), text="a\ud800b\0c\fd")

    (page,) = read_pages(pdf, LIMITS, read).pages

    assert page.text == "a?bc d"


def test_a_document_locked_with_a_password_says_so(tmp_path: Path) -> None:
    pdf = saved(typeset(PARAGRAPH, password="secret"), tmp_path / "locked.pdf")

    with pytest.raises(DocumentEncrypted, match="asks for a password"):
        read_text_layers(pdf, LIMITS)


def test_a_document_encrypted_with_an_empty_password_is_read(tmp_path: Path) -> None:
    page = _only_page(saved(typeset(PARAGRAPH, password=""), tmp_path / "open.pdf"))

    assert page.text == "\n".join(PARAGRAPH)


@pytest.mark.parametrize(
    ("content", "error", "sentence"),
    [
        (b"", DocumentUnreadable, "empty"),
        (b"<!DOCTYPE html><html><body>404</body></html>", DocumentUnreadable, "a web page"),
        (b"PK\x03\x04rest of an office file", DocumentUnreadable, "a ZIP or Office file"),
        (b"no such thing", DocumentUnreadable, "something else"),
        (b"%PDF-1.7\n1 0 obj\n<< /Type /Cat", DocumentUnreadable, "damaged"),
        (b"%PDF-1.4\n" + bytes(60_000_000), DocumentTooLarge, "PDF_MAX_BYTES allows 50,000,000"),
    ],
)
def test_what_is_no_pdf_gets_a_sentence(tmp_path: Path, content: bytes, error: type[ClerkError], sentence: str) -> None:
    pdf = tmp_path / "bad.pdf"
    pdf.write_bytes(content)

    with pytest.raises(error, match=sentence):
        read_text_layers(pdf, LIMITS)


def test_a_document_cut_off_in_the_middle_answers_one_way_or_the_other(tmp_path: Path) -> None:
    whole = bytes(typeset(*[PARAGRAPH] * 4).output())
    pdf = tmp_path / "cut.pdf"

    for share in (0.2, 0.5, 0.9):
        pdf.write_bytes(whole[: int(len(whole) * share)])
        try:
            pages = list(read_text_layers(pdf, LIMITS).pages)
        except DocumentUnreadable as error:
            assert "damaged" in str(error)  # noqa: PT017  either answer is right, silence is not
        else:
            assert pages


def test_a_document_of_too_many_pages_is_refused(tmp_path: Path) -> None:
    pdf = saved(typeset(("One",), ("Two",), ("Three",)), tmp_path / "long.pdf")

    with pytest.raises(DocumentTooLarge, match="3 pages; PDF_MAX_PAGES allows 2"):
        read_text_layers(pdf, replace(LIMITS, max_pages=2))


def test_a_file_that_is_not_there_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DocumentUnreadable, match=r"nowhere\.pdf cannot be opened"):
        read_text_layers(tmp_path / "nowhere.pdf", LIMITS)


def test_the_odd_documents_of_the_corpus_are_judged_as_a_person_would(corpus: Path) -> None:
    folder = corpus / "documents" / "odd-pdfs"
    refused = (
        "type3_font_nomapping",
        "truetype_font_nomapping",
        "handwriting_bad_ocr",
        "ocr_pdf_variation",
        "malformed-from-issue-932",
        "most_content_in_image_form",
        "invisible_text_layer",
    )
    kept = ("TestOCR", "copy-protected", "missing_docinfo", "nics-background-checks-2015-11-rotated", "overlay")

    sources = {name: next(read_text_layers(folder / f"{name}.pdf", LIMITS).pages).source for name in refused + kept}

    assert {name for name, source in sources.items() if source is PageSource.UNREAD} == set(refused)
    assert {name for name, source in sources.items() if source is PageSource.TEXT_LAYER} == set(kept)


def _only_page(pdf: Path) -> PageText:
    (page,) = read_text_layers(pdf, LIMITS).pages
    return page
