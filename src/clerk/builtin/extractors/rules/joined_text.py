"""A document's pages as one text whose every character still knows its page."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from clerk.builtin.extractors.rules.name_lists import is_names
from clerk.model.facts import Span

_SAME_LENGTH = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufffd", "-")
    | dict.fromkeys("\u2018\u2019\u02bc\u00b4`", "'")
    | dict.fromkeys("\u201c\u201d", '"')
    # Specks and rules of a scan, as OCR reads them.
    | dict.fromkeys("\u00a9\u00ae\u2122\u00a7\u00b0\u00a2\u00a3\u00a5\u20ac\u00ab\u00bb^_", " ")
    | dict.fromkeys(
        "\t\v\f\r\0\u2022\u00b7\u25aa\u25cf\u25e6\u25ab\u00a0\u2002\u2003\u2007\u2009\u202f\u200e\u200f\u200b", " "
    )
)
_LINE_BREAK = re.compile(r"<br\s?/?>", re.IGNORECASE)
_BLANK = re.compile(r"(?<=[^\n_])_{2,}")
"""To be filled in by hand, or a rule behind words; a line of nothing else is a rule, and means nothing."""
_SPECK = re.compile(r"(?<![^\W\d_])~|~(?![^\W\d_])")
"""Inside a word it is a letter that OCR could not read: "Mu~oz"."""
_EDGE_LINES = 5
_FEW_PAGES = 5
"""Of which two share a line at their edge only if it is a header; in a long document a member's name may."""
_SAYS_SOMETHING = re.compile(
    r"(?i)\b(?:motion|moved|mover|second(?:ed|er)?|carried|passed|failed|vot(?:e|ed|ing)|ayes?|noes|nays?|yeas?|opposed|absent|"
    r"abstain(?:ed)?|present)\b|"
    r"^(?:result|mover|seconder|away|recused|excused):"
)
"""A line that may be repeated at a page's edge and is still no header."""
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?i)(?:page\s{1,5})?[-\s]*\d{1,4}(?:\s{1,5}of\s{1,5}\d{1,4})?[-\s]*|"
    r".{0,80}\bpage\s{1,5}\d{1,4}(?:\s{1,5}of\s{1,5}\d{1,4})?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedText:
    """Pages joined by one newline; dashes, quotes and spaces are made plain, which never changes a length."""

    pages: Sequence[str]
    starts: Sequence[int]
    plain: str
    """To search in: running headers and footers are blanked."""

    def span(self, start: int, end: int) -> Span:
        """The place of these characters: on the first page on which any of them is a word, and cut at its end."""
        page = bisect_right(self.starts, start) - 1
        while page + 1 < len(self.pages) and self.starts[page + 1] < end and not self._says_anything(page, start):
            page += 1
            start = self.starts[page]
        offset = self.starts[page]
        text = self.pages[page]
        last = min(end - offset, len(text))
        quote = text[start - offset : last]
        first = start - offset + len(quote) - len(quote.lstrip())
        return Span(page=page + 1, start=first, end=first + len(quote.strip()), quote=quote.strip())

    def _says_anything(self, page: int, start: int) -> bool:
        return bool(self.pages[page][start - self.starts[page] :].strip())


def join(pages: Sequence[str]) -> JoinedText:
    """The document as one text; it has at least one page."""
    starts = list(accumulate((len(page) + 1 for page in pages[:-1]), initial=0))
    running = _running_lines(pages)
    plain = "\n".join(_BLANK.sub(_as_rule, _without(page, running)).translate(_SAME_LENGTH) for page in pages)
    plain = _LINE_BREAK.sub(lambda tag: "\n".ljust(len(tag[0])), _SPECK.sub(" ", plain))
    return JoinedText(pages=pages, starts=starts, plain=plain)


def _as_rule(blank: re.Match[str]) -> str:
    return "=" * len(blank[0])


def _running_lines(pages: Sequence[str]) -> frozenset[str]:
    """Lines, numbers aside, that stand at the edge of more pages than chance puts them there."""
    seen = Counter(pattern for page in pages for pattern in {_pattern(line) for _, _, line in _edge_lines(page)})
    fewest = 2 if len(pages) <= _FEW_PAGES else 3
    return frozenset(line for line, count in seen.items() if count >= fewest and not _may_be_said(line))


def _may_be_said(line: str) -> bool:
    """True for words about a vote, and for names, of which a list may go on at each page's beginning."""
    return _SAYS_SOMETHING.search(line) is not None or is_names(line.replace("#", " ").title())


def _without(page: str, running: frozenset[str]) -> str:
    """The page with its running lines blanked, and with no empty lines at its edges: a page's end ends no sentence."""
    for start, end, line in _edge_lines(page):
        if _pattern(line) in running or _PAGE_NUMBER.fullmatch(line.strip()):
            page = page[:start] + " " * (end - start) + page[end:]
    page = " " * (len(page) - len(page.lstrip())) + page.lstrip()
    return page.rstrip() + " " * (len(page) - len(page.rstrip()))


def _edge_lines(page: str) -> list[tuple[int, int, str]]:
    lines = [found for found in _lines(page) if found[2].strip()]
    if len(lines) <= 2 * _EDGE_LINES:
        return lines[:1] + lines[-1:] if len(lines) > 1 else []
    return lines[:_EDGE_LINES] + lines[-_EDGE_LINES:]


def _lines(page: str) -> Iterator[tuple[int, int, str]]:
    start = 0
    for line in page.split("\n"):
        yield start, start + len(line), line
        start += len(line) + 1


def _pattern(line: str) -> str:
    return _DIGITS.sub("#", " ".join(line.split()).lower())
