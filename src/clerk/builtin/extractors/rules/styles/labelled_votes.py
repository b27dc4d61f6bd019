"""Names under labels: `AYES: Crow, Glickert`, `Nays - 3 (...)`, `In Favour (11)`, one name a line or many."""

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


def _find(text: JoinedText) -> Iterator[Voted]:
    lost, attendance = False, -_NEAR
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
        if option is not None and not lost:
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
    ),
)
