"""Resolutions with names in front: `19/086 GRAHAM: That ...`, `Vo - Lee`, `RESOLVED THAT ...`, `No. 106/12 Vo-Lee BE IT RESOLVED THAT`."""

import re
from collections.abc import Iterator

from clerk.builtin.extractors.rules.events import Event, Example, Moved, Seconded, Style
from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.names import ONE_TITLE, name_in
from clerk.builtin.extractors.rules.word_patterns import WordPattern

_NAME = r"(?:[A-Z]\.[ ]?)?[A-Z][a-z][\w']{0,20}"
_PAIR = re.compile(
    rf"(?:(?<=\s)|^)(?:{ONE_TITLE}\s)?(?P<mover>{_NAME})[ ]?[-/][ ]?(?:{ONE_TITLE}\s)?(?P<seconder>{_NAME})\s{{1,4}}"
    r"(?:(?:(?:Resolution|Motion|Res\.)\s(?:No\.?\s)?)?#?\d{1,4}[/-]\d{1,4}[:.]?\s{1,4})?"
    r"(?=(?:BE IT |Be it )?(?:RESOLVED?|Resolved?|resolved)\s(?:THAT|That|that))"
)
_NUMBERED = WordPattern(
    r"(?:(?<=\s)|^)(?:Res(?:olution)?\.?[ ])?#?\d{1,4}[/\\-]\d{1,4}[.:]?\s{1,4}(?P<mover>(?:[A-Z]\.?[ ])?[A-Z][A-Za-z'-]{2,20})(?::|\s-)\s{1,3}(?=(?:That|THAT)\b)",
    words="# res",
    behind="#",
)


_LETTERED = re.compile(
    rf"^[ ]{{0,8}}(?:R|M|Res\.|#)?[ ]?\d{{1,3}}[.)]?[ ]{{1,4}}(?P<mover>{_NAME})[ ]?[,/][ ]?(?P<seconder>{_NAME}):\s{{1,4}}(?=(?:THAT|That)\s)",
    re.MULTILINE,
)
"""`R12 D. Vo, C. Lee:` and on the next line `THAT the meeting adjourn.`"""
_SLASHED = re.compile(
    rf"^[ ]{{0,8}}(?P<mover>{_NAME})[ ]?/[ ]?(?P<seconder>{_NAME}):[^\n]{{0,30}}\n\s{{0,80}}(?=THAT\s)", re.MULTILINE
)
"""`Vo/Lee: RD 41/22` and below it `THAT the agenda be adopted.`"""
_ALL = (_PAIR, _NUMBERED, _LETTERED, _SLASHED)


def _find(text: JoinedText) -> Iterator[Event]:
    for match in (match for pattern in _ALL for match in pattern.finditer(text.plain)):
        mover = name_in(match["mover"], match.start("mover"))
        second = match.groupdict().get("seconder")
        seconder = name_in(second, match.start("seconder")) if second else None
        if mover is None or (second and seconder is None):
            continue
        yield Moved(start=match.start(), end=match.end(), mover=mover)
        if seconder is not None:
            yield Seconded(start=seconder.start, end=match.end(), seconder=seconder)


STYLE = Style(
    name="resolved-that",
    find=_find,
    examples=(
        Example(text="19/086 GRAHAM: That the minutes be accepted. Carried", finds=("moved:GRAHAM",)),
        Example(
            text="1. W. Robb - S. Vo\nRESOLVED THAT the agenda be adopted.", finds=("moved:W. Robb", "seconded:S. Vo")
        ),
        Example(
            text="Lee - Vo\n2016/60 Be it resolved that it be given first reading.", finds=("moved:Lee", "seconded:Vo")
        ),
        Example(text="Resolution No. 106/12 Lee-Vo BE IT RESOLVED THAT Council", finds=("moved:Lee", "seconded:Vo")),
        Example(text="The Smith-Jones report resolved that matter.", finds=()),
        Example(text="#31-14 B HUGET - That the Board approves the agenda. CARRIED", finds=("moved:B HUGET",)),
        Example(text="R2 C. Vo, M. Lee:\nTHAT the tender be accepted.", finds=("moved:C. Vo", "seconded:M. Lee")),
        Example(text="Vo/Lee: RD 41/22\n\nTHAT the agenda be adopted.", finds=("moved:Vo", "seconded:Lee")),
    ),
)
