"""Names in brackets beside a number: `4 in favor (Poe, Lee, Diaz, Vo)`, `with one no vote. (Ms. Poe)`, `(Poe and Lee - nay)`."""

import re
from collections.abc import Iterator

from clerk.builtin.extractors.rules.events import Example, Style, Voted
from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.name_lists import read_names
from clerk.builtin.extractors.rules.number_words import NUMBER, NUMBER_BEGINS, number_of
from clerk.builtin.extractors.rules.vote_options import option_named
from clerk.builtin.extractors.rules.word_patterns import WordPattern
from clerk.model.facts import VoteOption

_COUNTED_NAMES = WordPattern(
    rf"(?:\((?P<n>\d{{1,2}})\)|\b(?P<m>{NUMBER}))\s(?:-\s)?(?:(?P<YES>in\sfavou?r|ayes?|yes|yeas?)|"
    r"(?P<NO>oppos(?:ed|ing)|against|nays?|noe?s?)|(?P<ABSTAIN>(?:abst|recus)\w{1,8})|(?P<ABSENT>absent))"
    r"\s{0,2}\((?P<names>[^)]{2,900})\)",
    re.IGNORECASE,
    words=NUMBER_BEGINS,
    behind="(",
)
_IN_BRACKETS = re.compile(
    r"\((?P<names>[^()]{3,500}?)\s?-\s?(?:(?P<YES>yeas?|ayes?|yes)|(?P<NO>nays?|no))\)", re.IGNORECASE
)
_BEHIND_TALLY = re.compile(r"\d\s(?:vote\s)?$")
_IN_MINORITY = WordPattern(
    rf"(?:\b\d{{1,2}}\s?-\s?(?P<against>\d{{1,2}})|\b(?P<no>{NUMBER})\s(?:nays?|no(?:es)?|opposed|against|dissenting)(?:\svotes?)?|\b(?:nays?|noes|no)\s?[:-]?\s?(?P<behind>\d{{1,2}}))"
    r"[.,)]{0,2}\s\((?P<names>[A-Z][^()\d:]{2,80})\)",
    re.IGNORECASE,
    words=NUMBER_BEGINS + " nay noe no.",
)
"""`with one no vote. (Ms. Poe)`, `failed 2-3 (Poe, Lee, Diaz)`: as many names as were against."""
_ALL_OF_THEM = WordPattern(
    r"\bunanimous(?:ly)?[:.,]?\s?\((?P<names>[A-Z][^()\d:]{8,300})\)", re.IGNORECASE, words="una"
)
"""`In favor: unanimous (Poe/Lee/Diaz)`."""


def _find(text: JoinedText) -> Iterator[Voted]:
    for match in _COUNTED_NAMES.finditer(text.plain):
        names, is_clean = read_names(text.plain, *match.span("names"))
        if names:
            yield Voted(
                start=match.start(),
                end=match.end(),
                option=option_named(match),
                names=names,
                printed=number_of(match["n"] or match["m"]),
                is_whole=is_clean,
            )
    yield from _said_of_names(text.plain)
    yield from _minorities(text.plain)


def _said_of_names(plain: str) -> Iterator[Voted]:
    for match in (*_IN_BRACKETS.finditer(plain), *_ALL_OF_THEM.finditer(plain)):
        names, is_clean = read_names(plain, *match.span("names"))
        is_said = len(names) > 1 or (
            match.re is _IN_BRACKETS and _BEHIND_TALLY.search(plain, max(0, match.start() - 12), match.start())
        )
        if names and is_said and is_clean:
            option = VoteOption.YES if match.re is _ALL_OF_THEM.pattern else option_named(match)
            yield Voted(start=match.start("names"), end=match.end(), option=option, names=names)


def _minorities(plain: str) -> Iterator[Voted]:
    for match in _IN_MINORITY.finditer(plain):
        names, is_clean = read_names(plain, *match.span("names"))
        if names and is_clean and len(names) == number_of(match["against"] or match["no"] or match["behind"]):
            yield Voted(start=match.start("names"), end=match.end(), option=VoteOption.NO, names=names, is_prose=True)


STYLE = Style(
    name="counted-names",
    find=_find,
    examples=(
        Example(text="3 in favor (Poe, Lee and Diaz), 1 opposed (Vo)", finds=("yes:Poe,Lee,Diaz", "no:Vo")),
        Example(text="(Poe and Lee - nay)", finds=("no:Poe,Lee",)),
        Example(text="carried with four yes votes and one no vote. (Ms. Poe)", finds=("no:Poe",)),
        Example(text="the motion failed 2-3 (Poe, Lee, Diaz)", finds=("no:Poe,Lee,Diaz",)),
        Example(text="the motion failed 2-2. (Lee)", finds=()),
        Example(text="In favor: unanimous (Poe/Lee/Diaz)", finds=("yes:Poe,Lee,Diaz",)),
        Example(text="carried on a 4-1 vote (Vo - no).", finds=("no:Vo",)),
        Example(text="Ayes 3  Nays 2 (Root, Adams)  Carried", finds=("no:Root,Adams",)),
    ),
)
