"""`Motion by Foley`, `moved by Foy`, `on motion of Alderman Sarff`, `Mover: ...`, `A motion to adjourn was made by John`."""

import re
from collections.abc import Iterator

from clerk.builtin.extractors.rules.events import Example, Moved, Style
from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.names import ENDS_IN_TITLE, MEMBER, NamedPlace
from clerk.builtin.extractors.rules.names_around import name_after
from clerk.builtin.extractors.rules.word_patterns import WordPattern

_MADE = r"(?:\s+(?:was|were|is|Has|naa|nas|oras|eras|aras|vas|waa))?(?:\s+(?:duly|then|also|first))?(?:\s+(?:ma[du]e|offered|introduced|presented))?"
_BY = WordPattern(
    rf"(?<!2nd\s)(?<!2\snd\s)(?<!second\s)\b(?:moved|proposed(?:\s+as\s+a\s+true\s+record)?|motion(?:ed)?,?{_MADE}):?\s+(?:[bn]y|of|from)\b[:\s]{{0,3}}|"
    rf"\bit\s+was\s+moved,\s(?=(?-i:[A-Z]))|\bmotion\s?:\s{{1,3}}(?=(?-i:[A-Z])[\w'-]+\s(?:(?-i:[A-Z])[\w'-]+\s)?(?:to|that)\s)|\bintroduced\sby\s(?=[^,.;:]{{3,40}},?\s(?:who\s(?:then\s)?moved|(?:and\s)?second(?:ed)?\sby)\b)|\bresolution\s?,?\s(?:was\s)?offered\sby\b[:\s]{{0,3}}|\bmoved,?\s(?={MEMBER}\s[A-Z])(?!\S+\s\S+'s\b)|"
    r"\bmotion\s+b[y\s]?['\s]\s?(?=(?:council|mayor|alder|commis))|"
    r"(?:^|(?<=\s{2})|(?<=[.;]\s))(?:motion\s)?(?:mover|moved?|moved by|motioned|motion by|motion made by|motion offered by|proposer|introduced by)\s{0,3}:\s{0,30}",
    re.IGNORECASE | re.MULTILINE,
    words="int it. mot mov pro res",
)
_MOTION_TO = WordPattern(
    r"\b(?:an?\s+)?(?:motion(?:ed)?|amendment(?=\s(?:to|that)\s[^.;]{3,200}\s(?:made|offered|moved)\sby\b))\s+(?:was\s+(?:duly\s+)?made\s+)?(?P<text>(?:to|for|that)\s(?:[^.;]|(?<=\bNo|\bMr|\bMs|\bSt|\bDr)\.|(?<=\d)\.(?=\d)){3,300}?)\s*,?\s(?P<made>was\s|made\s|offered\s|moved\s|introduced\s){0,2}(?<!seconded\s)(?<!supported\s)by\b[:\s]{0,2}",
    re.IGNORECASE,
    words="a. ame an. mot",
)
_RESULT_LABEL = re.compile(r"\bresult\s{0,3}:", re.IGNORECASE)
_ABOUT_VOTE = re.compile(r"\bVOTE\s+ON\b[^.\n]*$")
_GOES_ON = re.compile(
    r"[\s,.;(]{0,3}(?:and\s)?(?:was\s)?(?:duly\s)?(?:second|support|2nd|carried|passed|all\b|motion\b|vote\b)",
    re.IGNORECASE,
)
_PAIR_FOLLOWS = re.compile(r"\s?/\s?(?!S(?:econd|ECOND|upport|UPPORT))[A-Z]")
"""`Motion by Poe/Lee`, which says in one who seconded."""
_NOBODYS = re.compile(r"moved\sfrom|motion\s?:", re.IGNORECASE)
"""Without a name behind them no words of a mover: "moved from Elm Street", "Motion: Staff to report"."""
_BY_SOMETHING = re.compile(r"(?:moved|proposed)\sby\s(?:the|a|an|his|her|its|their)\s[a-z]", re.IGNORECASE)
"""`The bridge was moved by the flood`."""
_BY_RULE = re.compile(r"\b(?:if|when|whenever|after|once|a|any|every|each)\b[^.;\n]{0,20}$", re.IGNORECASE)
_TABLE_HEAD = 200


