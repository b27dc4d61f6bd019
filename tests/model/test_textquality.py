"""Which text layers are taken and which are refused: the rules alone."""

import pytest

from clerk.model.page import Word
from clerk.model.textquality import (
    Ink,
    looks_like_a_word,
    needs_ink,
    refuse_coverage,
    refuse_position,
    refuse_text,
)

MINUTES = """The regular meeting of the City Council was called to order by Mayor Thorne-Katz at 7:00 p.m.
It was moved by Councilmember O'Brien and seconded by Councilmember de la Cruz to approve Resolution No. 2024-07.
AYES: 5  NOES: 0  ABSENT: 1 (Ng)"""
ACTA = """En la villa de La Zarza, siendo las diecinueve horas, se reúnen en el salón de plenos los señores concejales.
El señor alcalde, D. Francisco José Farrona Navas, somete a votación la moción, que queda aprobada por unanimidad.
¿Alguna pregunta? No habiendo más asuntos que tratar, se levanta la sesión."""
VIETNAMESE = (
    "Thành phố thông báo về cuộc họp hội đồng thành phố vào ngày thứ ba lúc mười giờ sáng tại tòa thị chính " * 2
)
NUMBERS = "\n".join(f"{row} $1,204.{row} (3.5%) 12/31/2023 4,001-02 77" for row in range(40))


@pytest.mark.parametrize(
    "text",
    [
        MINUTES,
        ACTA,
        VIETNAMESE,
        NUMBERS,
        MINUTES.upper(),
        "Adjourned 9:05 pm",
        "12",
        "Contents .................................... 4",
        "N/A",
        "市議会の会議は午後七時に開会した。",
        "Smith J. III, McDonald-O'Neil, Nguyễn T.",
    ],
)
def test_what_people_write_is_taken(text: str) -> None:
    assert refuse_text(text) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (" \n ", "empty"),
        ("(cid:12)(cid:44)(cid:7) (cid:1)", "without a mapping"),
        ("\ue012\ue044\ue007 \ue001\ue002", "without a mapping"),
        ("\ufffd\ufffd\ufffd the \ufffd", "without a mapping"),
        ("\x19\x12", "without a mapping"),
        ('"7+%-', "hardly any letters"),
        ("1.1.e_atinc24451a.y, 0-e-el-k- .A.:01.6e.e x]j{k w^^qz ~rt;l;1k3", "does not look like words"),
    ],
)
def test_soup_is_refused(text: str, reason: str) -> None:
    refusal = refuse_text(text)

    assert refusal is not None
    assert reason in refusal


@pytest.mark.parametrize("step", [-29, -3, 1, 3, 5, 13])
@pytest.mark.parametrize("text", [MINUTES, ACTA])
def test_letters_that_were_swapped_for_others_are_refused(text: str, step: int) -> None:
    swapped = "".join(chr(ord(letter) + step) if letter.isalpha() else letter for letter in text)

    assert refuse_text(swapped) is not None


@pytest.mark.parametrize(
    "word", ["ordenación", "Guadalajara,", "(seconded)", "R-2024-07", "III", "7:00", "ACTA", "co-op"]
)
def test_words_numbers_and_initials_look_like_words(word: str) -> None:
    assert looks_like_a_word(word)


@pytest.mark.parametrize("word", ["xqzrtkl", "l1k;e", "aB}cD", "wEsTmEnTs"])
def test_misread_tokens_do_not(word: str) -> None:
    assert not looks_like_a_word(word)


def test_words_outside_the_page_are_refused() -> None:
    outside = tuple(Word("word", 700.0, 10.0, 740.0, 20.0, None) for _ in range(5))

    assert refuse_position(outside, 612, 792) == "the text layer lies outside the page"
    assert refuse_position(_words(5), 612, 792) is None


def test_a_page_full_of_words_needs_no_second_look() -> None:
    assert not needs_ink(_words(200), largest_picture=0.0)
    assert needs_ink(_words(200), largest_picture=1.0)
    assert needs_ink(_words(9), largest_picture=0.0)


def test_a_stamp_on_a_scan_is_refused() -> None:
    refusal = refuse_coverage(_words(9), 1.0, Ink(words_on_ink=1.0, covered=0.05))

    assert refusal == "the text layer covers only part of the page"


def test_words_where_nothing_is_drawn_are_refused() -> None:
    refusal = refuse_coverage(_words(200), 1.0, Ink(words_on_ink=0.2, covered=0.9))

    assert refusal == "the text layer does not lie on what the page shows"


def test_a_typeset_page_with_a_large_picture_keeps_its_text() -> None:
    assert refuse_coverage(_words(120), 0.6, Ink(words_on_ink=1.0, covered=0.0)) is None


def test_a_scan_with_a_full_layer_keeps_it() -> None:
    assert refuse_coverage(_words(300), 1.0, Ink(words_on_ink=0.98, covered=0.95)) is None


def _words(count: int) -> tuple[Word, ...]:
    return tuple(Word("word", 10.0, 10.0, 40.0, 20.0, None) for _ in range(count))
