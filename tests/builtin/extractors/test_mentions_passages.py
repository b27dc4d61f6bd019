"""Passages cover the pages, letter by letter, and are short; names lose what is not theirs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk.builtin.extractors.mentions.passages import MOST_TEXT, PASSAGE_LENGTH, Passage, passages_of
from clerk.builtin.extractors.mentions.tidy_names import name_within, one_line


def test_a_page_of_print_is_one_passage_and_a_blank_one_none() -> None:
    assert list(passages_of(["one page", " \n ", "", "another"])) == [
        Passage(page=1, start=0, text="one page"),
        Passage(page=4, start=0, text="another"),
    ]


def test_a_long_page_is_cut_between_words_and_nothing_of_it_is_lost() -> None:
    page = "Acme Corporation " * 2_000

    passages = list(passages_of([page]))

    assert "".join(passage.text for passage in passages) == page
    assert max(len(passage.text) for passage in passages) <= PASSAGE_LENGTH
    assert all(passage.text.endswith(" ") for passage in passages)
    assert all(page.startswith(passage.text, passage.start) for passage in passages)


def test_a_word_without_end_is_cut_where_it_must_be() -> None:
    assert [len(passage.text) for passage in passages_of(["x" * (PASSAGE_LENGTH + 5)])] == [PASSAGE_LENGTH, 5]


def test_of_a_book_no_more_is_read_than_its_beginning() -> None:
    read = sum(len(passage.text) for passage in passages_of(["word " * 1_000] * 1_000))

    assert MOST_TEXT <= read < MOST_TEXT + PASSAGE_LENGTH


@pytest.mark.parametrize(
    ("found", "name"),
    [
        ("Acme Corp.", "Acme Corp."),
        ("John Q.", "John Q."),
        ("Santa Ana.", "Santa Ana"),
        ("“the Planning\nCommission”", "Planning\nCommission"),
        ("Harbor District\n\nPublic Comment", "Harbor District"),
        ("Jane Roe     Title", "Jane Roe"),
        ("• Peña & Sons, ", "Peña & Sons"),
        ("O", None),
        ("- 42 -", None),
        ("AYES: None", None),
        ("Motion carried", None),
        ("Noise " * 40, None),
        ("", None),
    ],
)
def test_a_name_is_freed_of_what_stands_around_it(found: str, name: str | None) -> None:
    place = name_within(found)

    assert (None if place is None else found[slice(*place)]) == name


@given(st.text(alphabet="ab .,\n\t\x00é“”(", max_size=60))
def test_a_name_lies_inside_what_was_found(found: str) -> None:
    place = name_within(found)

    assert place is None or 0 <= place[0] < place[1] <= len(found)


def test_a_name_over_two_lines_is_told_on_one() -> None:
    assert one_line("Planning\n  Commission") == "Planning Commission"
