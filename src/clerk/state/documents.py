"""Questions about documents and refusals."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from clerk.model.document import (
    DIGEST_LENGTH,
    DocumentKey,
    DocumentKind,
    DocumentState,
    FetchedDocument,
    KnownDocument,
    Refusal,
)
from clerk.model.names import Subdomain
from clerk.model.run import Run
from clerk.state.schema import documents, refusals
from clerk.state.storable import storable

_MAY_CHANGE = ("etag", "last_modified", "url")
"""Of a document that is known, bytes and all."""


def record(connection: sa.Connection, run: Run, document: FetchedDocument) -> None:
    """Stores a document that landed; one that is known only gets its new etag."""
    row = {
        "subdomain": run.subdomain,
        "run_id": run.run_id,
        "kind": document.key.kind,
        "body": document.key.body,
        "date": document.key.date,
        "title": document.title,
        "url": document.url,
        "sha256": document.sha256,
        "bytes": document.size,
        "page_count": document.page_count,
        "pages_read_at_fetch": document.pages_read_at_fetch,
        "etag": document.etag,
        "last_modified": document.last_modified,
        "state": document.state,
        "reason": storable(document.reason),
    }
    statement = insert(documents).values(row)
    news = row.keys() if document.is_new else _MAY_CHANGE
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["subdomain", "kind", "body", "date", "sha256"],
            set_={name: statement.excluded[name] for name in news},
        )
    )
    if document.supersedes is not None:
        _mark_superseded(connection, run.subdomain, document.supersedes)


def _mark_superseded(connection: sa.Connection, subdomain: Subdomain, key: DocumentKey) -> None:
    connection.execute(
        sa.update(documents)
        .where(
            documents.c.subdomain == subdomain,
            documents.c.kind == key.kind,
            documents.c.body == key.body,
            documents.c.date == key.date,
            sa.func.left(documents.c.sha256, DIGEST_LENGTH) == key.digest,
        )
        .values(state=DocumentState.SUPERSEDED, reason="its source serves a newer version")
    )


def known(connection: sa.Connection, subdomain: Subdomain) -> Mapping[str, KnownDocument]:
    """The site's documents that were not superseded, by address."""
    statement = (
        sa.select(documents)
        .where(documents.c.subdomain == subdomain, documents.c.state != DocumentState.SUPERSEDED)
        .order_by(documents.c.document_id)
    )
    return {row["url"]: _known(row) for row in connection.execute(statement).mappings()}


def refuse(connection: sa.Connection, run: Run, refusal: Refusal) -> None:
    statement = insert(refusals).values(
        subdomain=run.subdomain, url=refusal.url, run_id=run.run_id, reason=storable(refusal.reason)
    )
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["subdomain", "url"],
            set_={"run_id": run.run_id, "reason": storable(refusal.reason), "seen_at": sa.func.now()},
        )
    )


def forget_old_refusals(connection: sa.Connection, run: Run) -> None:
    """Deletes refusals that this run's listing no longer had."""
    connection.execute(
        sa.delete(refusals).where(refusals.c.subdomain == run.subdomain, refusals.c.run_id != run.run_id)
    )


def _known(row: sa.RowMapping) -> KnownDocument:
    return KnownDocument(
        key=DocumentKey(
            kind=DocumentKind(row["kind"]), body=row["body"], date=row["date"], digest=row["sha256"][:DIGEST_LENGTH]
        ),
        url=row["url"],
        etag=row["etag"],
        last_modified=row["last_modified"],
        state=DocumentState(row["state"]),
    )
