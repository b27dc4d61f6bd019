"""Names and offices that a line's end cuts in two, "Ken" and on the next line "Trujillo", made whole before lists are read."""

import re
from collections.abc import Iterator, Sequence

from clerk.builtin.extractors.rules.attendance_words import STAFF_ROLE, TITLES
from clerk.builtin.extractors.rules.names import TITLE, name_in

_HEAD = 12_000
_LINE_END = re.compile(r"(?<=[\w.,\"'])[ ]{0,2}\n[ ]{0,3}(?=[^\W\d_])")
_MARK = re.compile(r"[,;:()&/|]|\b(?i:and|with|was|were|is|are|by|included?|y)\b|(?<=[a-z]{3}\.)\s|\s{3,}")
_WORD = re.compile(r"[^\W\d_a-z](?:[^\W\d_]|['.-])*")
_NICKNAME = re.compile(r"[\"'][A-Z][a-z]{1,12}[\"']\s*$")
_BEGINS = re.compile(
    r"(?P<words>(?:[^\W\d_a-z]\.|[^\W\d_a-z][\w'-]*)(?:[ ](?:[^\W\d_a-z]\.|[^\W\d_a-z][\w'-]*)){0,11})"
)
_ENDS_NAME = re.compile(r"[ ]{0,3}(?:[,;.(&]|and\b|y\b)")
_LABEL = re.compile(rf"[ ]{{0,3}}:(?!\s(?:{TITLES.pattern}))", re.IGNORECASE)
_VERB = re.compile(r"(?:was|were)\s")
_HEADING = re.compile(r"(?i)\b(?:present|attend\w*|absent|answer\w*|respond\w*)\b[^.:;]{0,40}$")
_ENDS_HEADING = re.compile(r"[a-z][a-z ]{0,40}:")
_BEGINS_SEAT = re.compile(r"(?i)\b(?:of|council)$")
_SEAT = re.compile(r"(?i)(?:representative|district|ward|precinct)\b")
_BUSINESS = re.compile(r"(?i)\bbusiness\b")
_INITIAL = re.compile(r"[^\W\d_a-z]\.")
_LONG_LINE = 50
"""Characters after which the line ended because it was full."""
_FULL_NAME = 2
_LONGEST_REST = 2
_AROUND = 40


def with_whole_names(plain: str, stop: int | None) -> str:
    """The text with a blank for each line end before `stop` inside a name, an office, or a heading; its length stays."""
    letters = list(plain)
    for at in _cuts(plain, _HEAD if stop is None else min(stop, _HEAD)):
        letters[at] = " "
    return "".join(letters)


def _cuts(plain: str, stop: int) -> Iterator[int]:
    for match in _LINE_END.finditer(plain, 0, stop):
        newline = plain.index("\n", match.start(), match.end())
        line = plain[plain.rfind("\n", 0, newline) + 1 : newline].rstrip()
        following = plain[match.end() : match.end() + 4 * _AROUND]
        begins = _BEGINS.match(following)
        is_in_name = begins is not None and _is_in_name(_with_line_before(plain, newline, line), following, begins)
        if is_in_name or _is_in_phrase(line, following):
            yield newline


def _with_line_before(plain: str, newline: int, line: str) -> str:
    """A lone word, and the line before that a comma ends."""
    begin = newline - len(line) - 1
    before = plain[plain.rfind("\n", 0, max(0, begin)) + 1 : max(0, begin)].rstrip()
    return f"{before} {line}" if len(line.split()) == 1 and before.endswith((",", " and")) else line


def _is_in_phrase(line: str, following: str) -> bool:
    """True inside "the City" and "Clerk", "present during the" and "meeting:", before "was absent"."""
    if len(line) < _LONG_LINE:
        return False
    heading = _HEADING.search(line)
    is_heading = heading is not None and _BUSINESS.search(heading[0]) is None and _ENDS_HEADING.match(following)
    is_seat = _BEGINS_SEAT.search(line) is not None and _SEAT.match(following) is not None
    if is_heading or is_seat or _VERB.match(following):
        return True
    tail = line[-_AROUND:]
    roles = STAFF_ROLE.finditer(f"{tail} {following[:_AROUND]}")
    return any(role.start() < len(tail) < role.end() - 1 for role in roles)


def _is_in_name(line: str, following: str, begins: re.Match[str]) -> bool:
    """True where the last of several people on a line has only the beginning of a name."""
    line = _NICKNAME.sub("", line)
    marks = list(_MARK.finditer(line))
    last = _without_title(line[marks[-1].end() if marks else 0 :])
    if not all(map(_WORD.fullmatch, last)) or _LABEL.match(following, begins.end()) or _is_office(following):
        return False
    rest = _before_title(begins["words"]).split()
    if not last:
        return bool(marks) and _begins_person(line, marks)
    if _INITIAL.fullmatch(last[-1]) and len(last) <= _FULL_NAME:
        return name_in(" ".join([*last, rest[0]]), 0) is not None
    if len(line) < _LONG_LINE:
        return False
    if len(rest) > _LONGEST_REST:
        return (len(last) > _FULL_NAME or (bool(marks) and marks[-1][0] == ":")) and _is_row(last, rest)
    is_ended = len(rest) == 1 and _ENDS_NAME.match(following, begins.end()) is not None
    is_cut = _is_after_full_name(line) if len(last) == 1 else is_ended and bool(marks)
    return is_cut and name_in(" ".join([*last, *rest]), 0) is not None


def _is_row(last: Sequence[str], rest: Sequence[str]) -> bool:
    """True for "Boyd" and "Akins Sue Dorris", with nothing between the people."""
    return len(last) % _FULL_NAME == 1 and name_in(f"{last[-1]} {rest[0]}", 0) is not None


def _begins_person(line: str, marks: Sequence[re.Match[str]]) -> bool:
    """True for an office at a line's end that is of whoever is named on the next."""
    office = line[marks[-1].end() :].strip()
    before = _MARK.split(line[: marks[-1].start()])[-1]
    is_led = _is_office(before.strip()) and bool(_without_title(before))
    return bool(office) and (marks[-1][0] == ";" or is_led)


def _without_title(text: str) -> Sequence[str]:
    """Its words behind the last title or office."""
    titles = [*TITLES.finditer(text), *STAFF_ROLE.finditer(text)]
    bare = text[max((match.end() for match in titles), default=0) :]
    return TITLE.sub("", bare).split()


def _before_title(text: str) -> str:
    title = TITLES.search(text) or STAFF_ROLE.search(text)
    return text[: title.start()] if title else text


def _is_office(text: str) -> bool:
    return TITLES.match(text) is not None or STAFF_ROLE.match(text) is not None or TITLE.match(text) is not None


def _is_after_full_name(line: str) -> bool:
    """True where the person before has a first name and a surname, so that "Ken" is not all of the next."""
    parts = [part.split() for whole in _MARK.split(line) for part in TITLES.split(whole)]
    people = [words for words in parts if words and all(map(_WORD.fullmatch, words))]
    return len(people) > 1 and len(people[-_FULL_NAME]) >= _FULL_NAME
