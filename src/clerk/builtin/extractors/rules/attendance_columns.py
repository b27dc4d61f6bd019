"""The text of one column, where two lists stand beside each other, or one beside the name of the body."""

import re

from clerk.builtin.extractors.rules.attendance_sections import Section

_SLACK = 2
_WIDE = 3
_BLANK_LINE = re.compile(r"\n[ ]*\n")


def in_column(plain: str, section: Section) -> str:
    """The whole text with what stands in other columns blanked, up to the first empty line; its length stays."""
    line = plain.rfind("\n", 0, section.start) + 1
    left = section.start - line if plain[max(line, section.start - _WIDE) : section.start] == " " * _WIDE else 0
    right = section.beside - line if section.beside is not None else None
    first = plain.find("\n", section.begin)
    if first < 0 or (right is None and not (left and _is_in_column(plain, first + 1, left))):
        return plain
    blank = _BLANK_LINE.search(plain, first)
    stop = min(section.end, blank.start()) if blank else section.end
    head = plain[:first] if section.beside is None else plain[: section.beside] + " " * (first - section.beside)
    rows = plain[first:stop].split("\n")
    return head + "\n".join(_between(row, left, right) for row in rows) + plain[stop:]


def _is_in_column(plain: str, start: int, left: int) -> bool:
    """True when the line below has something at its end that begins where the heading does, or right of it."""
    end = plain.find("\n", start)
    line = plain[start : end if end >= 0 else len(plain)]
    return bool(line[left:].strip()) and bool(line[:left].strip()) and line[left - _SLACK : left + 1].strip() == ""


def _between(row: str, left: int, right: int | None) -> str:
    begin = max(0, left - _SLACK) if left else 0
    end = len(row) if right is None else min(len(row), right - _SLACK)
    kept = row[begin : max(begin, end)]
    return (" " * min(begin, len(row)) + kept).ljust(len(row))
