"""Alembic's entry: runs the migrations on the connection that `clerk.state.migrations` hands over."""

from alembic import context

from clerk.state.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    compare_type=True,
    compare_server_default=False,
)
with context.begin_transaction():
    context.run_migrations()
