"""Lists of names after a label: `AYES: Smith, Jones and Brown`, one name a line, or `Ayes: 3 - Smith, ...`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from clerk.builtin.extractors.rules.names import (
    MEMBER,
    NO_TITLE_BEFORE,
    TITLE,
    NamedPlace,
    is_particle,
    is_role,
    is_staff,
    name_in,
)
from clerk.builtin.extractors.rules.number_words import ENGLISH, number_of

MEMBER_LINE = re.compile(MEMBER, re.IGNORECASE)
_SUFFIX = re.compile(r"(?:[JS]r|I{2,3}|IV|Esq|CPA|M\.?D|Ph\.?D|PE|P\.E)\.?", re.IGNORECASE)
_LONGEST_LIST = 3_000
_LONG_LINE = 55
_WORDS_OF_TITLE = 3
_NUMBER = re.compile(
    r"[\s(\[]*(?P<number>\d{1,3})[)\]]?(?![\w/%:]|,\d|\.(?!\s*(?:$|\n|(?:nay|no|abst|absent|opposed|motion|carried|passed)\w{0,6}\b)))\s*[-:.)]*",
    re.IGNORECASE,
)
_NUMBER_WORD = re.compile(rf"\s{{0,3}}(?P<word>{'|'.join(ENGLISH)})\s{{0,3}}(?=[.,;\n]|$|\()", re.IGNORECASE)
_NUMBER_AT_END = re.compile(
    r"(?:[\s-]*\btotal\s?-\s?(?P<total>\d{1,3})|\s?-\s?(?P<behind>\d{1,2})"
    r"|[\s-]*(?:\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s*)?\((?P<number>\d{1,3})\))[\s,;.]*$",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"(?i)[\s-]*(?:none|nil|n/a|no one|nobody|zero|ninguno|ninguna)\b\.?")
_EVERYBODY = re.compile(r"\s{0,3}unanimous", re.IGNORECASE)
_BETWEEN = re.compile(
    rf"(?:[,;&/|]|\band\b|\by\b(?=\s))(?:\s*and\b)?|\s{{3,}}|(?<!deputy)(?<!vice)(?<!acting)(?<!\stem)(?<!city)(?<!town)(?<!\sthe)(?<!council)(?<!board)(?<!committee)(?<!commission)(?<!pro)(?<!regional)(?<=[a-z.)])\s(?={MEMBER}\s[A-Z])",
    re.IGNORECASE,
)
_BETWEEN_OR_LINE_END = re.compile(rf"{_BETWEEN.pattern}|\n", re.IGNORECASE)
_SENTENCE_END = re.compile(
    rf"(?<=[^\W\d_]{{3}}){NO_TITLE_BEFORE}\.(?=\s|$)|(?<=[a-z]\s-\s\d)\.(?=\s|$)|(?<=[\s,][A-Z][a-z])(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bJr)(?<!\bSr)(?<!\bCr)(?<!\bWm)\.(?=\s(?:Motion|MOTION|The|Carried|Passed|Nays?|Noes|No|Abs|None)\w*\b|\s*$)|(?<!-)\s(?=\d{{1,2}}[A-Z]?\.\s+[A-Z])|,?\s(?=(?:[Tt]he\s)?[Mm](?:otion|OTION)\s(?:was\s)?(?:[Cc]arried|[Pp]assed|[Ff]ailed|[Aa]pproved|denied|lost|defeated|carries|adopted|CARRIED|PASSED|FAILED)\b)"
    r"|\s(?=(?:MRS?|MS|DR)\.\s[A-Z]{2,20}-)"
    r"|\s(?=(?:C(?:arried|ARRIED)|D(?:efeated|EFEATED)|A(?:pproved|PPROVED|dopted|DOPTED)|R(?:ejected|EJECTED))\b)"
    r"|[;,]?\s(?=whereupon\b|(?:[Aa]nd\s)?(?:[Tt]he\s)?(?:[Ss]aid|[Ff]oregoing|[Aa]bove)\s(?:motion|ordinance|resolution)\b)"
    r"|\s(?=(?:Discussion|There|The\s(?:Board|Council|meeting|motion))\s(?:was|were|is|held|then|adjourned)\b)"
    r"|\s(?=(?:[A-Z]{3,}\s){0,4}(?:Moved|Motion|MOVED|MOTION)\s(?:made\s)?(?:by|BY)\b)"
    r"|,?\s(?=(?:[Tt]he\s)?(?:Mayor|Chair\w*|President|Presiding\sOfficer)\s(?:then\s)?(?:declared|announced|stated|ruled)\b)"
)
_HEADING_FOLLOWS = re.compile(r"(?<=[a-z.])\s(?=[A-Z]{3,}\s(?:[A-Z&]{2,}\s){0,8}(?-i:[A-Z]))")
"""Behind "Lee" in "Poe and Lee PUBLIC COMMENTS Mr. Vo spoke", where the lines' ends are lost."""
_BEGINS_TITLE = re.compile(
    r"(?i)\b(?:vice|deputy|acting|city|town|the|council|board|committee|commission|pro|tem|and|regional)\s*$"
)
_IS_CALLED = re.compile(r"\s[A-Z]")
_BEGINS_LIST_LINE = re.compile(rf"\s{{4,}}|\s*{MEMBER}", re.IGNORECASE)
"""Behind an empty line a list begins with a title or an indent, or names several; a lone name may have signed there."""
_IN_BRACKETS = re.compile(r"\([^()]{0,80}\)")
_UNFINISHED_LINE = re.compile(r"(?:[,;&-]|\band)\s*$", re.IGNORECASE)
_UNFINISHED_LIST = re.compile(r"(?:[,&-]|\band)\s*$", re.IGNORECASE)
_CONTINUED_LINE = re.compile(r"\s*(?:and\b|&|,)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class NameList:
    names: tuple[NamedPlace, ...]
    printed: int | None
    """The number that stands beside the label; 0 for "None"."""
    is_clean: bool
    """False when something in the list was no name: then who is on it is not sure."""
    end: int

    @property
    def is_blank(self) -> bool:
        """True when nothing at all stands beside the label."""
        return self.is_clean and not self.names and self.printed is None


def read_list(text: str, start: int, stop: int) -> NameList:
    """The list that begins at `start`, right after its label, and ends before `stop` at the latest."""
    stop = min(stop, start + _LONGEST_LIST)
    number, word = _NUMBER.match(text, start, stop), _NUMBER_WORD.match(text, start, stop)
    printed = int(number["number"]) if number else number_of(word["word"]) if word else None
    begin = number.end() if number else word.end() if word else start
    bracket = text.find(")", begin, stop) if printed is not None and text[begin : begin + 1] == "(" else -1
    begin, stop = (begin + 1, bracket) if bracket >= 0 else (begin, stop)
    if printed == 0:
        return NameList(names=(), printed=0, is_clean=True, end=begin)
    nobody = _NOBODY.match(text, begin, stop)
    if nobody:
        return NameList(names=(), printed=0, is_clean=True, end=nobody.end())
    if _EVERYBODY.match(text, begin, stop):
        return NameList(names=(), printed=printed, is_clean=True, end=begin)
    end = _end_of_list(text, begin, stop)
    number = _NUMBER_AT_END.search(text, max(begin, end - 20), end) if printed is None else None
    printed = int(number["number"] or number["total"] or number["behind"]) if number else printed
    last = number.start() if number else end
    names, is_clean = read_names(text, begin, last)
    if not is_clean:
        names, is_clean, end = _cut_short(text, begin, last, printed) or (names, is_clean, end)
    if printed is not None and len(names) <= 1 < printed:
        surnames = _one_word_each(text, begin, last)
        names, is_clean = (surnames, True) if len(surnames) == printed else (names, is_clean)
    is_whole = _UNFINISHED_LIST.search(text, max(begin, end - 20), end) is None
    return NameList(names=names, printed=printed, is_clean=is_clean and is_whole, end=end)


def _cut_short(text: str, begin: int, end: int, printed: int | None) -> tuple[tuple[NamedPlace, ...], bool, int] | None:
    """The names before a heading that follows without a line's end, or as many of the first as are printed."""
    heading = _HEADING_FOLLOWS.search(text, begin, end)
    stops = [heading.start()] if heading else []
    pieces = [start + len(piece) for start, piece in islice(pieces_of(text, begin, end), printed)] if printed else []
    for stop in [*stops, *pieces[-1:]]:
        names, is_clean = read_names(text, begin, stop)
        if names and is_clean and printed in {None, len(names)}:
            return names, True, stop
    return None


def _one_word_each(text: str, begin: int, end: int) -> tuple[NamedPlace, ...]:
    """Surnames with nothing between them but spaces: "3 Poe Lee Diaz"; none where any word is no name."""
    words = [(begin + word.start(), word[0]) for word in re.finditer(r"[^\s.]+", text[begin:end])]
    names = [name_in(word, start) for start, word in words if not word.startswith("(")]
    return tuple(name for name in names if name is not None) if None not in names else ()


def _end_of_list(text: str, begin: int, stop: int) -> int:
    """Where the list's last line, or its sentence, ends."""
    end = begin
    is_first, before, was_blank = True, "", False
    for start, line_end in _lines(text, begin, stop):
        line = text[start:line_end]
        if not line.strip():
            was_blank = was_blank or start != begin
            continue
        sentence = _SENTENCE_END.search(line)
        names = line[: sentence.start()] if sentence else line
        if is_first and was_blank and not (_BEGINS_LIST_LINE.match(names) or _is_several(names)):
            break
        if start != begin and not (is_names(names) if is_first else _goes_on(before, names, after_blank=was_blank)):
            break
        if sentence and not _names_one_more(text, line_end, stop):
            return start + sentence.start()
        is_first, end, before, was_blank = False, line_end, line, False
        if _NUMBER_AT_END.search(line):
            break
    return end


def _names_one_more(text: str, line_end: int, stop: int) -> bool:
    """True when the next line is one more member and no more: "Mayor Okafor." below the council members."""
    newline = text.find("\n", line_end + 1, stop)
    line = text[line_end + 1 : newline if newline >= 0 else stop].strip(" .")
    return line_end < stop and MEMBER_LINE.match(line) is not None and name_in(line, 0) is not None


def _lines(text: str, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    start = begin
    while start < stop:
        newline = text.find("\n", start, stop)
        end = newline if newline >= 0 else stop
        yield start, end
        start = end + 1


def _goes_on(before: str, line: str, *, after_blank: bool) -> bool:
    """True when this line belongs to the list that the line before it holds."""
    if _UNFINISHED_LINE.search(before) or _CONTINUED_LINE.match(line) or ends_inside_name(before):
        return True
    if (
        not after_blank
        and (_is_several(before) or len(_BETWEEN.split(before)) > 1)
        and is_names(line.split(",", maxsplit=1)[0])
    ):
        return "," in line or is_names(line)
    return _is_one_name(before) and _is_one_name(line) and _is_one_a_line(line)


def _is_several(line: str) -> bool:
    return "," in line and not _is_one_name(line)


def ends_inside_name(line: str) -> bool:
    """True for a line whose last words are a title, or "Van", so that the name itself stands on the next."""
    words = line.split()
    return bool(words and is_particle(words[-1])) or any(
        TITLE.fullmatch(" ".join(words[-count:])) for count in range(1, 1 + min(len(words), _WORDS_OF_TITLE))
    )


def is_names(line: str) -> bool:
    """True for a line of nothing but names and what their bearers are."""
    line = _IN_BRACKETS.sub("", line)
    if ":" in line:
        return False
    pieces = [piece for piece in _BETWEEN.split(line) if piece.strip()]
    return bool(pieces) and all(is_role(piece) or is_staff(piece) or name_in(piece, 0) for piece in pieces)


def _is_one_name(line: str) -> bool:
    pieces = [piece for piece in _BETWEEN.split(line) if piece.strip() and not is_role(piece)]
    return is_names(line) and len([piece for piece in pieces if not is_staff(piece)]) <= 1


def _is_one_a_line(line: str) -> bool:
    return TITLE.match(line.strip()) is not None or len(line.split()) > 1


def read_names(text: str, begin: int, end: int) -> tuple[tuple[NamedPlace, ...], bool]:
    """The names between two places, and whether there was nothing else."""
    names: list[NamedPlace] = []
    is_clean = True
    for start, piece in pieces_of(text, begin, end):
        if names and _SUFFIX.fullmatch(piece.strip()):
            continue
        officer = TITLE.match(piece.lstrip())
        if officer and is_staff(officer[0]) and name_in(piece, start):
            # "Secretary Reyes" among those who vote has a vote.
            names.append(name_in(piece, start) or names[-1])
            continue
        if is_staff(piece):
            # "Don Lowe, Town Administrator": the role takes the name before it out of the list.
            if (
                names
                and name_in(piece, start) is None
                and not is_role(piece)
                and _is_apposition(text, names[-1], start)
            ):
                names.pop()
        elif not is_role(piece):
            name = None if _is_unsure(text, begin, start, piece) else name_in(piece, start)
            is_clean = is_clean and name is not None
            if name is not None:
                names.append(name)
    return tuple(names), is_clean


def _is_apposition(text: str, name: NamedPlace, start: int) -> bool:
    return text[name.end : start].strip() == ","


def pieces_of(text: str, begin: int, end: int) -> Iterator[tuple[int, str]]:
    """What stands between commas, "and" and line ends, and where."""
    start = begin
    for gap in _gaps(text, begin, end):
        if text[start : gap[0]].strip(" \n.-"):
            yield start, text[start : gap[0]]
        start = gap[1]
    if text[start:end].strip(" \n.-"):
        yield start, text[start:end]


def _gaps(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """What stands between names: commas, "and", wide spaces, and line ends that do not stand inside a name."""
    for match in _BETWEEN_OR_LINE_END.finditer(text, begin, end):
        if (
            match[0].strip()
            or "\n" not in match[0]
            or _ends_name(text[_line_start(text, begin, match.start()) : match.start()])
            or _begins_anew(text, match)
        ):
            yield match.span()


def _begins_anew(text: str, gap: re.Match[str]) -> bool:
    """True between "Lee, Diaz and Poe" and "Mayor Okafor" on the line below."""
    title = MEMBER_LINE.match(text, gap.end())
    if title is None:
        return False
    is_whole = _BEGINS_TITLE.search(text, max(0, gap.start() - 12), gap.start()) is None
    return text[gap.start() - 1] == "." or (is_whole and _IS_CALLED.match(text, title.end()) is not None)


def _line_start(text: str, begin: int, at: int) -> int:
    return max(begin, text.rfind("\n", 0, at) + 1)


def _ends_name(line: str) -> bool:
    """False for a line that ends in a title, and for one of several names, where commas and not lines part them."""
    return not ends_inside_name(line) and not _is_several(line)


def _is_unsure(text: str, begin: int, start: int, piece: str) -> bool:
    """True for two words that a line's end parts, where it may be that a comma was lost."""
    at = start + len(piece) - len(piece.lstrip())
    newline = text.find("\n", at, start + len(piece.rstrip()))
    if newline < 0:
        return False
    width = len(text[text.rfind("\n", 0, newline) + 1 : newline].rstrip())
    return width < _LONG_LINE and not ends_inside_name(text[_line_start(text, begin, newline) : newline])
