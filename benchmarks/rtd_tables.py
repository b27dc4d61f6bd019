"""RTD Denver's RESULT/MOVER/SECONDER/AYES tables, parsed line by line, beside what the extractor finds.

Two forms occur: each label followed by its value, and all labels first with their values in the same order below.
A table of neither form, or whose AYES do not equal the number in its result, is left out and counted.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from corpus_facts import Agreement, Ballot, Place, agreement, ballots, facts_of, motion_at

from clerk.model.facts import VoteOption

_OPTIONS = {
    "AYES": VoteOption.YES,
    "NAYS": VoteOption.NO,
    "ABSTAIN": VoteOption.ABSTAIN,
    "RECUSED": VoteOption.ABSTAIN,
    "ABSENT": VoteOption.ABSENT,
    "AWAY": VoteOption.ABSENT,
    "EXCUSED": VoteOption.ABSENT,
}
_LABEL = re.compile(r"(RESULT|MOVER|SECONDER|AYES|NAYS|ABSTAIN|RECUSED|ABSENT|AWAY|EXCUSED):?\s*(.*)$")
_TALLY = re.compile(r"\[\s*(\d+)\s+TO\s+\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    start: Place
    end: Place
    votes: frozenset[Ballot]


@dataclass(slots=True)
class _Draft:
    labels: list[str] = field(default_factory=list)
    values: list[list[str]] = field(default_factory=list)

    def table(self, start: Place, end: Place) -> Table | None:
        if len(self.labels) != len(self.values) or "AYES" not in self.labels:
            return None
        named = {label: " ".join(value) for label, value in zip(self.labels, self.values, strict=True)}
        votes = ballots(
            (name, option)
            for label, option in _OPTIONS.items()
            for name in re.split(r",|\band\b", named.get(label, ""))
            if name.strip()
        )
        printed = _TALLY.search(named["RESULT"])
        ayes = sum(option is VoteOption.YES for _, option in votes)
        is_sound = "]" in named["RESULT"] and (printed is None or int(printed[1]) == ayes)
        return Table(start=start, end=end, votes=votes) if is_sound else None


def agreements(corpus: Path) -> tuple[list[Agreement], int]:
    """A verdict on each table of all minutes, and how many tables could not be parsed."""
    found: list[Agreement] = []
    unread = 0
    for path in sorted((corpus / "votes").glob("rtd-denver-iqm2*/*_minutes.txt")):
        pages = path.read_text(encoding="utf-8").split("\f")
        facts = facts_of(pages)
        for number, table in enumerate(tables(pages), 1):
            if table is None:
                unread += 1
                continue
            motion = motion_at(facts, table.start, table.end)
            found.append(agreement(f"{path.parent.name}/{path.stem} table {number}", table.votes, motion))
    return found, unread


def tables(pages: list[str]) -> Iterator[Table | None]:
    """Each table of the minutes in order; None for one that is neither form."""
    lines = list(_lines(pages))
    starts = [index for index, (_, line) in enumerate(lines) if line.startswith("RESULT")]
    for index in starts:
        yield _table(lines[index : index + 30])


def _lines(pages: list[str]) -> Iterator[tuple[Place, str]]:
    for number, page in enumerate(pages, 1):
        offset = 0
        for line in page.splitlines(keepends=True):
            yield (number, offset), line.strip()
            offset += len(line)


def _table(lines: list[tuple[Place, str]]) -> Table | None:
    is_column = lines[0][1] in {"RESULT", "RESULT:"} and lines[1][1].startswith("MOVER")
    draft, length = _read_column(lines) if is_column else _read_pairs(lines)
    return draft.table(lines[0][0], lines[length][0])


def _read_column(lines: list[tuple[Place, str]]) -> tuple[_Draft, int]:
    draft, index = _Draft(), 0
    while index < len(lines) - 1 and (not lines[index][1] or _LABEL.match(lines[index][1])):
        label = _LABEL.match(lines[index][1])
        if label is not None:
            draft.labels.append(label[1])
        index += 1
    while index < len(lines) - 1 and lines[index][1]:
        _append(draft.values, lines[index][1])
        index += 1
    return draft, index


def _append(values: list[list[str]], line: str) -> None:
    """A new value, unless the one before ends in a comma."""
    if values and values[-1][-1].endswith(","):
        values[-1].append(line)
    else:
        values.append([line])


def _read_pairs(lines: list[tuple[Place, str]]) -> tuple[_Draft, int]:
    draft = _Draft()
    for index, (_, line) in enumerate(lines):
        label = _LABEL.match(line)
        if label is not None and label[1] not in draft.labels:
            draft.labels.append(label[1])
            draft.values.append([label[2]] if label[2] else [])
        elif line and (not draft.values[-1] or draft.values[-1][-1].endswith(",")):
            draft.values[-1].append(line)
        else:
            return draft, index
    return draft, len(lines) - 1
