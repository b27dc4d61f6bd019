"""Names in a text without marks between them, as lists of those present are when their layout is lost."""

import re
from collections.abc import Iterator
from dataclasses import replace

from clerk.builtin.extractors.rules.attendance_words import EX_OFFICIO, affiliation
from clerk.builtin.extractors.rules.names import NamedPlace, name_in

TITLE_OF_OCR = re.compile(
    r"(?:C[o0]u[nl][a-z]{1,4}m[a-z]{2,3}er|COU[A-Z]{2,6}BER|MAYO[A-Z0-9]{1,2}|Chr\.|(?:Mrs?|Ms|Dr)\.|Miss)\s(?=[A-Z])"
)
"""A title that is misread, or cut short."""
_FULL_NAME = re.compile(
    r"(?:(?:Dr|Mrs?|Ms|Rev)\.\s)?(?P<name>[A-Z][\w'-]{0,30}\.?(?:\s[A-Z]\.(?:[A-Z]\.)?)?\s"
    r"(?:(?:Van|Von|De|Del|La|Da|Di|St\.|Mc|Le)\s){0,2}[A-Z][\w'-]{1,30}(?:,?\s(?:Jr|Sr|II|III|IV)\b\.?)?)\s*"
)
_INITIAL = re.compile(r"[A-Z]\.")
_NO_PERSON = frozenset(
    {
        "cao",
        "electoral",
        "administrators",
        "mixto",
        "grupo",
        "moción",
        "correspondence",
        "opening",
        "warden",
        "names",
        "supt",
        "pro-tem",
    }
)
"""Words of offices and headings that are in no name."""
_NO_WHOLE_NAME = frozenset(
    {
        "general",
        "adm",
        "admin",
        "asst",
        "atty",
        "chmn",
        "chrmn",
        "secy",
        "treas",
        "ald",
        "pres",
        "vice",
        "deputy",
        "flag",
        "new",
        "every",
        "area",
        "youth",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
    }
)
"""Words that are no name by themselves, nor beside the marks of a table."""
_NUMBER = re.compile(r"^\s*\d{1,2}\b")
_MARKS = frozenset("PAE")
"""Of who is present, absent or excused, behind a surname."""
_FEWEST = 2
_MANY_WORDS = 4
"""Words of which a first name and a surname are made too seldom."""


def is_person(name: str) -> bool:
    """False for words of offices, headings and tables that look like a name: "Electoral", "Smith P A P"."""
    words = [word.strip(".'").casefold() for word in name.split()]
    marks = [word for word in name.split() if len(word) == 1]
    is_marked = len(words) == _FEWEST and name.rsplit(maxsplit=1)[-1] in _MARKS
    return not is_marked and not (_NO_PERSON & set(words)) and len(marks) < _FEWEST and not set(words) <= _NO_WHOLE_NAME


def names_of(text: str, start: int) -> Iterator[NamedPlace]:
    """One name, or first names and surnames in turn; nothing where it is unsure."""
    names = list(_names_of(text, start))
    if all(is_person(name.name) for name in names):
        yield from names


def _names_of(text: str, start: int) -> Iterator[NamedPlace]:
    misread = TITLE_OF_OCR.match(text.lstrip())
    if misread:
        skipped = len(text) - len(text.lstrip()) + misread.end()
        text, start = text[skipped:], start + skipped
    whole = _whole_name(text, start)
    if whole is not None and (len(whole.name.split()) < _MANY_WORDS or "." in whole.name):
        yield whole
        return
    tiled, end = _tiled(text, start)
    rest = text[end:]
    if not rest.strip() and len(tiled) >= _FEWEST:
        yield from tiled
    elif whole is not None:
        yield whole
    else:
        last = _behind_affiliation(rest, start + end)
        if last is not None or EX_OFFICIO.match(rest):
            yield from tiled
        if last is not None:
            yield last


def _whole_name(text: str, start: int) -> NamedPlace | None:
    """The name that the text is; None where another name stands behind what somebody stands for."""
    found = affiliation(text)
    if found is not None and len(text[found.end() :].split()) >= _FEWEST:
        return None
    name = name_in(text, start)
    return name if name is None else replace(name, name=name.name.replace("- ", "-"))


def _tiled(text: str, start: int) -> tuple[list[NamedPlace], int]:
    """First names and surnames in turn, and where in the text they end."""
    found: list[NamedPlace] = []
    at = len(text) - len(text.lstrip())
    while match := _FULL_NAME.match(text, at):
        name = name_in(match["name"], start + match.start("name"))
        if name is None or affiliation(match["name"]) is not None:
            break
        found.append(name)
        at = match.end()
    return found, at


def _behind_affiliation(text: str, start: int) -> NamedPlace | None:
    """The name behind what the member before it stands for: "Elm County Ann Lee"."""
    found = affiliation(text)
    if found is None or EX_OFFICIO.match(found[0]):
        return None
    rest = _NUMBER.sub("", text[found.end() :])
    words = list(re.finditer(r"\S+", rest))
    if found["of"]:
        # "City of Ashland Falls Ann B. Lee": how long the city's name is nobody says.
        length = _FEWEST + (len(words) > _MANY_WORDS - 1 and _INITIAL.fullmatch(words[-2][0]) is not None)
        words = words[-length:] if len(words) > _FEWEST else []
    if len(words) < _FEWEST:
        return None
    begin = len(text) - len(rest) + words[0].start()
    return name_in(text[begin:], start + begin)
