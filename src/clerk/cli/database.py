"""`clerk db`: migrations of PostgreSQL."""

import click

from clerk.cli.opening import unchecked
from clerk.cli.whole_sentences import WholeSentences
from clerk.settings import load
from clerk.state import migrations


@click.group(cls=WholeSentences)
def db() -> None:
    """Create and upgrade clerk's tables in PostgreSQL."""


@db.command()
def upgrade() -> None:
    """Bring the tables to this version of clerk; safe to repeat."""
    engine = unchecked(load()).engine
    before = migrations.current(engine)
    migrations.upgrade(engine)
    after = migrations.current(engine)
    click.echo(
        f"At revision {after}, as before" if before == after else f"Upgraded from {before or 'nothing'} to {after}"
    )


@db.command()
def current() -> None:
    """Print the revision that the database is at."""
    found = migrations.current(unchecked(load()).engine)
    head = " (head)" if found == migrations.newest() else ""
    click.echo(f"{found}{head}" if found else "none: run `clerk db upgrade`")


@db.command()
def history() -> None:
    """Print all revisions, newest first."""
    click.echo(migrations.history().rstrip())


@db.command()
@click.pass_context
def check(click_context: click.Context) -> None:
    """Compare the migrated tables with those that the code knows."""
    different = migrations.differences(unchecked(load()).engine)
    if different:
        click.echo(different, err=True)
        click_context.exit(1)
    click.echo("The tables are as the code knows them.")
