"""Runs of one name and one answer: "Marsh, yes; Okafor, yes; Delgado, no", or one a line."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.names import ONE_TITLE, NamedPlace, is_role, name_in
from clerk.builtin.extractors.rules.word_patterns import WordPattern

_FEWEST = 2
_WINDOW = 60
_ANSWER = WordPattern(
    r"(?:(?:[,:-]|\.\.|(?<=\s)\?(?=\s(?:aye|yes|nay|no)\b))\s{0,20}|(?<=\s\s)|(?<=[a-z])\s(?=(?:yes|aye|yea|no|nay|abstain(?:ed)?)[ ]*$))[\"']?(?P<word>yes|aye|yea|no|nay|abstain(?:ed|s)?|absent|(?:not\s)?present|here|excused|recused|(?<=-)[yn])"
    r"(?![\w'-])(?!(?<=No)\.?\s{0,2}\d)(?!\s{0,3}:(?!\s(?:Mr|Mrs|Ms|Miss|Dr)\b))",
    re.IGNORECASE | re.MULTILINE,
    words="abs aye exc her n. nay no. not pre rec y. yea yes",
    behind=" \n,:-.?\"'",
)
_BARE_ANSWER = WordPattern(
    r"(?<=[\w.)])[ \n]{1,2}(?P<word>(?i:yes|aye|yea|no|nay|abstain(?:ed|s)?|absent|recused)|[YNA])(?![\w:'/&-])(?!(?<=No)\.?\s{0,2}\d)(?!\s{0,3}:)",
    words="a. abs aye n. nay no. rec y. yea yes",
    behind=" \n",
)
"""An answer behind a name with nothing between: believed in a run of several only."""
_FEWEST_BARE = 3
_LAST_WORDS = re.compile(r"(?:[A-Z][\w'-]*\s){0,1}[A-Z][\w'-]+$")
_MOTION = re.compile(r"(?i)\b(?:moved|motion(?:ed)?)\b")
_ENDS_PIECE = re.compile(
    r"[;,:\n()]|(?<!\W[A-Z])(?<!\bSt)(?<!\bWm)(?<!\bGeo)(?<!\bJas)(?<!\bJos)(?<!\bThos)(?<!\bChas)\.|\s{3,}"
)
_NOTE_AT_END = re.compile(r"\s?\([^()]{1,30}\)\s*$")
_SUFFIX = re.compile(r",\s(?:[JS]r|I{2,3}|IV)\.?$")
_PARTED = re.compile(
    r"(?<=[a-z])\s(?=(?!(?:and|being|was|were|is|are|by|of|to|for|not?|vot\w+|said|has|had)\b)[a-z]{2,6}\b)"
)
_WRITTEN = {"y": "yes", "n": "no"}
_LETTERS = {"Y": "yes", "N": "no", "A": "a"}
"""An "A" may stand for an absence or an abstention."""
_SPLIT = frozenset({"yes", "aye", "yea", "no", "nay"})
_CLOSE = 150
_PARTS_ROLLS = re.compile(
    r"\b(?:motions?|moved|votes?|voted|carried|passed|failed|roll|result|approved?|adopted|resolution|ordinance|item|ayes|nays|yeas|noes)\b|\d\s?[-:]\s?\d|\n\s{0,8}\d{1,2}[.)]\s",
    re.IGNORECASE,
)
"""Words of a new vote, or of what the last one came to."""
_BETWEEN = re.compile(
    rf"(?:[\s,;.()\"]|\band\b|{ONE_TITLE}|(?-i:[A-Z])[\w'-]{{1,20}}\?|(?:clerk|secretary|recorder)(?:\s(?-i:[A-Z])[\w'-]{{1,20}})?:)*+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    place: NamedPlace
    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RollCall:
    answers: tuple[Answer, ...]
    is_cut: bool
    """True where an answer stands close by that is not of the run: a name could not be read, or a remark came between."""

    @property
    def start(self) -> int:
        return self.answers[0].start

    @property
    def end(self) -> int:
        return self.answers[-1].end


def roll_calls(text: JoinedText) -> tuple[RollCall, ...]:
    """Runs of at least two answers with nothing else between them, in order."""
    return _roll_calls_in(text.plain)


@lru_cache(maxsize=1)
def _roll_calls_in(plain: str) -> tuple[RollCall, ...]:
    # Attendance asks for them, and then the votes of the same text.
    runs = [run for run in _runs(_answers(plain), plain) if len(run) >= _FEWEST]
    runs = _in_order(runs, [run for run in _runs(_bare_answers(plain), plain) if _is_bare_roll(run)])
    words = [match.span() for match in _ANSWER.finditer(plain)] if runs else []
    return tuple(RollCall(answers=run, is_cut=_is_cut(plain, words, run)) for run in runs)


def _in_order(runs: Sequence[tuple[Answer, ...]], bare: Sequence[tuple[Answer, ...]]) -> list[tuple[Answer, ...]]:
    """All runs in the order of the text; the longer of two that overlap."""
    kept = list(runs)
    for run in bare:
        beside = [other for other in runs if other[0].start < run[-1].end and run[0].start < other[-1].end]
        if all(len(other) < len(run) for other in beside):
            kept = [*(other for other in kept if other not in beside), run]
    return sorted(kept, key=lambda run: run[0].start)


def _is_bare_roll(run: Sequence[Answer]) -> bool:
    return len(run) >= _FEWEST_BARE and any(answer.word in _SPLIT for answer in run)


def _is_cut(plain: str, words: Sequence[tuple[int, int]], run: Sequence[Answer]) -> bool:
    before = bisect_left(words, (run[0].start, 0)) - 1
    after = bisect_left(words, (run[-1].end, 0))
    return (before >= 0 and _goes_on(plain, words[before][1], run[0].start)) or (
        after < len(words) and _goes_on(plain, run[-1].end, words[after][0])
    )


def _goes_on(plain: str, begin: int, end: int) -> bool:
    return end - begin < _CLOSE and _PARTS_ROLLS.search(plain, begin, end) is None


def first_motion(text: JoinedText) -> int | None:
    """Where a motion is first spoken of: a roll that is called before it is attendance. None when none is."""
    match = _MOTION.search(text.plain)
    return None if match is None else match.start()


def _runs(answers: Iterator[Answer], plain: str) -> Iterator[tuple[Answer, ...]]:
    run: list[Answer] = []
    for answer in answers:
        if run and _BETWEEN.fullmatch(plain, run[-1].end, answer.start) is None:
            yield tuple(run)
            run = []
        run.append(answer)
    yield tuple(run)


def _answers(plain: str) -> Iterator[Answer]:
    before = 0
    for match in _ANSWER.finditer(plain):
        place = _name_before(plain, max(before, match.start() - _WINDOW), match.start())
        if place is not None:
            yield Answer(
                place=place[0],
                word=_WRITTEN.get(match["word"].lower(), match["word"].lower()),
                start=place[1],
                end=match.end(),
            )
        before = match.end()


def _bare_answers(plain: str) -> Iterator[Answer]:
    before = 0
    for match in _BARE_ANSWER.finditer(plain):
        first = max(before, match.start() - _WINDOW)
        place = _name_before(plain, first, match.start()) or _last_name_before(plain, first, match.start())
        # In capitals, "Y" and "A" are words: of Spanish, of a heading.
        if place is not None and not (match["word"] in _LETTERS and place[0].name.isupper()):
            word = _LETTERS.get(match["word"], match["word"].lower())
            yield Answer(place=place[0], word=word, start=place[1], end=match.end())
        before = match.end()


def _last_name_before(plain: str, first: int, end: int) -> tuple[NamedPlace, int] | None:
    """The name that the last words before an answer are: "The vote was Poe yes"."""
    words = _LAST_WORDS.search(plain, first, end)
    if words is None:
        return None
    name = name_in(words[0], words.start()) or name_in(words[0].split()[-1], end - len(words[0].split()[-1]))
    return None if name is None else (name, name.start)


def _name_before(plain: str, first: int, end: int) -> tuple[NamedPlace, int] | None:
    """The name that ends here, and where its title begins."""
    end = first + len(_NOTE_AT_END.sub("", plain[first:end]).rstrip(" .\n-"))
    suffix = _SUFFIX.search(plain, first, end)
    end = suffix.start() if suffix else end
    breaks = [match.end() for match in _ENDS_PIECE.finditer(plain, first, end)]
    if breaks and plain[breaks[-1] - 1] == "," and is_role(plain[breaks[-1] : end]):
        # "Ann Lee, Chair - yes"
        end = breaks.pop() - 1
    start = _skip(plain, breaks[-1] if breaks else first, end)
    name = name_in(plain[start:end], start) or _parted_name(plain[start:end], start)
    return None if name is None else (name, start)


def _parted_name(piece: str, start: int) -> NamedPlace | None:
    """A name that OCR has parted, as "Oka for" for "Okafor"."""
    joined = _PARTED.sub("", piece, count=1)
    name = name_in(joined, start) if joined != piece else None
    if name is None:
        return None
    begin = start + piece.index(name.name[0])
    return NamedPlace(name=name.name, start=begin, end=start + len(piece.rstrip()))


def _skip(plain: str, start: int, end: int) -> int:
    while start < end and plain[start].isspace():
        start += 1
    if plain[start : start + 4].lower() == "and ":
        start += 4
    return start
