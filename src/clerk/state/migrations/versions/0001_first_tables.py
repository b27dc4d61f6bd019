"""first tables

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_MOVES = """
create function refuse_wrong_job_move() returns trigger language plpgsql as $$
begin
  if not (old.state, new.state) in (
    ('pending', 'queued'), ('pending', 'running'), ('pending', 'cancelled'),
    ('queued', 'pending'), ('queued', 'running'), ('queued', 'cancelled'),
    ('running', 'pending'), ('running', 'succeeded'), ('running', 'failed'),
    ('failed', 'pending'), ('cancelled', 'pending')
  ) then
    raise exception 'job % cannot move from % to %', old.job_id, old.state, new.state using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger job_tracking_moves before update of state on job_tracking
  for each row when (old.state is distinct from new.state) execute procedure refuse_wrong_job_move();
"""


def upgrade() -> None:
    op.create_table(
        "sites",
        sa.Column("subdomain", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="", nullable=False),
        sa.Column("country", sa.Text(), server_default="US", nullable=False),
        sa.Column("kind", sa.Text(), server_default="city", nullable=False),
        sa.Column("fetcher", sa.Text(), nullable=False),
        sa.Column(
            "fetcher_options", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column("start_year", sa.Integer(), nullable=True),
        sa.Column("timezone", sa.Text(), server_default="UTC", nullable=False),
        sa.Column(
            "ocr_languages", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False
        ),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lng", sa.Float(), nullable=True),
        sa.Column("enabled", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("subdomain !~ '[.][.]'", name=op.f("ck_sites_subdomain_dots")),
        sa.CheckConstraint("subdomain ~ '^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$'", name=op.f("ck_sites_subdomain")),
        sa.PrimaryKeyConstraint("subdomain", name=op.f("pk_sites")),
    )
    op.create_table(
        "workers",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("seen_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_workers")),
    )
    op.create_table(
        "site_progress",
        sa.Column("run_id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("subdomain", sa.Text(), nullable=False),
        sa.Column("priority", sa.Text(), nullable=False),
        sa.Column("options", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("round", sa.Integer(), server_default="1", nullable=False),
        sa.Column("requested_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("started_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("finished_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("fingerprint", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "outcome in ('completed', 'completed_with_failures', 'failed', 'cancelled', 'nothing_new')",
            name=op.f("ck_site_progress_outcome"),
        ),
        sa.CheckConstraint("priority in ('normal', 'high')", name=op.f("ck_site_progress_priority")),
        sa.CheckConstraint(
            "(finished_at is null) = (outcome is null)", name=op.f("ck_site_progress_finished_with_outcome")
        ),
        sa.ForeignKeyConstraint(
            ["subdomain"], ["sites.subdomain"], name=op.f("fk_site_progress_subdomain"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_site_progress")),
    )
    op.create_index("ix_site_progress_subdomain_run_id", "site_progress", ["subdomain", "run_id"], unique=False)
    op.create_index(
        "uq_site_progress_unfinished",
        "site_progress",
        ["subdomain"],
        unique=True,
        postgresql_where=sa.text("finished_at is null"),
    )
    op.create_table(
        "documents",
        sa.Column("document_id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("subdomain", sa.Text(), nullable=False),
        sa.Column("run_id", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("page_count", sa.Integer(), nullable=False),
        sa.Column("pages_read_at_fetch", sa.Integer(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("fetched_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("kind in ('agenda', 'minutes')", name=op.f("ck_documents_kind")),
        sa.CheckConstraint(
            "state in ('ok', 'encrypted', 'unreadable', 'too_large', 'superseded')", name=op.f("ck_documents_state")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["site_progress.run_id"], name=op.f("fk_documents_run_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["subdomain"], ["sites.subdomain"], name=op.f("fk_documents_subdomain"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_documents")),
        sa.UniqueConstraint(
            "subdomain", "kind", "body", "date", "sha256", name=op.f("uq_documents_subdomain_kind_body_date_sha256")
        ),
    )
    op.create_index("ix_documents_run_id", "documents", ["run_id"], unique=False)
    op.create_table(
        "job_tracking",
        sa.Column("job_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("run_id", sa.BigInteger(), nullable=False),
        sa.Column("subdomain", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("work_key", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), server_default="1", nullable=False),
        sa.Column("queue", sa.Text(), nullable=False),
        sa.Column("args", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("state", sa.Text(), server_default="pending", nullable=False),
        sa.Column("attempt", sa.Integer(), server_default="0", nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("kills", sa.Integer(), server_default="0", nullable=False),
        sa.Column("deadline_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("not_before", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("worker", sa.Text(), nullable=True),
        sa.Column("error_class", sa.Text(), nullable=True),
        sa.Column("error_message", sa.Text(), nullable=True),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("queued_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("started_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("settled_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint(
            "queue in ('high', 'fetch', 'ocr', 'extraction', 'deploy')", name=op.f("ck_job_tracking_queue")
        ),
        sa.CheckConstraint(
            "state in ('pending', 'queued', 'running', 'succeeded', 'failed', 'cancelled')",
            name=op.f("ck_job_tracking_state"),
        ),
        sa.CheckConstraint(
            "step in ('fetch', 'ocr', 'ocr-complete', 'compile-text', 'deploy-text', 'extract', 'compile-entities', 'deploy')",
            name=op.f("ck_job_tracking_step"),
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["site_progress.run_id"], name=op.f("fk_job_tracking_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("job_id", name=op.f("pk_job_tracking")),
        sa.UniqueConstraint("run_id", "step", "work_key", name=op.f("uq_job_tracking_run_id_step_work_key")),
    )
    op.create_index(
        "ix_job_tracking_in_flight",
        "job_tracking",
        ["state", "queue", "run_id"],
        unique=False,
        postgresql_where=sa.text("state in ('queued', 'running')"),
    )
    op.create_index(
        "ix_job_tracking_pending",
        "job_tracking",
        ["queue", "run_id", "seq"],
        unique=False,
        postgresql_where=sa.text("state in ('pending')"),
    )
    op.create_index(
        "ix_job_tracking_tried",
        "job_tracking",
        ["subdomain"],
        unique=False,
        postgresql_where=sa.text("state = 'pending' and error_class is not null"),
    )
    op.create_index(
        "ix_job_tracking_unhappy",
        "job_tracking",
        ["subdomain", "run_id"],
        unique=False,
        postgresql_where=sa.text("state in ('cancelled', 'failed')"),
    )
    op.create_index(
        "ix_job_tracking_unsettled",
        "job_tracking",
        ["run_id", "step", "round"],
        unique=False,
        postgresql_where=sa.text("state in ('pending', 'queued', 'running')"),
    )
    op.create_table(
        "refusals",
        sa.Column("subdomain", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("run_id", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["site_progress.run_id"], name=op.f("fk_refusals_run_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["subdomain"], ["sites.subdomain"], name=op.f("fk_refusals_subdomain"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("subdomain", "url", name=op.f("pk_refusals")),
    )
    op.create_table(
        "repairs",
        sa.Column("repair_id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("fault", sa.Text(), nullable=False),
        sa.Column("job_id", sa.Text(), nullable=True),
        sa.Column("run_id", sa.BigInteger(), nullable=True),
        sa.Column("repaired_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "fault in ('forgotten-by-redis', 'worker-gone', 'ended-unsettled', 'past-deadline', 'not-advanced', 'nothing-left-to-do')",
            name=op.f("ck_repairs_fault"),
        ),
        sa.PrimaryKeyConstraint("repair_id", name=op.f("pk_repairs")),
    )
    op.create_index("ix_repairs_repaired_at", "repairs", ["repaired_at"], unique=False)
    op.execute(_MOVES)


def downgrade() -> None:
    for table in ("repairs", "refusals", "documents", "job_tracking", "site_progress", "workers", "sites"):
        op.drop_table(table)
    op.execute("drop function refuse_wrong_job_move")
