"""Names under labels: `AYES: Crow, Glickert`, `Nays - 3 (...)`, `In Favour (11)`, one name a line or many."""

import re
from collections.abc import Iterator

from clerk.builtin.extractors.rules.events import Example, Style, Voted
from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.labels import Label, labelled_lists
from clerk.model.facts import VoteOption

OPTIONS = {
    Label.YES: VoteOption.YES,
    Label.NO: VoteOption.NO,
    Label.ABSTAIN: VoteOption.ABSTAIN,
    Label.ABSENT: VoteOption.ABSENT,
    Label.EXCUSED: VoteOption.ABSENT,
}

_NEAR = 300
_TORN = re.compile(
    r"[\w,]\n\s{0,4}\d{1,2} - [A-Z][^:\n]{2,80}\n(?:[^:\n]{2,80}\n){0,2}(?:[A-Z][a-z]{2,12}:\s{0,4}){0,3}$"
)
"""A list that has lost its label: the labels stand below it, and say nothing of how many."""


def _find(text: JoinedText) -> Iterator[Voted]:
    lost, attendance = False, -_NEAR
    blank = None
    for each in labelled_lists(text):
        option = OPTIONS.get(each.label)
        if each.label in {Label.PRESENT, Label.YES, Label.NO, Label.OTHER}:
            attendance = each.list.end if each.label is Label.PRESENT else -_NEAR
        if option is VoteOption.ABSENT and each.start - attendance < _NEAR:
            # Below a list of those present, this one is of the same roll, and of no vote.
            attendance = each.list.end
            continue
        # Blank labels one below the other have lost their names to another column, and the last of them has the first's.
        is_below = bool(each.list.names) and "\n" in text.plain[each.start : each.list.names[0].start]
        lost = (each.list.is_blank and (lost or option is VoteOption.YES)) or (lost and is_below)
        # "Ayes: Nays: Poe, Lee" on one line: whose names they are nobody can tell.
        lost = lost or (blank is not None and re.fullmatch(r"[ .]*", text.plain[blank : each.start]) is not None)
        blank = each.list.end if each.list.is_blank and option is not None else None
        is_torn = each.list.is_blank and _TORN.search(text.plain, max(0, each.start - _NEAR), each.start) is not None
        if option is not None and not lost and not is_torn:
            found = each.list
            yield Voted(
                start=each.start,
                end=found.end,
                option=option,
                names=found.names,
                printed=found.printed,
                is_whole=found.is_clean,
            )


STYLE = Style(
    name="labelled-votes",
    find=_find,
    examples=(
        Example(
            text="AYES: Mr. Crow, Mr. Kraft and Mayor Welsch\nNAYS: none\n", finds=("yes:Crow,Kraft,Welsch", "no:")
        ),
        Example(
            text="In Favour (2)\nA. Knack, and S. Hamilton\nOpposed (1)\nJ. Rice\n",
            finds=("yes:A. Knack,S. Hamilton", "no:J. Rice"),
        ),
        Example(text="AYES: NAYS: Poe, Lee and Vo", finds=()),
        Example(text="AYES: Unanimous ABSENT: Vo.", finds=("absent:Vo",)),
        Example(text="YES (TO APPROVE): Poe, Lee\nNO: Diaz\n", finds=("yes:Poe,Lee", "no:Diaz")),
        Example(text="A favor (2): Vega, Mora\nAbstenidos (1): Pombo\n", finds=("yes:Vega,Mora", "abstain:Pombo")),
    ),
)
