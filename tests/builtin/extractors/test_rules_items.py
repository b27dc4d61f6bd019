"""Which items of the agenda a motion decides, and under which it was made."""

import pytest

from clerk.builtin.extractors.rules.motion_words import items_of
from fixtures.read_minutes import facts_of


@pytest.mark.parametrize(
    ("words", "items"),
    [
        ("approve item 5", ("5",)),
        ("approve items 5, 6 and 7", ("5", "6", "7")),
        ("approve items 5 through 8", ("5", "6", "7", "8")),
        ("approve the consent agenda, items 5 through 8 and 10, except item 7", ("5", "6", "8", "10")),
        ("approve items A1 through A3", ("A1", "A2", "A3")),
        ("approve item no. 12", ("12",)),
        ("approve items A through D", ("A", "B", "C", "D")),
        ("approve items 7.A-7.C and 9", ("7.A", "7.B", "7.C", "9")),
        ("approve item A on the agenda", ("A",)),
        ("approve an item a day", ()),
        ("add Items 5-C, 6-Y and 13-0", ("5-C", "6-Y", "13", "0")),
        ("approve items 5-8 and 10", ("5", "6", "7", "8", "10")),
        ("approve items 8 through 5", ("8", "5")),
        ("approve items 1 through 999", ("1", "999")),
        ("approve the items on the consent agenda", ()),
        ("approve a budget of 5 through 8 millions", ()),
    ],
)
def test_the_items_of_a_motion_are_those_that_it_names(words: str, items: tuple[str, ...]) -> None:
    assert items_of(words) == items


def test_one_motion_decides_each_item_of_a_consent_agenda() -> None:
    (motion,) = facts_of(
        "Moved by Smith, seconded by Jones, to approve the consent agenda, items 5 through 7. Motion carried 4-0.\n"
    ).motions

    assert motion.items == ("5", "6", "7")


def test_a_motion_stands_under_the_item_whose_number_is_printed_before_it() -> None:
    told = "Moved by Smith, seconded by Jones, to {}. Motion carried.\n\n"

    first, second, third = facts_of(
        told.format("approve the minutes of May")
        + "7.B. Road closing\n"
        + told.format("close Main Street to cars")
        + "8. Bridge\n"
        + told.format("paint the bridge")
    ).motions

    assert (first.agenda_item, second.agenda_item, third.agenda_item) == (None, "7.B", "8")
