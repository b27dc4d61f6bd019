"""Searches the pages of one site: minutes and agendas together, best first."""

import datetime as dt
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from clerk.archive.meetings_db.connection import open_to_read
from clerk.archive.meetings_db.query import exact_expression, terms_of, wide_expression
from clerk.archive.meetings_db.schema import PAGES
from clerk.errors import NothingCompiled
from clerk.model.document import DIGEST_LENGTH, DocumentKey, DocumentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """A page that matches."""

    kind: DocumentKind
    body: str
    date: dt.date
    page: int
    page_id: str
    title: str
    """Of the document."""
    key: DocumentKey
    snippet: str
    """One line of the page's text around the match, the words that matched between marks."""
    score: float
    """Greater is better; compare only hits of one search."""


def search(
    db: Path, query: str, *, limit: int = 20, before_match: str = "[", after_match: str = "]"
) -> Sequence[SearchHit]:
    """The pages that hold every word and "phrase" of the query, best first; then those with other endings of its words.

    Any text is a query: none is a syntax error, and one without letters or digits finds nothing.

    Raises:
        NothingCompiled: the site has no meetings.db.
    """
    if not db.exists():
        raise NothingCompiled(f"there is no {db} yet: the site has not been compiled")
    terms = terms_of(query)
    if not terms:
        return ()
    marks = (before_match, after_match)
    with open_to_read(db) as connection:
        hits = _best(connection, exact_expression(terms), limit, marks)
        wide = wide_expression(terms)
        if len(hits) < limit and wide is not None:
            seen = {hit.page_id for hit in hits}
            wider = _best(connection, wide, limit, marks)
            hits += [hit for hit in wider if hit.page_id not in seen][: limit - len(hits)]
    return tuple(hits)


def _best(connection: sqlite3.Connection, expression: str, limit: int, marks: tuple[str, str]) -> list[SearchHit]:
    hits = [hit for kind in DocumentKind for hit in _hits_of_kind(connection, kind, expression, limit, marks)]
    return sorted(hits, key=lambda hit: (-hit.score, -hit.date.toordinal(), hit.page_id))[:limit]


def _hits_of_kind(
    connection: sqlite3.Connection, kind: DocumentKind, expression: str, limit: int, marks: tuple[str, str]
) -> Iterator[SearchHit]:
    before, after = marks
    rows = connection.execute(
        PAGES[kind].search, {"expression": expression, "limit": limit, "before": before, "after": after}
    )
    for body, date, page, page_id, title, sha256, snippet, rank in rows:
        day = dt.date.fromisoformat(date)
        yield SearchHit(
            kind=kind,
            body=body,
            date=day,
            page=page,
            page_id=page_id,
            title=title,
            key=DocumentKey(kind=kind, body=body, date=day, digest=sha256[:DIGEST_LENGTH]),
            snippet=" ".join(snippet.split()),
            score=-rank,
        )
