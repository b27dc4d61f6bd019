"""Opens what a command works with: the user's servers, or clerk's own, started by whoever needs them first."""

import os

import click

from clerk import app, workers
from clerk.pipeline.context import Context
from clerk.services import embedded
from clerk.settings import Settings, load
from clerk.state import migrations


def opened() -> Context:
    """A context whose servers answer.

    Raises:
        SettingInvalid: a setting is wrong.
        ServerUnreachable: a server does not answer.
        SchemaOutdated: the user's PostgreSQL needs `clerk db upgrade`; clerk's own is brought up to date here.
    """
    settings = load()
    context = unchecked(settings)
    if settings.uses_own_servers and migrations.current(context.engine) != migrations.newest():
        migrations.upgrade(context.engine)
    app.check_servers(context)
    return context


def unchecked(settings: Settings) -> Context:
    """A context that has connected to nothing, but whose servers, where they are clerk's own, run."""
    if settings.uses_own_servers:
        urls = embedded.start(settings.clerk_home, report=lambda line: click.echo(line, err=True))
        # Every process that this one starts must find the same servers; they read their settings anew.
        os.environ["DATABASE_URL"] = urls.database_url
        os.environ["REDIS_URL"] = urls.redis_url
    return workers.context()
