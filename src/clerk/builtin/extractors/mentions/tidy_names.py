"""What of a model's find is a name: without the marks around it, of one column, and not a word of the proceedings."""

import re
import string

MAX_LENGTH = 200
"""Characters; a model takes what OCR made of a table for one long name."""

_BREAK = re.compile(r"\n[^\S\n]*\n|\t|[^\S\n]{3}|[\x00-\x08\x0b-\x1f]")
"""Where a paragraph, a column or readable text ends: no name goes on behind it."""
_BEFORE = re.compile(r"[\W_]*(?:the\s+)?", re.IGNORECASE)
_MARKS = string.whitespace + string.punctuation + "\xa0\u2018\u2019\u201c\u201d\u2013\u2014\u2022\ufffd"
_ABBREVIATED = re.compile(r"\b(?:[A-Z]|Inc|Co|Corp|Ltd|Jr|Sr|Bros|St|Ave|Blvd|Dept)\.\Z")
_WORD = re.compile(r"[^\W_]+")
_PROCEEDINGS = re.compile(
    r"\d+|abs(?:tain(?:ed|ing)?|tentions?|ent)|adjourn(?:ed|ment)?|against|agenda|attendee|ayes?|call|carried|chair|consent|"
    r"discussion|excused|failed|favor|for|in|items?|minutes|motion|move[dr]|name|nays?|noe?s?|none|not|of|opposed|page|"
    r"passed|present|result|roll|second(?:ed|er)?|section|status|the|title|unanimous(?:ly)?|vot(?:ed?|es|ing)|yeas?|yes"
)


def name_within(found: str) -> tuple[int, int] | None:
    """The place of the name inside what a model found, as (start, end); None when there is no name in it."""
    before = _BEFORE.match(found)
    start = before.end() if before else 0
    broken = _BREAK.search(found, start)
    part = found[: broken.start() if broken else len(found)]
    end = len(part.rstrip(_MARKS))
    if _ABBREVIATED.search(part[max(start, end - 5) : end + 1]):
        end += 1
    return (start, end) if _is_name(found[start:end]) else None


def one_line(name: str) -> str:
    """The name with one space between its words."""
    return " ".join(name.split())


def _is_name(text: str) -> bool:
    words = _WORD.findall(text.lower())
    letters = sum(character.isalpha() for character in text)
    return 1 < len(text) <= MAX_LENGTH and letters > 1 and not all(map(_PROCEEDINGS.fullmatch, words))
