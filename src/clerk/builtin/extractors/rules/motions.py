"""Where motions open: who moved, who seconded, and what was moved."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.names import LONGEST_NAME, TITLE, NamedPlace, may_be_one, name_in

_WINDOW = LONGEST_NAME + 30
_LONGEST_SEGMENT = 2_500
_LONGEST_TEXT = 700
_TABLE_HEAD = 200
_RESULT_LABEL = re.compile(r"\bresult\s{0,3}:", re.IGNORECASE)

_MADE = r"(?:\s+(?:was|were|is))?(?:\s+(?:duly|then|also|first))?(?:\s+(?:made|offered|introduced|presented))?"
_BY = re.compile(
    rf"\b(?:moved|motion(?:ed)?{_MADE})\s+(?:by|of)\b[:\s]{{0,3}}|"
    r"(?:^|(?<=\s{2})|(?<=[.;]\s))(?:mover|moved|moved by|motion by|motion made by)\s{0,3}:\s{0,30}",
    re.IGNORECASE | re.MULTILINE,
)
_MOVED = re.compile(
    r"\s(?:then\s|also\s)?(?:(?P<bare>moved|moves|motioned)\b|(?:made|makes|offered)\s+(?:a|the)\s+(?:\w+\s+)?motion\b)",
    re.IGNORECASE,
)
_AFTER_BARE_MOVED = re.compile(
    r"\s*(?:,|\.|that\b|for\b|approval\b|adoption\b|adjournment\b|acceptance\b|passage\b|and\s+\S+\s+\S*\s*second|the\s+adoption|"
    r"the\s+approval|to\s+(?!the\b|a\b|an\b|his\b|her\b|our\b|their\b|this\b|another\b)[a-z])"
)
_SECONDED_BY = re.compile(
    r"\b(?:seconded(?:\s+the\s+motion)?|second(?:\s+(?:was\s+)?(?:made|offered))?)\s+by\b[:\s]{0,3}|"
    r"\b(?:seconder|seconded|second)(?:\s+by)?\s{0,3}:\s{0,30}",
    re.IGNORECASE,
)
_SECONDED = re.compile(r"\s(?:then\s|also\s)?(?:seconded|seconds)\b(?!\s+by|\s{0,3}:)", re.IGNORECASE)
_WORD = re.compile(r"\s{0,3}(?P<word>[^\s,;:()\"]+)")
_LONG_LINE = 50
"""Characters after which a line may end inside a name."""
_ENDS_SENTENCE = re.compile(r"[^\W\d_]{3,}[.?!]$")
_BEGINS_NAME = re.compile(
    r"[,;:()\"]|[.?!]\s|\n\s*\n|\b(?:and|motion|motioned|by|when|then|after|vote|result)\b", re.IGNORECASE
)
_LEAD_IN = re.compile(r"(?:[\s,:;.-]|\b(?:and|to|that|for)\b)*(?:\d{1,2}\.\s{1,5})?(?:[Tt]hat\s)?")
_SENTENCE_END = re.compile(r"\n[ ]*\n|[.;?!](?=\s+[\"(]?[A-Z0-9]|\s*$)|\n[ ]*(?=[A-Z][A-Za-z ]{2,20}:)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:nos?|st|mr|mrs|ms|dr|inc|ave|jr|sr|vs|sec|art|vol|rd|blvd|co|dept|res|ord|ch)|\b[A-Z])$", re.IGNORECASE
)
_SECOND_CLAUSE = re.compile(r"\s?[,;./]?\s*(?:\band\b\s*)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    start: int
    end: int
    """Where the words that name the mover end."""
    mover: NamedPlace | None
    """None where a motion is made by somebody whose name cannot be read."""
    is_table: bool = False
    """True for a line "MOVER: ..." of a table of results, which may tell again of the motion before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A motion and the text up to the next one."""

    opening: Opening
    mover: NamedPlace
    seconder: NamedPlace | None
    start: int
    end: int
    text: str
    text_end: int
    clause_end: int
    """Where the words that name mover and seconder end."""


def segments(text: JoinedText) -> Iterator[Segment]:
    """Each motion whose mover can be read, in order."""
    openings = list(_told_once(_openings(text.plain)))
    for at, opening in enumerate(openings):
        end = min(openings[at + 1].start if at + 1 < len(openings) else len(text.plain), opening.end + _LONGEST_SEGMENT)
        if opening.mover is not None:
            yield _segment(text.plain, opening, opening.mover, end)


def _openings(plain: str) -> Sequence[Opening]:
    found = [*_openings_by(plain), *_openings_moved(plain)]
    return sorted(found, key=lambda opening: opening.start)


def _openings_by(plain: str) -> Iterator[Opening]:
    for match in _BY.finditer(plain):
        mover = name_after(plain, match.end())
        is_table = match[0].lower().startswith("mover")
        start = _start_of_table(plain, match.start()) if is_table else match.start()
        yield Opening(start=start, end=mover.end if mover else match.end(), mover=mover, is_table=is_table)


def _start_of_table(plain: str, mover: int) -> int:
    """Where "RESULT:" stands, when it stands right before "MOVER:"."""
    results = [match.start() for match in _RESULT_LABEL.finditer(plain, max(0, mover - _TABLE_HEAD), mover)]
    return results[-1] if results else mover


def _told_once(openings: Sequence[Opening]) -> Iterator[Opening]:
    """The openings without the tables that tell again of a motion whose words came before."""
    last: Opening | None = None
    for opening in openings:
        if last and opening.is_table and _is_one_mover(last, opening) and opening.start - last.end < _LONGEST_SEGMENT:
            continue
        last = opening
        yield opening


def _is_one_mover(one: Opening, other: Opening) -> bool:
    return one.mover is not None and other.mover is not None and may_be_one(one.mover.name, other.mover.name)


def _openings_moved(plain: str) -> Iterator[Opening]:
    for match in _MOVED.finditer(plain):
        if match["bare"] and not _AFTER_BARE_MOVED.match(plain, match.end()):
            continue
        mover = name_before(plain, match.start())
        if mover is not None or not match["bare"]:
            start = mover.start if mover else match.start() + 1
            yield Opening(start=start, end=match.end(), mover=mover)


def name_after(plain: str, start: int) -> NamedPlace | None:
    """The name that begins here, after its title: as many words as can be a name."""
    title = TITLE.match(plain, start, start + _WINDOW)
    begin = title.end() if title else start
    found: NamedPlace | None = None
    end = begin
    while end - begin < _WINDOW:
        word = _WORD.match(plain, end)
        if word is None or (found and _ends_line(plain, end, word.start("word"))):
            break
        longer = name_in(plain[begin : word.end()], begin)
        if longer is None and (found or len(word["word"].strip(".")) > 1):
            break
        found, end = longer or found, word.end()
        if _ENDS_SENTENCE.search(word["word"]):
            break
    return found


def _ends_line(plain: str, end: int, next_word: int) -> bool:
    """True when a line ends between two words that is not so long that it may have ended inside a name."""
    return "\n" in plain[end:next_word] and end - plain.rfind("\n", 0, end) < _LONG_LINE


def name_before(plain: str, end: int) -> NamedPlace | None:
    """The name that ends here; its title may stand before it, and a line's end inside it."""
    first = max(0, end - _WINDOW)
    begins = [match.end() for match in _BEGINS_NAME.finditer(plain, first, end)]
    start = begins[-1] if begins else first
    words = list(re.finditer(r"\S+", plain[start:end]))
    for word in words:
        found = name_in(plain[start + word.start() : end], start + word.start())
        if found is not None:
            return found
    return None


