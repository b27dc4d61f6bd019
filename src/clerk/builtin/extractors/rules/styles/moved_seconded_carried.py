"""`M/S/C (Alvarez/Chu) to approve ...`: moved, seconded, carried, in one breath."""

import re
from collections.abc import Iterator

from clerk.builtin.extractors.rules.events import Event, Example, Moved, Resolved, Seconded, Style
from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.names import ONE_TITLE, name_in
from clerk.builtin.extractors.rules.word_patterns import WordPattern
from clerk.model.facts import MotionResult

_NAME = r"[A-Z][\w.'-]{0,25}(?:[ ][A-Z][\w'.-]{0,25}){0,2}"
_SHORTHAND = WordPattern(
    rf"\b(?:M[/.]?S[/.]?(?P<carried>[CPUF](?:[/.]?U)?)?\b[:.]?(?:\sby\b)?|(?:[Mm]oved|[Mm]otioned)\sand\sseconded(?=\s?\()|(?:Motion|MOTION)\s?:(?=[^\n]{{3,45}}/)|MOTION/SECOND\s?:|Moved?(?=\s?\()|[Mm]otion\swas\smade(?:,\s(?:and\s)?|/|\sand\s)seconded,?(?=\s?\()|(?:Motion/Second|MOTION/SECOND|Motion|MOTION|[Oo]n\smotion|(?:Substitute|Amended|Main)\s[Mm]otion)(?=\s?\()|(?:Motion|MOTION)\sby\s(?=[A-Z][\w.'-]{{1,20}}(?:\s[A-Z][\w'-]{{1,20}})?\s?/\s?[A-Z])|Motion\s(?:by|to\s[a-z]{{3,12}})\s(?=\()|(?:MOTION|Motion)\s{{1,4}}(?=[A-Z][\w'-]{{1,20}}/[A-Z])|Motion[-\s#]{{1,2}}\d[\d/-]*[\s-]{{1,3}})\s{{0,3}}[(\[]?\s?(?:{ONE_TITLE}\s)?(?P<mover>{_NAME})\s?(?:/|,|-|\sand\s)\s?(?:second(?:ed)?\sby\s)?(?:{ONE_TITLE}\s)?(?P<seconder>{_NAME})[)\]]?",
    words="ame m. mai mot mov ms. msc msf msp msu on. sub",
)


_BEHIND = re.compile(
    rf"\b(?P<mover>{_NAME})\s?/\s?(?P<seconder>{_NAME})\s(?:m[/l]s|mov(?:ed|ing)(?:/second(?:ed)?)?|motion(?:ed|/second)?)\b",
    re.MULTILINE,
)
"""`Councilor Poe/Lee m/s to approve`."""
_SECONDER_IN_BRACKETS = re.compile(
    rf"\b(?P<mover>{_NAME})\s\((?:Second\sby\s)?(?P<seconder>{_NAME})\)\s(?:[Mm]oved?(?=\s[Tt]o\b|\s)|motioned|made\sa\smotion)\b",
    re.MULTILINE,
)
"""`Poe (Lee) moved to approve`."""
_LETTERED = WordPattern(
    rf"\bM\s?[/:-]\s?(?:{ONE_TITLE}\s)?(?P<mover>{_NAME})[\s,;.]{{1,3}}S\s?[/:-]\s?(?:{ONE_TITLE}\s)?(?P<seconder>{_NAME})",
    words="m.",
)
"""`M/Poe S/Lee to approve`."""
_BEHIND_WORDS = WordPattern(
    rf"\bMotion\s(?:to|that)\s[^.;()]{{3,200}}(?P<open>\()(?P<mover>{_NAME})\s?/\s?(?P<seconder>{_NAME})\)(?!\sto\s)",
    words="mot",
)
"""`Motion to approve the agenda (Poe/Lee) passed`."""
_EACH_IN_BRACKETS = WordPattern(
    rf"\b[Mm]oved\s?\((?P<mover>{_NAME})\),?\s?(?:and\s)?[Ss]econded\s?\((?P<seconder>{_NAME})\)", words="mov"
)
"""`Moved (Poe) and seconded (Lee)`."""
_APPROVED_PAIR = WordPattern(
    rf"\b(?P<carried>Approved|APPROVED|Adopted|ADOPTED|Passed|PASSED|Carried|CARRIED)\s\((?P<mover>{_NAME})\s?/\s?(?P<seconder>{_NAME})\)",
    words="ado app car pas",
)
"""`Approved (Poe/Lee) 5-0`: the outcome stands before the names."""
_BY_PAIR = WordPattern(rf"\b(?:made|offered)\sby\s(?P<mover>{_NAME})\s?/\s?(?P<seconder>{_NAME})", words="mad off")
"""`Motion to approve the minutes was made by Poe/Lee`."""
_DOTTED = re.compile(
    r"(?:^|(?<=[.;)]\s))[ ]*(?P<mover>[A-Z][A-Z'-]{1,20})\s?/\s?(?P<seconder>[A-Z][A-Z'-]{1,20})\s?\.{2,6}\s(?=[A-Za-z])",
    re.MULTILINE,
)
"""`POE/LEE... approve the minutes`."""


