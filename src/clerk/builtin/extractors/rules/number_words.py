"""Numbers of votes as minutes write them: `5`, `five`, `five (5)`, `cinco`."""

import re

ENGLISH = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen"),
)
_SPANISH = (
    *("un", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce", "trece"),
    *("catorce", "quince"),
)
_WORDS = {word: number for words in (ENGLISH, _SPANISH) for number, word in enumerate(words, 1)} | {
    "una": 1,
    "no": 0,
    "zero": 0,
}
NUMBER = rf"(?:\d{{1,2}}|{'|'.join(sorted(_WORDS.keys() - {'no'}, key=len, reverse=True))})(?:\s?\(\d{{1,2}}\))?"
"""A pattern for them all, to be used without regard to case."""
NUMBER_BEGINS = " ".join(sorted({"#", *(f"{word}."[:3] for word in _WORDS.keys() - {"no"})}))
"""With which words numbers begin, for a `WordPattern`."""
_DIGITS = re.compile(r"\d+")


def number_of(written: str) -> int:
    """What is written as `NUMBER`, or as "no", is."""
    digits = _DIGITS.search(written)
    return int(digits[0]) if digits else _WORDS[written.lower()]
