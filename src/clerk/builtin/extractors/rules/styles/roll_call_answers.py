"""One name, one answer: `Marsh, yes; Okafor, yes; Delgado, no`, `Diederich-Yes, Ream-Yes`, `(Sprague - yes, Wysocki - yes)`."""

from collections.abc import Iterator

from clerk.builtin.extractors.rules.events import Example, Style, Voted
from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.names import NamedPlace
from clerk.builtin.extractors.rules.roll_calls import first_motion, roll_calls
from clerk.model.facts import VoteOption

_ANSWERS = {
    "yes": VoteOption.YES, "aye": VoteOption.YES, "yea": VoteOption.YES, "no": VoteOption.NO, "nay": VoteOption.NO,
    "abstain": VoteOption.ABSTAIN, "abstained": VoteOption.ABSTAIN, "abstains": VoteOption.ABSTAIN,
    "recused": VoteOption.ABSTAIN, "absent": VoteOption.ABSENT, "excused": VoteOption.ABSENT,
    "not present": VoteOption.ABSENT,
}  # fmt: skip


def _find(text: JoinedText) -> Iterator[Voted]:
    first = first_motion(text) or 0
    for call in roll_calls(text):
        # Answers before anything was moved are attendance.
        if call.start < first:
            continue
        if not any(_ANSWERS.get(answer.word) in {VoteOption.YES, VoteOption.NO} for answer in call.answers):
            continue
        by_option: dict[VoteOption, list[NamedPlace]] = {}
        for answer in call.answers:
            if answer.word in _ANSWERS:
                by_option.setdefault(_ANSWERS[answer.word], []).append(answer.place)
        for option, names in by_option.items():
            yield Voted(start=call.start, end=call.end, option=option, names=tuple(names), is_whole=not call.is_cut)


STYLE = Style(
    name="roll-call-answers",
    find=_find,
    examples=(
        Example(text="Roll call: Alderman Leahy, yes; Alderman Wynn, no.", finds=("yes:Leahy", "no:Wynn")),
        Example(text="(Sprague - yes, Wysocki - yes)", finds=("yes:Sprague,Wysocki",)),
    ),
)
