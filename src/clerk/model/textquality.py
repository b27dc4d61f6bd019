"""Whether a page's text layer may be taken as it is, or the page must be read by OCR: rules without I/O."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from clerk.model.page import Word

_PUNCTUATION = ".,;:!?()[]{}\"'`*_-/\\|&%$#@+=<>~^•·\u2013\u2014…“”\u2018\u2019«»¿¡§¶©®™°"
_VOWELS = frozenset("aeiouyàáâãäåæèéêëìíîïòóôõöøœùúûüýÿAEIOUYÀÁÂÃÄÅÆÈÉÊËÌÍÎÏÒÓÔÕÖØŒÙÚÛÜÝ")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:['\u2019\-/.&@_][A-Za-z\u00c0-\u024f]+)*")
_NUMBER = re.compile(r"[A-Za-z]{0,4}[#$€£+\-]?\d[\d.,:/\-\u2013()%]*[A-Za-z]{0,4}")
_CONSONANTS = re.compile(r"[bcdfghjklmnpqrstvwxzBCDFGHJKLMNPQRSTVWXZ]{6,}")
_ODD_CASE = re.compile(r"[a-z][A-Z]")
_SOUP = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd\ud800-\uf8ff\U000f0000-\U0010ffff]")
"""Control characters, replacement characters, private use, halves of surrogate pairs."""
_CID = re.compile(r"\(cid:\d+\)")
_LEADERS = re.compile(r"[.\-_·…=*]{3,}|(?:[.] ){3,}")
_LAST_LATIN = "\u024f"

FEW_WORDS = 60
"""Fewer words than this, and the layer may be a stamp or a header on a scan: the page's ink is looked at."""
LARGE_PICTURE = 0.3
"""A picture of this share of the page may be a scan with a layer over it."""
_SCAN, _HALF = 0.8, 0.5
_MOST_SOUP = 0.05
_LEAST_WORDLIKE = 0.6
_LEAST_WRITING = 0.5
_ENOUGH_LETTERS = 100
_FREQUENT = "etaoinsrl"
_LEAST_FREQUENT = 0.5
"""English, Spanish, French, German, Polish, Vietnamese have 0.56 and more; shuffled letters 0.35."""
_MOST_OUTSIDE = 0.2
_LEAST_WORDS_ON_INK = 0.5
_LEAST_COVERED = 0.5
_ENOUGH_WORDS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Ink:
    """What a coarse picture of the page says about its layer."""

    words_on_ink: float
    """Share of the words in whose box something is drawn."""
    covered: float
    """Share of what is drawn in pictures that lies in the box of a word."""


def refuse_text(text: str) -> str | None:
    """Why this text is not what a person would read on the page; None when it may be."""
    written = "".join(text.split())
    if not written:
        return "the text layer is empty"
    soup = len(_SOUP.findall(written)) + sum(map(len, _CID.findall(written)))
    if soup > _MOST_SOUP * len(written):
        return "the text layer is in a font without a mapping to letters"
    plain = _LEADERS.sub(" ", text).split()
    tokens = Counter(core for token in plain if (core := token.strip(_PUNCTUATION)))
    letters = sum(len(token) * times for token, times in tokens.items())
    if letters < _LEAST_WRITING * sum(map(len, plain)):
        return "the text layer holds hardly any letters or digits"
    wordlike = sum(len(token) * times for token, times in tokens.items() if looks_like_a_word(token))
    if wordlike < _LEAST_WORDLIKE * letters:
        return "the text layer does not look like words"
    if not _has_the_letters_of_a_language(text):
        return "the text layer holds other letters than the page shows"
    return None


def refuse_position(words: Sequence[Word], width: float, height: float) -> str | None:
    """Why the layer's words cannot stand where it says; None when they may."""
    outside = sum(1 for word in words if word.right < 0 or word.left > width or word.bottom < 0 or word.top > height)
    if outside > _MOST_OUTSIDE * len(words):
        return "the text layer lies outside the page"
    return None


def needs_ink(words: Sequence[Word], largest_picture: float) -> bool:
    """True when only a look at the page can tell whether the layer covers it; `largest_picture` is a share of it."""
    return largest_picture >= LARGE_PICTURE or len(words) < FEW_WORDS


def refuse_coverage(words: Sequence[Word], largest_picture: float, ink: Ink) -> str | None:
    """Why the layer is not what the page shows; None when it is."""
    if ink.words_on_ink < _LEAST_WORDS_ON_INK:
        return "the text layer does not lie on what the page shows"
    may_be_a_scan = (
        largest_picture >= _SCAN or len(words) < _ENOUGH_WORDS or (largest_picture >= _HALF and len(words) < FEW_WORDS)
    )
    if may_be_a_scan and ink.covered < _LEAST_COVERED:
        return "the text layer covers only part of the page"
    return None


def looks_like_a_word(token: str) -> bool:
    """True for what could stand in a text: a word of any language, a number, an initial; false for soup."""
    core = token.strip(_PUNCTUATION)
    if not core:
        return True
    if _NUMBER.fullmatch(core):
        return True
    if max(core) > _LAST_LATIN:
        return any(character.isalpha() for character in core)
    if not _LATIN.fullmatch(core):
        return False
    if len(core) <= 3 or core.isupper():  # noqa: PLR2004  initials, abbreviations, roman numerals
        return True
    return not _CONSONANTS.search(core) and not _VOWELS.isdisjoint(core) and len(_ODD_CASE.findall(core)) <= 1


def _has_the_letters_of_a_language(text: str) -> bool:
    """False where letters were swapped for others: languages in Latin letters share their most frequent ones."""
    plain = text if text.isascii() else unicodedata.normalize("NFD", text)
    counts = Counter(plain.lower())
    letters = sum(counts[letter] for letter in ascii_lowercase)
    if letters < _ENOUGH_LETTERS:
        return True
    return sum(counts[letter] for letter in _FREQUENT) > _LEAST_FREQUENT * letters
