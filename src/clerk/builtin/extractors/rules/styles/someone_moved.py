"""`Councilmember Reed moved to ...`, `Foley made a motion to ...`, `Supervisor Tam motioned`."""

import re
from collections.abc import Iterator

from clerk.builtin.extractors.rules.events import Example, Moved, Style
from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.names import NamedPlace
from clerk.builtin.extractors.rules.names_around import name_after, name_before

_MOVED = re.compile(
    r"\s(?:then\s|also\s)?(?:(?P<so>so\smoved)\b|(?P<bare>(?:moved|moves|motioned|motions(?=\s+(?:to|for)\b))(?!\s+a\s+motion))\b|(?:made|makes|offered|moved)\s+(?:(?:a|the)\s+(?:\w+\s+)?)?motion\b)",
    re.IGNORECASE,
)
_AFTER_BARE_MOVED = re.compile(
    r"\s*(?:,|\.|\(|seconded\b|that\b|for\b|(?:its\s|their\s)?(?:approval|adoption|passage)\b|adjournment\b|denial\b|rejection\b|tabling\b|postponement\b|the\s+(?:(?:city|town|village|county|school)\s+)?(?:council|board|commission|committee)\s+(?!room|hall|chamber|meeting)|acceptance\b|passage\b|and\s+\S+\s+\S*\s*second|the\s+adoption|"
    r"the\s+approval|\S{3,20}\s+second|the\s+(?:\S+\s+){1,8}?be\s|to\s+(?!the\b|a\b|an\b|his\b|her\b|our\b|their\b|this\b|another\b)(?-i:[a-z]|[A-Z]{3}))",
    re.IGNORECASE,
)
_SECONDED_BETWEEN = re.compile(
    r",?\s(?:with\sa\s)?(?:second|support)(?:ed)?\s(?:by|from)\s[^,.;\n]{2,40}(?:\n[^,.;\n]{2,30})?,?\s$", re.IGNORECASE
)
_GOES_ON = re.compile(r"(?:\band|,)(?:\sthen)?\s{0,2}$", re.IGNORECASE)
_BEGINS_SENTENCE = re.compile(r"(?<=[^\W\d_]{3})[.?!;:]\s+|\n[ ]*\n|(?<=\))[.:]\s")
_OTHER_SUBJECT = re.compile(
    r"\b(?:who|which|he|she|they|and\s(?:he|she))\b|\bthat\s[^,;]{0,80}\s(?:was|is|had|has|were|are)\b"
)
_DID = re.compile(
    r"\s(?:introduced|presented|offered|read|said|stated|thanked|commented|noted|agreed|reviewed|explained|recommended|asked|expressed|suggested)\b"
)
_LONGEST_SENTENCE = 300
_WINDOW = 100
_ASKED = re.compile(r"\bmotion\s(?:to|that)\s(?P<text>[^.;?]{3,160})[.;?][^.;?]{0,60}$", re.IGNORECASE)
_ASKED_WITHIN = 250
_PRONOUN = re.compile(r"\b(?:he|she|they)\s*$", re.IGNORECASE)


def _find(text: JoinedText) -> Iterator[Moved]:
    plain = text.plain
    for match in _MOVED.finditer(plain):
        if match["bare"] and not _AFTER_BARE_MOVED.match(plain, match.end()):
            continue
        between = _SECONDED_BETWEEN.search(plain, max(0, match.start() - _WINDOW), match.start() + 1)
        end = between.start() if between else match.start()
        mover = name_before(plain, end) or _subject(plain, end)
        if mover is not None or not match["bare"] or _PRONOUN.search(plain, max(0, match.start() - 6), match.start()):
            start = mover.start if mover else match.start() + 1
            asked = _ASKED.search(plain, max(0, match.start() - _ASKED_WITHIN), match.start()) if match["so"] else None
            yield Moved(start=start, end=match.end(), mover=mover, text=asked.span("text") if asked else None)


def _subject(plain: str, end: int) -> NamedPlace | None:
    """Who introduced the resolution "and moved its adoption": the name with which the sentence begins."""
    if not _GOES_ON.search(plain, max(0, end - 16), end):
        return None
    first = max(0, end - _LONGEST_SENTENCE)
    begins = [match.end() for match in _BEGINS_SENTENCE.finditer(plain, first, end)]
    begin = begins[-1] if begins else first
    name = name_after(plain, begin, end)
    if name is None or _OTHER_SUBJECT.search(plain, name.end, end) or not _DID.match(plain, name.end):
        return None
    return name


STYLE = Style(
    name="someone-moved",
    find=_find,
    examples=(
        Example(text="Foley made a motion to approve the minutes.", finds=("moved:Foley",)),
        Example(text="Commissioner Lindqvist moved to approve Variance V-23-08", finds=("moved:Lindqvist",)),
        Example(text="Crawford moved, McConnell second to approve", finds=("moved:Crawford",)),
        Example(text="Trustee Vo, seconded by Trustee Lee, moved to approve the minutes.", finds=("moved:Vo",)),
        Example(text="Mr. Lee moved the Certificate be approved as read", finds=("moved:Lee",)),
        Example(text="asked for a motion to adjourn. Wade Vo so moved, seconded by Lee.", finds=("moved:Wade Vo",)),
        Example(text="Lou made motion to accept, Cy seconded", finds=("moved:Lou",)),
        Example(text="The family moved to the city in 1998.", finds=()),
    ),
)