def _find(text: JoinedText) -> Iterator[Moved]:
    plain = text.plain
    taken: set[int] = set()
    for match in _MOTION_TO.finditer(plain):
        mover = name_after(plain, match.end())
        if mover is not None and _names_mover(plain, match, mover):
            taken.add(mover.start)
            yield Moved(start=match.start(), end=mover.end, mover=mover, text=match.span("text"))
    for match in _BY.finditer(plain):
        mover = name_after(plain, match.end())
        if mover is None and _BY_RULE.search(plain, max(0, match.start() - 40), match.start()):
            continue
        if mover is not None and _PAIR_FOLLOWS.match(plain, mover.end):
            continue
        if mover is None and (_NOBODYS.match(match[0]) or _BY_SOMETHING.match(plain, match.start())):
            continue
        if mover is None and plain[match.end() : match.end() + 3].strip().startswith("="):
            # A form: "Moved by ____".
            continue
        if (mover is not None and mover.start in taken) or _ABOUT_VOTE.search(
            plain, max(0, match.start() - 60), match.start()
        ):
            continue
        is_table = match[0].lower().startswith(("mover", "motioned")) and ":" in match[0]
        start = _start_of_table(plain, match.start()) if is_table else match.start()
        yield Moved(start=start, end=mover.end if mover else match.end(), mover=mover, is_table=is_table)


def _names_mover(plain: str, match: re.Match[str], mover: NamedPlace) -> bool:
    """False for "a motion to accept the agenda with a presentation by Cy Poe"."""
    is_member = ENDS_IN_TITLE.search(plain, match.end() - 1, mover.start) is not None
    return match["made"] is not None or is_member or _GOES_ON.match(plain, mover.end) is not None


def _start_of_table(plain: str, mover: int) -> int:
    """Where "RESULT:" stands, when it stands right before "MOVER:"."""
    results = [match.start() for match in _RESULT_LABEL.finditer(plain, max(0, mover - _TABLE_HEAD), mover)]
    return results[-1] if results else mover


STYLE = Style(
    name="moved-by",
    find=_find,
    examples=(
        Example(text="It was MOVED by Foy, seconded by Buchanan, to adopt Item A.", finds=("moved:Foy",)),
        Example(
            text="Motion by Alderman Sarff, second by\nAlderman Falcone, the minutes be accepted.",
            finds=("moved:Sarff",),
        ),
        Example(text="A motion to go into Executive Session was\nmade by John, second by Bob.", finds=("moved:John",)),
        Example(text="On a motion made by Sprague and seconded by Wysocki, the Board voted", finds=("moved:Sprague",)),
        Example(text="It was MOVED, R. Diaz and seconded to adjourn.", finds=("moved:R. Diaz",)),
        Example(text="Moved Councillor Vo, seconded Councillor Lee, that it be received.", finds=("moved:Vo",)),
        Example(text="MOVER:              Paul Solano, Director, District K", finds=("moved:Paul Solano",)),
        Example(
            text="MOTION TO APPROVE IT, Introduced by Ann Vo who moved for its adoption, seconded by Lee:",
            finds=("moved:Ann Vo",),
        ),
        Example(text="MOTION: Vo to approve the plan. SECOND: Lee.", finds=("moved:Vo",)),
        Example(text="MOTION: Staff to prepare a report.", finds=()),
        Example(text="Motion by Poe/Lee to approve it.", finds=()),
        Example(text="MOTION: by Poe, second by Lee, to approve.", finds=("moved:Poe",)),
        Example(text="Move: Ann Poe Second: Cy Lee Status: Passed", finds=("moved:Ann Poe",)),
        Example(text="The motion, made by Mr. Vo and seconded by Mr. Lee, to adjourn passed.", finds=("moved:Vo",)),
        Example(text="MOTION TO BUY IT FOR $24,000.00 WAS MADE BY ANN VO", finds=("moved:ANN VO",)),
        Example(text="It was introduced by Councilman Poe and seconded by Mr. Lee.", finds=("moved:Poe",)),
        Example(text="Motioned for approval as corrected by Poe and seconded by Lee.", finds=("moved:Poe",)),
        Example(text="The bridge was moved by the flood.", finds=()),
    ),
)
