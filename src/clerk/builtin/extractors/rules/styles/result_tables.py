"""Tables of IQM2: RESULT, MOVER, SECONDER, AYES, NAYS and so on, each with its value beside it, below it, or all values last."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from clerk.builtin.extractors.rules.events import Counted, Event, Example, Moved, Resolved, Seconded, Style, Voted
from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.name_lists import read_names
from clerk.builtin.extractors.rules.names import NamedPlace
from clerk.builtin.extractors.rules.names_around import name_after
from clerk.model.facts import MotionResult, VoteOption

_OPTIONS = {
    "AYES": VoteOption.YES, "AYE": VoteOption.YES, "YEAS": VoteOption.YES, "NAYS": VoteOption.NO, "NOES": VoteOption.NO,
    "ABSTAIN": VoteOption.ABSTAIN, "ABSTAINED": VoteOption.ABSTAIN, "RECUSED": VoteOption.ABSTAIN,
    "ABSENT": VoteOption.ABSENT, "AWAY": VoteOption.ABSENT, "EXCUSED": VoteOption.ABSENT,
}  # fmt: skip
_LABELS = rf"RESULT|MOVER|SECONDER|REMOTE|{'|'.join(_OPTIONS)}"
_RESULT = re.compile(r"^[ ]{0,20}RESULT:", re.MULTILINE)
_LABEL = re.compile(rf"[ ]{{0,20}}(?P<label>{_LABELS})\s?:[ ]*")
_GOES_ON = re.compile(r"(?:,|\band)\s*$|\[[^\]]*$")
_VERBS = (
    (re.compile(r"(?i)\bwithdrawn\b"), MotionResult.WITHDRAWN),
    (re.compile(r"(?i)\bnot\s(?:adopted|passed|accepted|approved|carried)\b"), MotionResult.FAIL),
    (re.compile(r"(?i)\b(?:failed|defeated|lost|rejected|denied)\b"), MotionResult.FAIL),
    (re.compile(r"(?i)\b(?:tabled|postponed|deferred)\b"), MotionResult.TABLED),
    (re.compile(r"(?i)\b(?:adopted|passed|accepted|approved|carried|moved forward|received)\b"), MotionResult.PASS),
)
_IS_RESULT = re.compile(r"\s*[A-Z]{4,}")
"""Results are printed in capitals; a sentence that the page's layout put between labels and values is not."""
_TALLY = re.compile(r"(?i)\[?\s?(?P<yes>\d{1,3})\s+TO\s+(?P<no>\d{1,3})")
_MORE = re.compile(
    r"(?i)(?P<number>\d{1,3})\s+(?:(?P<ABSTAIN>ABSTENTIONS?|ABSTAIN\w*|RECUSED)|(?P<ABSENT>AWAY|ABSENT|EXCUSED))"
)
_INDENT = " " * 5
_MOST_BLANK_LINES = 3
_LONGEST = 3_000


@dataclass(slots=True, kw_only=True)
class _Table:
    start: int
    end: int
    values: dict[str, tuple[int, int]] = field(default_factory=dict)


def _find(text: JoinedText) -> Iterator[Event]:
    for match in _RESULT.finditer(text.plain):
        table = _read(text.plain, match.start())
        if "RESULT" in table.values and "MOVER" in table.values:
            yield from _events(text.plain, table)


def _read(plain: str, start: int) -> _Table:
    table = _Table(start=start, end=start)
    waiting: list[str] = []
    blank = 0
    for begin, end in _lines(plain, start):
        line = plain[begin:end]
        if not line.strip():
            blank += 1
            if blank > _MOST_BLANK_LINES:
                break
            continue
        blank = 0
        label = _LABEL.match(plain, begin, end)
        if label is not None:
            if label["label"] in table.values or label["label"] in waiting:
                break
            waiting.append(label["label"])
            if plain[label.end() : end].strip():
                own = [waiting.pop()]
                _take_value(plain, table, own, label.end(), end)
                waiting[:0] = own
        elif waiting:
            if waiting[0] == "RESULT" and _IS_RESULT.match(line) is None:
                continue
            _take_value(plain, table, waiting, begin, end)
        elif table.values and line.startswith(_INDENT):
            last = max(table.values, key=lambda label: table.values[label][1])
            table.values[last] = (table.values[last][0], end)
        else:
            break
        table.end = end
    return table


