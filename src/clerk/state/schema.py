"""The tables of PostgreSQL, as SQLAlchemy Core knows them; migrations make them, `alembic check` compares."""

from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from clerk.model.document import DocumentKind, DocumentState
from clerk.model.lifecycle import UNSETTLED, JobState, Outcome, Priority, Queue, Step
from clerk.model.reconciling import Fault

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def one_of(column: str, values: type[StrEnum]) -> sa.CheckConstraint:
    """A column that holds nothing but the members of a closed set."""
    listed = ", ".join(f"'{member.value}'" for member in values)
    return sa.CheckConstraint(f"{column} in ({listed})", name=column)


def _moment(name: str, *, nullable: bool = True, default_now: bool = False) -> sa.Column[object]:
    return sa.Column(
        name,
        sa.TIMESTAMP(timezone=True),
        nullable=nullable,
        server_default=sa.func.now() if default_now else None,
    )


def _in_states(states: frozenset[JobState]) -> sa.TextClause:
    return sa.text("state in ({})".format(", ".join(f"'{state}'" for state in sorted(states))))


sites = sa.Table(
    "sites",
    metadata,
    sa.Column("subdomain", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False, server_default=""),
    sa.Column("country", sa.Text, nullable=False, server_default="US"),
    sa.Column("kind", sa.Text, nullable=False, server_default="city"),
    sa.Column("fetcher", sa.Text, nullable=False),
    sa.Column("fetcher_options", JSONB, nullable=False, server_default=sa.text("'{}'")),
    sa.Column("start_year", sa.Integer),
    sa.Column("timezone", sa.Text, nullable=False, server_default="UTC"),
    sa.Column("ocr_languages", JSONB, nullable=False, server_default=sa.text("'[]'")),
    sa.Column("lat", sa.Float),
    sa.Column("lng", sa.Float),
    sa.Column("enabled", sa.Boolean, nullable=False, server_default=sa.true()),
    _moment("created_at", nullable=False, default_now=True),
    sa.CheckConstraint(r"subdomain ~ '^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$'", name="subdomain"),
    sa.CheckConstraint("subdomain !~ '[.][.]'", name="subdomain_dots"),
)

site_progress = sa.Table(
    "site_progress",
    metadata,
    sa.Column("run_id", sa.BigInteger, sa.Identity(), primary_key=True),
    sa.Column("subdomain", sa.Text, sa.ForeignKey("sites.subdomain", ondelete="CASCADE"), nullable=False),
    sa.Column("priority", sa.Text, nullable=False),
    sa.Column("options", JSONB, nullable=False, server_default=sa.text("'{}'")),
    sa.Column("round", sa.Integer, nullable=False, server_default="1"),
    _moment("requested_at", nullable=False, default_now=True),
    _moment("started_at"),
    _moment("updated_at", nullable=False, default_now=True),
    _moment("finished_at"),
    sa.Column("outcome", sa.Text),
    sa.Column("reason", sa.Text),
    sa.Column("fingerprint", sa.Text),
    one_of("priority", Priority),
    one_of("outcome", Outcome),
    sa.CheckConstraint("(finished_at is null) = (outcome is null)", name="finished_with_outcome"),
    sa.Index("uq_site_progress_unfinished", "subdomain", unique=True, postgresql_where=sa.text("finished_at is null")),
    sa.Index("ix_site_progress_subdomain_run_id", "subdomain", "run_id"),
)

