"""What stays of a text however it is printed: its letters and digits, without case, accents and all between them."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> tuple[str, ...]:
    """Its words, in order, in small letters without accents."""
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return tuple(_WORD.findall(plain.casefold()))


def letters_of(text: str) -> str:
    """The same as if it were one word; empty for a text without letters and digits."""
    return "".join(words_of(text))
