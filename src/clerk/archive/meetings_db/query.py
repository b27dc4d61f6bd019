"""What a person types, as an FTS5 expression: any text is allowed, none is a syntax error."""

import re
from dataclasses import dataclass

_LONGEST_QUERY = 1_000
_MOST_TERMS = 32
"""FTS5 limits the depth of an expression."""
_SHORTEST_WIDENED = 4
_TERM = re.compile(r'"([^"]*)"(\*?)|([^\s"]+)')


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One word or one phrase that a page must hold."""

    text: str
    is_phrase: bool = False
    is_prefix: bool = False
    """Written with a star: `zon*` finds zone, zones, zoning."""


def terms_of(query: str) -> tuple[Term, ...]:
    """Words, "phrases in double quotes" and beginnings*; what holds neither letter nor digit is left out."""
    text = query[:_LONGEST_QUERY].replace("\0", " ").encode(errors="replace").decode()
    found = (_term(*match.groups(default="")) for match in _TERM.finditer(text))
    return tuple(term for term in found if any(character.isalnum() for character in term.text))[:_MOST_TERMS]


def exact_expression(terms: tuple[Term, ...]) -> str:
    """All terms, as they were written."""
    return " AND ".join(_quoted(term.text) + ("*" if term.is_prefix else "") for term in terms)


def wide_expression(terms: tuple[Term, ...]) -> str | None:
    """All terms, single words with any ending: permit, permits, permitted; None when that is no wider."""
    wide = " AND ".join(_widened(term) for term in terms)
    return wide if wide != exact_expression(terms) else None


def _term(phrase: str, phrase_star: str, word: str) -> Term:
    if word:
        return Term(text=word.rstrip("*"), is_prefix=word.endswith("*"))
    return Term(text=phrase, is_phrase=True, is_prefix=bool(phrase_star))


def _widened(term: Term) -> str:
    stem = term.text.removesuffix("s")
    if term.is_phrase or term.is_prefix or not stem.isalpha() or len(stem) < _SHORTEST_WIDENED:
        return exact_expression((term,))
    return f"{_quoted(stem)}*"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