job_tracking = sa.Table(
    "job_tracking",
    metadata,
    sa.Column("job_id", sa.Text, primary_key=True),
    sa.Column("seq", sa.BigInteger, sa.Identity(), nullable=False),
    sa.Column("run_id", sa.BigInteger, sa.ForeignKey("site_progress.run_id", ondelete="CASCADE"), nullable=False),
    sa.Column("subdomain", sa.Text, nullable=False),
    sa.Column("step", sa.Text, nullable=False),
    sa.Column("work_key", sa.Text, nullable=False),
    sa.Column("round", sa.Integer, nullable=False, server_default="1"),
    sa.Column("queue", sa.Text, nullable=False),
    sa.Column("args", JSONB, nullable=False),
    sa.Column("state", sa.Text, nullable=False, server_default=JobState.PENDING.value),
    sa.Column("attempt", sa.Integer, nullable=False, server_default="0"),
    sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
    sa.Column("kills", sa.Integer, nullable=False, server_default="0"),
    _moment("deadline_at"),
    _moment("not_before"),
    sa.Column("worker", sa.Text),
    sa.Column("error_class", sa.Text),
    sa.Column("error_message", sa.Text),
    _moment("created_at", nullable=False, default_now=True),
    _moment("queued_at"),
    _moment("started_at"),
    _moment("settled_at"),
    one_of("step", Step),
    one_of("queue", Queue),
    one_of("state", JobState),
    sa.UniqueConstraint("run_id", "step", "work_key"),
    sa.Index("ix_job_tracking_unsettled", "run_id", "step", "round", postgresql_where=_in_states(UNSETTLED)),
    sa.Index(
        "ix_job_tracking_pending", "queue", "run_id", "seq", postgresql_where=_in_states(frozenset({JobState.PENDING}))
    ),
    sa.Index(
        "ix_job_tracking_tried",
        "subdomain",
        postgresql_where=sa.text("state = 'pending' and error_class is not null"),
    ),
    sa.Index(
        "ix_job_tracking_in_flight",
        "state",
        "queue",
        "run_id",
        postgresql_where=_in_states(frozenset({JobState.QUEUED, JobState.RUNNING})),
    ),
    sa.Index(
        "ix_job_tracking_unhappy",
        "subdomain",
        "run_id",
        postgresql_where=_in_states(frozenset({JobState.FAILED, JobState.CANCELLED})),
    ),
)

documents = sa.Table(
    "documents",
    metadata,
    sa.Column("document_id", sa.BigInteger, sa.Identity(), primary_key=True),
    sa.Column("subdomain", sa.Text, sa.ForeignKey("sites.subdomain", ondelete="CASCADE"), nullable=False),
    sa.Column("run_id", sa.BigInteger, sa.ForeignKey("site_progress.run_id", ondelete="SET NULL")),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("date", sa.Date, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("bytes", sa.BigInteger, nullable=False),
    sa.Column("page_count", sa.Integer, nullable=False),
    sa.Column("pages_read_at_fetch", sa.Integer, nullable=False),
    sa.Column("etag", sa.Text),
    sa.Column("last_modified", sa.Text),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("reason", sa.Text),
    _moment("fetched_at", nullable=False, default_now=True),
    one_of("kind", DocumentKind),
    one_of("state", DocumentState),
    sa.UniqueConstraint("subdomain", "kind", "body", "date", "sha256"),
    sa.Index("ix_documents_run_id", "run_id"),
)

refusals = sa.Table(
    "refusals",
    metadata,
    sa.Column("subdomain", sa.Text, sa.ForeignKey("sites.subdomain", ondelete="CASCADE"), primary_key=True),
    sa.Column("url", sa.Text, primary_key=True),
    sa.Column("run_id", sa.BigInteger, sa.ForeignKey("site_progress.run_id", ondelete="CASCADE"), nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    _moment("seen_at", nullable=False, default_now=True),
)

workers = sa.Table(
    "workers",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("stage", sa.Text, nullable=False),
    sa.Column("host", sa.Text, nullable=False),
    sa.Column("pid", sa.Integer, nullable=False),
    _moment("started_at", nullable=False, default_now=True),
    _moment("seen_at", nullable=False, default_now=True),
)

repairs = sa.Table(
    "repairs",
    metadata,
    sa.Column("repair_id", sa.BigInteger, sa.Identity(), primary_key=True),
    sa.Column("fault", sa.Text, nullable=False),
    sa.Column("job_id", sa.Text),
    sa.Column("run_id", sa.BigInteger),
    _moment("repaired_at", nullable=False, default_now=True),
    one_of("fault", Fault),
    sa.Index("ix_repairs_repaired_at", "repaired_at"),
)
