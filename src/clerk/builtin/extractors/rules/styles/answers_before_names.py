"""An answer in brackets and the name behind it, for each member: `Vote of Town Board ... (Aye) Ann Poe, Councilperson`."""

import re
from collections.abc import Iterator, Sequence

from clerk.builtin.extractors.rules.events import Example, Style, Voted
from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.names import NamedPlace
from clerk.builtin.extractors.rules.names_around import name_after
from clerk.builtin.extractors.rules.vote_options import option_named
from clerk.model.facts import VoteOption

_ANSWER = re.compile(
    r"\((?:(?P<YES>aye|yes|yea)|(?P<NO>nay|no)|(?P<ABSTAIN>abstain(?:ed)?)|(?P<ABSENT>absent))\)\s{1,3}(?=[A-Z])",
    re.IGNORECASE,
)
_APART = 120
"""Characters from one name to the next answer within one vote."""
_FEWEST = 2

_Answer = tuple[VoteOption, NamedPlace, int]


def _find(text: JoinedText) -> Iterator[Voted]:
    run: list[_Answer] = []
    for answer in _answers(text.plain):
        if run and answer[2] - run[-1][1].end > _APART:
            yield from _votes(run)
            run = []
        run.append(answer)
    yield from _votes(run)


def _answers(plain: str) -> Iterator[_Answer]:
    for match in _ANSWER.finditer(plain):
        name = name_after(plain, match.end())
        if name is not None:
            yield option_named(match), name, match.start()


def _votes(run: Sequence[_Answer]) -> Iterator[Voted]:
    if len(run) < _FEWEST:
        return
    for option in dict.fromkeys(option for option, _, _ in run):
        names = tuple(name for each, name, _ in run if each is option)
        yield Voted(start=run[0][2], end=run[-1][1].end, option=option, names=names)


STYLE = Style(
    name="answers-before-names",
    find=_find,
    examples=(
        Example(
            text="Vote of Town Board . . . (Aye) Ann Poe, Councilperson\nVote of Town Board . . . (Nay) Cy Lee, Supervisor\n",
            finds=("yes:Ann Poe", "no:Cy Lee"),
        ),
        Example(text="Do you agree? (Yes) Or do you (No) not?", finds=()),
    ),
)
