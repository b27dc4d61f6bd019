"""`clerk config`."""

import json

import click
from pydantic import SecretStr

from clerk.model.server_url import masked
from clerk.settings import Settings, load


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
def config(*, as_json: bool) -> None:
    """Print the settings that are in force; passwords are masked."""
    settings = load()
    shown = _shown(settings)
    if as_json:
        click.echo(json.dumps(shown, indent=2))
        return
    for name, value in shown.items():
        click.echo(f"{name}={'' if value is None else value}")
    if settings.uses_own_servers:
        home = settings.clerk_home.absolute()
        click.echo(f"DATABASE_URL and REDIS_URL are not set: clerk runs servers of its own below {home}", err=True)


def _shown(settings: Settings) -> dict[str, object]:
    values: dict[str, object] = {}
    for name in Settings.model_fields:
        value = getattr(settings, name)
        if isinstance(value, SecretStr):
            value = masked(value.get_secret_value())
        values[name.upper()] = value if isinstance(value, (int, bool, type(None))) else str(value)
    return values
