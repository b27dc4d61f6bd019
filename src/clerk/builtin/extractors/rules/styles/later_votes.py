"""A vote that was changed or given after the others: `Young changed his vote to no`, `Vo asked to be recorded as voting aye`."""

import re
from collections.abc import Iterator

from clerk.builtin.extractors.rules.events import Example, Style, Voted
from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.names_around import name_before
from clerk.builtin.extractors.rules.vote_options import option_named
from clerk.builtin.extractors.rules.word_patterns import WordPattern

_OPTION = (
    r"[\"']?(?:(?P<YES>yes|yea|aye|(?:in\s)?(?:the\s)?affirmative|in\sfavou?r)"
    r"|(?P<NO>no|nay|(?:in\s)?(?:the\s)?negative|against|opposed|in\sopposition)|(?P<ABSTAIN>abst\w{2,8}))\b"
)
_FROM = r"(?:\sfrom\s(?:an?\s|the\s)?[\"']?\w{2,12}[\"']?(?:\svote)?)?"
_CHANGED = rf"(?:changed|changes|switched|switches)\s(?:his|her|their)\svote{_FROM}\sto\s(?:an?\s|voting\s)?"
_ASKED = (
    r"(?:asked|requested|wished|wishes|asks|requests)\s(?:"
    rf"to\s(?:change|switch)\s(?:his|her|their)\svote{_FROM}\sto\s(?:an?\s)?"
    rf"|that\s(?:his|her|their)\svote\sbe\s(?:changed|switched){_FROM}\sto\s(?:an?\s)?"
    r"|(?:to|that\s(?:he|she|they|his\svote|her\svote|their\svote))\sbe\s(?:recorded|listed|shown|counted)\sas\s(?:voting\s|having\svoted\s|an?\s)?"
    r"|that\s(?:it|the\s(?:record|minutes))\s(?:show|reflect)\s(?:that\s)?(?:he|she|they)\s(?:voted|was\svoting|had\svoted)\s)"
)
_LATER = WordPattern(
    rf"\s(?:(?:then|later|also|subsequently)\s)?(?P<how>{_CHANGED}|{_ASKED}){_OPTION}",
    re.IGNORECASE,
    words="als ask cha lat req sub swi the wis",
    behind=" \n",
)


def _find(text: JoinedText) -> Iterator[Voted]:
    for match in _LATER.finditer(text.plain):
        voter = name_before(text.plain, match.start())
        if voter is not None:
            is_changed = re.search(r"(?i)chang|switch", match["how"]) is not None
            yield Voted(
                start=voter.start,
                end=match.end(),
                option=option_named(match),
                names=(voter,),
                is_prose=True,
                is_later=True,
                note="changed" if is_changed else "told later",
            )


STYLE = Style(
    name="later-votes",
    find=_find,
    examples=(
        Example(text="Councilmember Young then changed his vote from yes to no.", finds=("no:Young",)),
        Example(text="Trustee Vo asked to be recorded as voting aye.", finds=("yes:Vo",)),
        Example(text="Alderman Lee requested that her vote be changed to abstain.", finds=("abstain:Lee",)),
        Example(text="The Council changed its rules to no effect.", finds=()),
    ),
)