_ALL = (
    _SHORTHAND,
    _BEHIND,
    _DOTTED,
    _LETTERED,
    _EACH_IN_BRACKETS,
    _APPROVED_PAIR,
    _BY_PAIR,
    _BEHIND_WORDS,
    _SECONDER_IN_BRACKETS,
)


def _find(text: JoinedText) -> Iterator[Event]:
    for match in (match for pattern in _ALL for match in pattern.finditer(text.plain)):
        mover = name_in(match["mover"], match.start("mover"))
        whole = name_in(match["seconder"], match.start("seconder"))
        # "Lee Passed 5-0": the next sentence begins without a full stop.
        seconder = whole or name_in(match["seconder"].split()[0], match.start("seconder"))
        if mover is None or seconder is None:
            continue
        end = match.end() if whole else seconder.end
        start = match.start("open") if match.re is _BEHIND_WORDS.pattern else match.start()
        yield Moved(start=start, end=end, mover=mover)
        yield Seconded(start=match.start("seconder"), end=end, seconder=seconder)
        if match.groupdict().get("carried"):
            yield Resolved(
                start=match.end(),
                end=match.end() + 1,
                result=MotionResult.FAIL if match["carried"] == "F" else MotionResult.PASS,
                is_unanimous=match["carried"].endswith("U"),
                is_firm=True,
            )


STYLE = Style(
    name="moved-seconded-carried",
    find=_find,
    examples=(
        Example(
            text="M/S/C (Alvarez/Chu) to approve Items 4.1", finds=("moved:Alvarez", "seconded:Chu", "result:pass")
        ),
        Example(text="Moved (Diaz/Okafor), to place it", finds=("moved:Diaz", "seconded:Okafor")),
        Example(text="Motion-42-18-Councillor Vo/Councillor Lee\nResolve", finds=("moved:Vo", "seconded:Lee")),
        Example(text="Councilor Vo/Lee m/s to approve", finds=("moved:Vo", "seconded:Lee")),
        Example(text="On a Vo/Lee motion, the Board voted", finds=("moved:Vo", "seconded:Lee")),
        Example(text="Motion to approve the plan (Poe/Lee) passed.", finds=("moved:Poe", "seconded:Lee")),
        Example(text="M/Poe, S/Lee to approve the minutes", finds=("moved:Poe", "seconded:Lee")),
        Example(text="Poe (Lee) moved to approve the minutes.", finds=("moved:Poe", "seconded:Lee")),
        Example(text="Motion to amend (Poe/Lee) to strike it", finds=("moved:Poe", "seconded:Lee")),
        Example(text="MOTION   Poe/Lee to approve the bills", finds=("moved:Poe", "seconded:Lee")),
        Example(text="Poe/Lee moved to approve the bills", finds=("moved:Poe", "seconded:Lee")),
        Example(text="POE/LEE... approve the minutes", finds=("moved:POE", "seconded:LEE")),
        Example(text="MOTION/SECOND: Vo/Lee to reconsider", finds=("moved:Vo", "seconded:Lee")),
        Example(text="M/S (Pruitt/Alvarez) to deny the appeal.", finds=("moved:Pruitt", "seconded:Alvarez")),
        Example(text="Moved(Vo) and seconded(Lee) to approve it", finds=("moved:Vo", "seconded:Lee")),
        Example(text="On motion (Vo-Lee), the Board approved it.", finds=("moved:Vo", "seconded:Lee")),
        Example(text="ACTION: Approved (Poe/Lee) 5-0.", finds=("moved:Poe", "seconded:Lee", "result:pass")),
        Example(text="Motion Poe/Lee approve minutes.", finds=("moved:Poe", "seconded:Lee")),
        Example(text="Motion was made by Poe/Lee to approve it.", finds=("moved:Poe", "seconded:Lee")),
        Example(text="M/S by Poe/Lee to approve it.", finds=("moved:Poe", "seconded:Lee")),
        Example(text="It was moved and seconded (Poe, Lee) to approve it.", finds=("moved:Poe", "seconded:Lee")),
        Example(text="Motion/Second (Lee/Diaz) to adopt it", finds=("moved:Lee", "seconded:Diaz")),
        Example(text="A motion was made/seconded (Poe/Lee) to adopt it", finds=("moved:Poe", "seconded:Lee")),
        Example(text="Councilmember Poe (Second by Lee) Move To Adopt it", finds=("moved:Poe", "seconded:Lee")),
        Example(text="It is late. POE/LEE... adopt the agenda.", finds=("moved:POE", "seconded:LEE")),
        Example(text="Poe/Lee moved/seconded to adopt it.", finds=("moved:Poe", "seconded:Lee")),
        Example(text="Substitute motion (Poe, Lee) that it be deferred.", finds=("moved:Poe", "seconded:Lee")),
    ),
)
