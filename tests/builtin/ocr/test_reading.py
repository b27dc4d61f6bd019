"""From an OCR library's own form to words, text and confidence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk.builtin.ocr.reading import mean_confidence, parse_tsv, turn_back, words_of_line
from clerk.model.page import Word

TSV = "\n".join(
    "\t".join(cells)
    for cells in [
        ("1", "1", "0", "0", "0", "0", "0", "0", "100", "100", "-1", ""),
        ("5", "1", "1", "1", "1", "1", "10", "20", "30", "10", "90", "Motion"),
        ("5", "1", "1", "1", "1", "2", "50", "20", "30", "10", "70", "carried"),
        ("5", "1", "1", "1", "2", "1", "10", "40", "30", "10", "80", "4-0"),
        ("5", "1", "1", "1", "2", "2", "50", "40", "30", "10", "95", " "),
        ("5", "1", "1", "2", "1", "1", "10", "80", "30", "10", "60", "Adjourned"),
    ]
)


def _row(text: str) -> str:
    return f"5\t1\t2\t1\t1\t1\t10\t90\t30\t10\t21\t{text}"


def test_lines_and_paragraphs_are_kept_in_reading_order() -> None:
    assert parse_tsv(TSV, points_per_pixel=1.0).text == "Motion carried\n4-0\n\nAdjourned"


def test_words_have_boxes_in_points_and_confidence_from_0_to_1() -> None:
    reading = parse_tsv(TSV, points_per_pixel=0.5)

    assert reading.words[0] == Word("Motion", 5.0, 10.0, 20.0, 15.0, 0.9)


def test_a_signature_on_a_page_that_reads_well_is_no_word() -> None:
    signed = f"{TSV}\n{_row('gZ')}"

    assert parse_tsv(signed, points_per_pixel=1.0).words == parse_tsv(TSV, points_per_pixel=1.0).words


def test_a_doubtful_word_of_some_length_is_kept() -> None:
    faint = f"{TSV}\n{_row('Alvarez')}"

    assert parse_tsv(faint, points_per_pixel=1.0).words[-1].text == "Alvarez"


def test_nothing_is_left_out_of_a_page_that_reads_badly() -> None:
    bad = _row("gZ")

    assert [word.text for word in parse_tsv(bad, points_per_pixel=1.0).words] == ["gZ"]


def test_confidence_is_weighted_by_length() -> None:
    words = (Word("abcd", 0, 0, 0, 0, 1.0), Word("x", 0, 0, 0, 0, 0.0))

    assert mean_confidence(words) == pytest.approx(0.8)


def test_nothing_read_is_no_confidence() -> None:
    reading = parse_tsv("", points_per_pixel=1.0)

    assert (reading.text, reading.words, reading.confidence, reading.rotation) == ("", (), 0.0, 0)


@given(left=st.floats(0, 500), top=st.floats(0, 700), right=st.floats(0, 500), bottom=st.floats(0, 700))
def test_turning_a_box_by_a_quarter_four_times_gives_it_back(
    left: float, top: float, right: float, bottom: float
) -> None:
    word = Word("word", left, top, right, bottom, None)

    turned = word
    for width, height in ((612, 792), (792, 612), (612, 792), (792, 612)):
        turned = turn_back(turned, 90, width, height)

    assert turned[1:5] == pytest.approx(word[1:5], abs=0.5)


def test_half_a_turn_is_two_quarters() -> None:
    word = Word("word", 10, 20, 50, 30, None)

    assert turn_back(word, 180, 612, 792) == turn_back(turn_back(word, 90, 792, 612), 90, 612, 792)


def test_a_line_of_vision_is_shared_out_among_its_words() -> None:
    words = words_of_line(("Roll call", 0.5, (0.1, 0.8, 0.45, 0.1)), 1000, 100)

    assert [word.text for word in words] == ["Roll", "call"]
    assert words[0][1:5] == pytest.approx((100, 10, 300, 20))
    assert words[1][1:5] == pytest.approx((350, 10, 550, 20))
