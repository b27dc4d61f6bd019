"""What an OCR library read, from its own form to clerk's words, text and confidence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from clerk.model.page import Word
from clerk.model.textquality import looks_like_a_word

VisionLine = tuple[str, float, tuple[float, float, float, float]]
"""Text, confidence, and box as shares of the picture: x, y, width, height from its bottom left."""

_WORD_LEVEL = "5"
_COLUMNS = 12
_READS_WELL, _DOUBTFUL, _SHORT = 0.6, 0.5, 3
"""Words of a page that reads well; a short or odd word below the second is a signature or a stamp: of 138 such words
in 27,000 of municipal scans, 18 were words of the page."""
_LONG = 4
"""Letters that make a word wider than high."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    text: str
    words: tuple[Word, ...]
    confidence: float
    rotation: int = 0
    """Degrees clockwise that make the lines level."""

    @property
    def weight(self) -> float:
        """How much was read with how much certainty: tells the right way up from the others."""
        return sum(len(word.text) * (word.confidence or 0.0) ** 2 for word in self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    block: str
    paragraph: str
    line: str
    word: Word


def parse_tsv(tsv: str, *, points_per_pixel: float) -> Reading:
    """Words in reading order; a line is a line, an empty line stands between paragraphs.

    Source: tesseract(1), TSV: level page block paragraph line word left top width height confidence text.
    """
    rows = tuple(_rows(tsv, points_per_pixel))
    confidence = mean_confidence([row.word for row in rows])
    if confidence >= _READS_WELL:
        rows = tuple(row for row in rows if not _is_noise(row.word))
    words = tuple(row.word for row in rows)
    return Reading(
        text=_text(rows),
        words=words,
        confidence=confidence,
        rotation=270 if confidence >= _READS_WELL and _run_down(words) else 0,
    )


def _is_noise(word: Word) -> bool:
    if (word.confidence or 0.0) >= _DOUBTFUL:
        return False
    return sum(map(str.isalnum, word.text)) <= _SHORT or not looks_like_a_word(word.text)


def mean_confidence(words: Sequence[Word]) -> float:
    """Weighted by the words' length; 0 when there are none."""
    letters = sum(len(word.text) for word in words)
    certain = sum(len(word.text) * (word.confidence or 0.0) for word in words)
    return certain / letters if letters else 0.0


def _run_down(words: tuple[Word, ...]) -> bool:
    """True when most words stand on their side: Tesseract reads lines that run down the page, none that run up."""
    long = [word for word in words if len(word.text) >= _LONG]
    upended = sum(1 for word in long if word.bottom - word.top > word.right - word.left)
    return 2 * upended > len(long)


def _rows(tsv: str, scale: float) -> Iterator[_Row]:
    for line in tsv.split("\n"):
        cells = line.split("\t", _COLUMNS - 1)
        if len(cells) < _COLUMNS or cells[0] != _WORD_LEVEL or not cells[11].strip():
            continue
        left, top, width, height = (int(cell) for cell in cells[6:10])
        word = Word(
            cells[11].strip(),
            round(left * scale, 1),
            round(top * scale, 1),
            round((left + width) * scale, 1),
            round((top + height) * scale, 1),
            round(max(float(cells[10]), 0.0) / 100, 3),
        )
        yield _Row(block=cells[2], paragraph=cells[3], line=cells[4], word=word)


def _text(rows: tuple[_Row, ...]) -> str:
    if not rows:
        return ""
    parts = [rows[0].word.text]
    for before, row in pairwise(rows):
        parts.append(_between(before, row))
        parts.append(row.word.text)
    return "".join(parts)


def _between(before: _Row, row: _Row) -> str:
    if (before.block, before.paragraph) != (row.block, row.paragraph):
        return "\n\n"
    return " " if before.line == row.line else "\n"


def turn_back(word: Word, rotation: int, width: float, height: float) -> Word:
    """The word's box on the page as it lies, from its box on the page turned clockwise by `rotation`.

    `width` and `height` are those of the page as it lies.
    """
    left, top, right, bottom = word[1:5]
    if rotation == 90:  # noqa: PLR2004  a quarter turn
        left, top, right, bottom = top, height - right, bottom, height - left
    elif rotation == 180:  # noqa: PLR2004  half a turn
        left, top, right, bottom = width - right, height - bottom, width - left, height - top
    else:
        left, top, right, bottom = width - bottom, left, width - top, right
    return Word(word.text, round(left, 1), round(top, 1), round(right, 1), round(bottom, 1), word.confidence)


def words_of_line(line: VisionLine, width: float, height: float) -> list[Word]:
    """The words of a line, each with its share of the line's box by number of characters.

    Source: VNRecognizedTextObservation.boundingBox: x, y, width, height as shares of the picture, from its bottom left.
    """
    text, confidence, (x, y, wide, high) = line
    per_character = wide * width / max(len(text), 1)
    top, bottom = (1 - y - high) * height, (1 - y) * height
    words: list[Word] = []
    position = 0
    for part in text.split():
        position = text.index(part, position)
        left = x * width + position * per_character
        words.append(Word(part, left, top, left + len(part) * per_character, bottom, confidence))
        position += len(part)
    return words
