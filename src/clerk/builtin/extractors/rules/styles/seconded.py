"""Who seconded: `seconded by X`, `Second: X`, `X seconded the motion`, `Support, X`, `secundada por X`."""

import re
from collections.abc import Iterator

from clerk.builtin.extractors.rules.events import Example, Seconded, Style
from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.names import MEMBER, ONE_TITLE, name_in
from clerk.builtin.extractors.rules.names_around import name_after, name_before, with_title
from clerk.builtin.extractors.rules.word_patterns import WordPattern

_BY = WordPattern(
    r"\b(?:second[ec]d?[~]?(?:\s+the\s+motion)?|support(?:ed)?|second(?:\s+was)?(?:\s+(?:made|offered))?)\s+by\b[:\s]{0,3}|"
    rf"\bsecond\s+(?:from|of(?=\s{MEMBER}\s[A-Z]))\s|"
    rf"(?<!/)\b(?:seconder|seconded|second|support(?:ed)?)(?:\s+by)?\s{{0,3}}:\s{{0,30}}|\bSupport,\s|\b2\s?nd\s+(?:motion\s|was\s)?by\s|\bsecunda\s(?:el|la)\s|\b2nd\s(?={ONE_TITLE}\s[A-Z]|[A-Z][\w'-]+\s?[,.;])|"
    rf"\bseconded\s(?=[A-Z][a-z]+\s?[,.])|(?<=\band\s)second\sof\s(?=(?-i:[A-Z]))|(?<=,\s)second\s(?=(?-i:[A-Z][a-z]+)\s?[;,.])|\bseconded,?\s(?={MEMBER}\s[A-Z])(?!\S+\s\S+'s\b)|\bseconc\S?\s+by\s|"
    rf"(?-i:^[ ]{{0,12}}SECOND(?:ER|ED\sBY)?[ ]{{0,4}}\n\s{{0,12}})(?={MEMBER}\s[A-Z])|"
    r"\bsecundad[oa]\s+por\b:?\s{0,3}(?:(?:el|la)\s)?",
    re.IGNORECASE | re.MULTILINE,
    words="# sec sup",
    behind=" ",
)
_VERB = WordPattern(
    r"\s(?:then\s|also\s)?(?:(?:offered|made|gave|provided)\s(?:a|the)\s(?:second|2nd)|seconded|seconds|2nd(?:ed|s)?(?=\s?[.,;\n]|\sthe\smotion|\sto\s)|seconding|second|seconeo|support(?:ed|s|ing)(?=\s(?:the|this|his|her|that)\s(?:\w+\s)?motion\s?(?:[.;,]|$)))\b(?!\sthe\s(?!\w{0,12}\s?(?:motion|nomination|amendment|item|resolution)))(?!\s+by|\s{0,3}:|\s+read|\s+meeting)",
    re.IGNORECASE,
    words="# als gav mad off pro sec sup the",
    behind=" \n",
)

_BEGINS_SENTENCE = re.compile(r"[.;:!?]\sS|\b(?:his|her|their|a|no|the)\s(?:second|SECOND)")
"""Or "withdrew his second"."""
_WITH_SECOND = WordPattern(
    rf"\bwith\s(?:a\ssecond\sfrom\s)?(?:(?i:{ONE_TITLE})\s)?(?P<name>[A-Z][\w-]+(?:\s[A-Z][\w-]+)?)'s\s(?:second|support)\b",
    words="wit",
)
"""`Poe moved, with Lee's second, to adjourn`."""
_PASSED_GAVEL = WordPattern(
    r"\s(?:passed|handed|gave|turned\sover)\sthe\s(?:gavel|chair)\b(?:[^.;]|(?<=\bM[rs])\.|(?<=\bMrs)\.){0,60}?\sand\sseconded\b",
    re.IGNORECASE,
    words="gav han pas tur",
    behind=" \n",
)
"""`Mayor Poe passed the gavel to Mr. Lee and seconded the motion`."""
_BOTH = re.compile(
    rf"(?:(?=\w+(?:s|men|women)\s){MEMBER}|Messrs\.?)\s(?-i:[A-Z])[\w'-]+(?:\s(?-i:[A-Z])[\w'-]+)?(?P<other>\sand\s(?:{ONE_TITLE}\s)?(?-i:[A-Z])[\w'-]+)$",
    re.IGNORECASE,
)
"""`Commissioners Poe and Lee seconded`: the first of them did."""
_LONGEST_PAIR = 80
_BLANK_LINE = re.compile(r"\n\s*\n")


def _find(text: JoinedText) -> Iterator[Seconded]:
    plain = text.plain
    for match in _BY.finditer(plain):
        name = name_after(plain, match.end())
        if name is not None and not plain[max(0, match.start() - 4) : match.start()].lower().endswith(("not ", " no ")):
            yield Seconded(start=match.start(), end=name.end, seconder=name)
    for match in _WITH_SECOND.finditer(plain):
        name = name_in(match["name"], match.start("name"))
        if name is not None:
            yield Seconded(start=match.start(), end=match.end(), seconder=name)
    for match in _PASSED_GAVEL.finditer(plain):
        name = name_before(plain, match.start())
        if name is not None:
            yield Seconded(start=with_title(plain, 0, name.start), end=match.end(), seconder=name)
    for match in _VERB.finditer(plain):
        if _BEGINS_SENTENCE.search(plain, max(0, match.start() - 6), match.start() + len(" second")):
            continue
        pair = _BOTH.search(plain, max(0, match.start() - _LONGEST_PAIR), match.start())
        name = name_before(plain, pair.start("other") if pair else match.start())
        # A heading "Second Amendment" below somebody's name is none of his doing.
        if name is not None and not _BLANK_LINE.search(plain, name.end, match.start() + 1):
            yield Seconded(start=with_title(plain, 0, name.start), end=match.end(), seconder=name)


STYLE = Style(
    name="seconded",
    find=_find,
    examples=(
        Example(text="moved by Scott, Seconded by Hough", finds=("seconded:Hough",)),
        Example(text="Moved Mayor Lee, seconded Councillor Vo, that", finds=("seconded:Vo",)),
        Example(text="was second by Board Clerk Ada Poe. Carried", finds=("seconded:Ada Poe",)),
        Example(text="Mrs. Lee offered a second to the motion.", finds=("seconded:Lee",)),
        Example(text="Trustee Vo seconded the motion.", finds=("seconded:Vo",)),
        Example(text="Motion by Vo to approve. 2nd Lee. All in favor.", finds=("seconded:Lee",)),
        Example(text="Vo made a motion. Ms. Lee 2nd. All in favor.", finds=("seconded:Lee",)),
        Example(text="Support, Diederich. The motion passed.", finds=("seconded:Diederich",)),
        Example(text="the motion was seconded by Daly. A vote", finds=("seconded:Daly",)),
        Example(text="Mayor Poe passed the gavel to Mr. Lee and seconded the motion.", finds=("seconded:Poe",)),
        Example(text="Commissioners Poe and Diaz seconded the motion.", finds=("seconded:Poe",)),
        Example(text="SECOND\nCouncilman Lee\nVOTE\n", finds=("seconded:Lee",)),
        Example(text="On a motion of Poe and second of Lee, it carried.", finds=("seconded:Lee",)),
        Example(text="Motion to pay by Poe, second Lee; passed 3-2", finds=("seconded:Lee",)),
    ),
)
