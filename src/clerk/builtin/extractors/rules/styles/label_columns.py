"""Labels one below the other and then their lists, as a page of two columns is read: `AYES:`, `NOES:`, `Smith, Jones`, `None`."""

import re
from collections.abc import Iterator, Sequence

from clerk.builtin.extractors.rules.events import Example, Style, Voted
from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.name_lists import read_list
from clerk.builtin.extractors.rules.names import MEMBERS_TITLE
from clerk.builtin.extractors.rules.vote_options import option_named
from clerk.model.facts import VoteOption

_LABEL = re.compile(
    r"[ ]{0,20}(?:(?P<YES>ayes?|yeas?)|(?P<NO>noes|nays?)|(?P<ABSTAIN>abst(?:ain(?:ed|ing)?|entions?))|(?P<ABSENT>absen\S{1,3}))\s?[:;]?[ ]*\n\s*",
    re.IGNORECASE,
)
_FIRST = re.compile(r"^(?=[ ]{0,20}(?:ayes?|yeas?)\s?[:;]?[ ]*\n)", re.IGNORECASE | re.MULTILINE)
_HEADING = re.compile(r"[^\n:]{0,60}\n\s*")
_UNFINISHED = re.compile(r"(?:,|\band)[ ]*$", re.IGNORECASE)
_TITLE_LINE = re.compile(rf"[ ]{{0,20}}(?:{MEMBERS_TITLE.pattern})[ ]*:[ ]*", re.IGNORECASE)
_IN_TABLE = re.compile(r"(?:RESULT|MOVER|SECONDER)\s?:[^:]{0,60}$")
"""A table of results has values for more labels than these."""
_LABELS_BEFORE = 80
_FEWEST = 2
_MOST = 4


def _find(text: JoinedText) -> Iterator[Voted]:
    for first in _FIRST.finditer(text.plain):
        if _IN_TABLE.search(text.plain, max(0, first.start() - _LABELS_BEFORE), first.start()):
            continue
        at = first.start()
        options: list[VoteOption] = []
        while len(options) < _MOST and (label := _LABEL.match(text.plain, at)) is not None:
            options.append(option_named(label))
            at = label.end()
        if len(options) >= _FEWEST and len(set(options)) == len(options):
            yield from _votes(text.plain, first.start(), at, options)


def _votes(plain: str, start: int, at: int, options: Sequence[VoteOption]) -> Iterator[Voted]:
    """One list for each label or none at all; one line that is no list, a heading, may stand before them."""
    heading = _HEADING.match(plain, at)
    begins = [at, heading.end()] if heading else [at]
    # A heading in capitals may look like a name, but not among names in small letters.
    if heading and heading[0].isupper() and not plain[heading.end() : _line_end(plain, heading.end())].isupper():
        begins.reverse()
    for begin in begins:
        found = _lists(plain, start, begin, options)
        if found:
            yield from found
            return


def _lists(plain: str, start: int, at: int, options: Sequence[VoteOption]) -> list[Voted]:
    found: list[Voted] = []
    for option in options:
        end = _line_end(plain, at)
        title = _TITLE_LINE.match(plain, at, end)
        names = read_list(plain, title.end() if title else at, end)
        if not names.is_clean or names.is_blank or plain[names.end : end].strip(" ."):
            return []
        found.append(Voted(start=start + len(found), end=end, option=option, names=names.names, printed=names.printed))
        at = end + 1
        while at < len(plain) and plain[at].isspace():
            at += 1
    return found


def _line_end(plain: str, start: int) -> int:
    """Where the line ends, and those after it as long as a comma goes before them."""
    end = start
    while True:
        newline = plain.find("\n", end)
        end = len(plain) if newline < 0 else newline
        if newline < 0 or not _UNFINISHED.search(plain, start, end):
            return end
        end += 1


STYLE = Style(
    name="label-columns",
    find=_find,
    claims=True,
    examples=(
        Example(
            text="AYES:\nNOES:\nABSENT:\nBarton, Holden,\nSales\nNone\nMcKnew\nMotion carried\n",
            finds=("yes:Barton,Holden,Sales", "no:", "absent:McKnew"),
        ),
        Example(text="AYES:\nNOES:\nPROCLAMATION\nVo, Lee\nReyes\n", finds=("yes:Vo,Lee", "no:Reyes")),
        Example(text="AYES:\nNOES:\nThe Council heard a report.\n", finds=()),
    ),
)