def _take_value(plain: str, table: _Table, waiting: list[str], begin: int, end: int) -> None:
    """The value of the first label that waits for one, or more of it."""
    label = waiting.pop(0)
    first = table.values.get(label, (begin, end))[0]
    table.values[label] = (first, end)
    if _GOES_ON.search(plain, begin, end):
        waiting.insert(0, label)


def _lines(plain: str, start: int) -> Iterator[tuple[int, int]]:
    stop = min(len(plain), start + _LONGEST)
    while start < stop:
        newline = plain.find("\n", start, stop)
        end = stop if newline < 0 else newline
        yield start, end
        start = end + 1


def _events(plain: str, table: _Table) -> Iterator[Event]:
    begin, end = table.values["RESULT"]
    mover = _named(plain, table.values["MOVER"])
    yield Moved(start=table.start, end=table.end, mover=mover, is_table=True)
    seconder = _named(plain, table.values["SECONDER"]) if "SECONDER" in table.values else None
    if seconder is not None:
        yield Seconded(start=seconder.start, end=seconder.end, seconder=seconder)
    said = plain[begin:end]
    result = next((result for verb, result in _VERBS if verb.search(said)), None)
    yield Resolved(start=begin, end=end, result=result, is_unanimous="UNANIM" in said.upper(), is_firm=True)
    if counts := _counts(said):
        yield Counted(start=begin, end=end, counts=counts, outranks=True)
    for label, option in _OPTIONS.items():
        if label in table.values:
            names, is_clean = read_names(plain, *table.values[label])
            first, last = table.values[label]
            note = label.lower() if label in {"RECUSED", "AWAY"} else None
            is_whole = is_clean and _GOES_ON.search(plain, first, last) is None
            yield Voted(start=first, end=last, option=option, names=names, is_whole=is_whole, note=note, outranks=True)


def _named(plain: str, place: tuple[int, int]) -> NamedPlace | None:
    begin, end = place
    return name_after(plain, begin + len(plain[begin:end]) - len(plain[begin:end].lstrip()), end)


def _counts(said: str) -> dict[VoteOption, int]:
    tally = _TALLY.search(said)
    if tally is None:
        return {}
    counts = {VoteOption.YES: int(tally["yes"]), VoteOption.NO: int(tally["no"])}
    for more in _MORE.finditer(said, tally.end()):
        option = VoteOption.ABSTAIN if more["ABSTAIN"] else VoteOption.ABSENT
        counts[option] = counts.get(option, 0) + int(more["number"])
    return counts


STYLE = Style(
    name="result-tables",
    find=_find,
    claims=True,
    examples=(
        Example(
            text="RESULT:    FAILED [1 TO 2]\nMOVER:    Ann Vo, Director\nSECONDER: Bo Reyes, Director\nAYES:  Ann Vo\nNAYS:  Bo Reyes,\nCy Ito\n",
            finds=(
                "moved:Ann Vo",
                "result:fail",
                "counts:yes=1,no=2",
                "seconded:Bo Reyes",
                "yes:Ann Vo",
                "no:Bo Reyes,Cy Ito",
            ),
        ),
        Example(
            text="RESULT:\nMOVER:\nAYES:\nABSENT:\n\nPASSED [UNANIMOUS]\nAnn Vo, Director, District H\nReyes,\nVo\nCy Ito\n",
            finds=("moved:Ann Vo", "result:pass!", "yes:Reyes,Vo", "absent:Cy Ito"),
        ),
    ),
)