def _segment(plain: str, opening: Opening, mover: NamedPlace, end: int) -> Segment:
    seconder, second_start, second_end = _seconder(plain, opening.end, end)
    follows = seconder is not None and _SECOND_CLAUSE.match(plain, opening.end, second_start) is not None
    begin = second_end if follows else opening.end
    lead_in = _LEAD_IN.match(plain, begin, end)
    text_start = lead_in.end() if lead_in else begin
    text_end = _end_of_sentence(plain, text_start, min(end, text_start + _LONGEST_TEXT))
    if text_start < second_start < text_end:
        text_end = second_start
    if opening.is_table:
        # What was moved stands somewhere above the table; what stands below is the next thing.
        text_start = text_end = max(opening.end, second_end)
    return Segment(
        opening=opening,
        mover=mover,
        seconder=seconder,
        start=opening.start,
        end=end,
        text=" ".join(plain[text_start:text_end].split()).strip(" ,;.-)"),
        text_end=text_end,
        clause_end=opening.start if opening.is_table else max(opening.end, second_end),
    )


def _seconder(plain: str, start: int, end: int) -> tuple[NamedPlace | None, int, int]:
    """Who seconded, and where the words that say so begin and end."""
    by = _SECONDED_BY.search(plain, start, end)
    verb = _SECONDED.search(plain, start, end)
    if by is not None and (verb is None or by.start() < verb.start()):
        name = name_after(plain, by.end())
        return (name, by.start(), name.end) if name else (None, start, start)
    if verb is not None:
        name = name_before(plain, verb.start())
        if name is not None and name.start >= start:
            return name, _with_title(plain, start, name.start), verb.end()
    return None, start, start


def _with_title(plain: str, first: int, start: int) -> int:
    """Where the title begins that ends at `start`."""
    window = max(first, start - _WINDOW)
    for word in re.finditer(r"\S+", plain[window:start]):
        begin = window + word.start()
        if TITLE.fullmatch(plain, begin, start):
            return begin
    return start


def _end_of_sentence(plain: str, start: int, end: int) -> int:
    for match in _SENTENCE_END.finditer(plain, start, end):
        if match[0] != "." or not _ABBREVIATION.search(plain, max(start, match.start() - 5), match.start()):
            return match.start()
    return end
