"""`clerk site`: add, list, show, set and remove sites."""

import dataclasses
import datetime as dt
import json
import sys
import zoneinfo
from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from clerk.cli.opening import opened
from clerk.cli.whole_sentences import WholeSentences
from clerk.errors import SiteExists, WrongUsage
from clerk.model.names import Subdomain, check_subdomain
from clerk.model.site import Site
from clerk.pipeline.context import Context
from clerk.state import runs, sites


@click.group(cls=WholeSentences)
def site() -> None:
    """Add, list, show, change and remove sites."""


def _attributes(command: click.Command) -> click.Command:
    """The options that `add` and `set` share; None means: not given."""
    for option in reversed(
        (
            click.Option(["--name"], help="As people write it: Oakland."),
            click.Option(["--state"], help="State or province: CA."),
            click.Option(["--country"], help="Country code: US."),
            click.Option(["--kind"], help="city, county, school-district ..."),
            click.Option(["--fetcher"], help="Which fetcher lists its documents: folder."),
            click.Option(["--option", "options"], multiple=True, metavar="KEY=VALUE", help="An option of the fetcher."),
            click.Option(
                ["--start-year"], type=click.IntRange(1600, 2200), help="Ask for no document before this year."
            ),
            click.Option(["--timezone"], help="IANA name: America/Los_Angeles."),
            click.Option(["--languages"], help="Languages to read, joined with +: eng+spa."),
            click.Option(["--lat", "latitude"], type=click.FloatRange(-90, 90), help="Latitude."),
            click.Option(["--lng", "longitude"], type=click.FloatRange(-180, 180), help="Longitude."),
            click.Option(["--enabled/--disabled"], default=None, help="A disabled site is not enqueued."),
        )
    ):
        command.params.insert(1, option)
    return command


@site.command()
@click.argument("subdomain")
def add(subdomain: str, **given: object) -> None:
    """Add a site: clerk site add oakland.ca --name Oakland --fetcher folder --option path=/srv/oakland."""
    name = check_subdomain(subdomain)
    if not given.get("fetcher"):
        raise click.UsageError("a site needs --fetcher")
    context = opened()
    new = _changed(blank_site(name), given)
    _check(context, new)
    with context.transaction() as connection:
        if not sites.add(connection, new):
            raise SiteExists(f"there is a site {name} already: `clerk site set {name}` changes it")
    context.plugins.site_created(name)
    click.echo(f"Added {name}: `clerk enqueue {name}` fetches it")


@site.command("set")
@click.argument("subdomain")
def set_(subdomain: str, **given: object) -> None:
    """Change a site's attributes; what is not given stays."""
    context = opened()
    with context.transaction() as connection:
        changed = _changed(sites.find(connection, subdomain), given)
        _check(context, changed)
        sites.replace(connection, changed)
    click.echo(f"Changed {subdomain}")


@site.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
def list_(*, as_json: bool) -> None:
    """List all sites."""
    with opened().transaction() as connection:
        found = sites.all_sites(connection)
    if as_json:
        click.echo(json.dumps([_site_json(one) for one in found], indent=2))
        return
    width = max((len(one.subdomain) for one in found), default=0)
    for one in found:
        click.echo(f"{one.subdomain:<{width}}  {one.name}  [{one.fetcher}]{'' if one.enabled else '  disabled'}")
    if not found:
        click.echo("No sites yet: `clerk site add` adds one.", err=True)


@site.command()
@click.argument("subdomain")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
def show(subdomain: str, *, as_json: bool) -> None:
    """Show a site's attributes."""
    with opened().transaction() as connection:
        found = sites.find(connection, subdomain)
    attributes = _site_json(found)
    if as_json:
        click.echo(json.dumps(attributes, indent=2))
        return
    for key, value in attributes.items():
        click.echo(f"{key}: {_shown(value)}")


@site.command()
@click.argument("subdomain")
@click.option("--yes", is_flag=True, help="Do not ask first.")
def remove(subdomain: str, *, yes: bool) -> None:
    """Forget a site, its runs and its jobs; its files stay below STORAGE_DIR."""
    context = opened()
    with context.transaction() as connection:
        sites.find(connection, subdomain)
        if runs.unfinished(connection, Subdomain(subdomain)) is not None:
            raise WrongUsage(f"{subdomain} is running: `clerk purge {subdomain}` first")
    if not yes and sys.stdin.isatty():
        click.confirm(f"Forget {subdomain}?", abort=True, err=True)
    with context.transaction() as connection:
        sites.remove(connection, Subdomain(subdomain))
    click.echo(f"Removed {subdomain}; its files stay in {context.paths(Subdomain(subdomain)).root}")


for attributed in (add, set_):
    _attributes(attributed)


def blank_site(subdomain: Subdomain) -> Site:
    """A site of which nothing is known but its name."""
    return Site(
        subdomain=subdomain,
        name=subdomain,
        state="",
        country="US",
        kind="city",
        fetcher="",
        fetcher_options={},
        start_year=None,
        timezone="UTC",
        ocr_languages=(),
        latitude=None,
        longitude=None,
        enabled=True,
        created_at=dt.datetime.now(tz=dt.UTC),
    )


def _changed(old: Site, given: Mapping[str, object]) -> Site:
    """The site with the options that were given."""
    values = {key: value for key, value in given.items() if value is not None and key not in {"options", "languages"}}
    options = given.get("options")
    if options and isinstance(options, Iterable):
        values["fetcher_options"] = {**old.fetcher_options, **_pairs(map(str, options))}
    if given.get("languages") is not None:
        values["ocr_languages"] = tuple(part for part in str(given["languages"]).split("+") if part)
    return dataclasses.replace(old, **values)  # type: ignore[arg-type]  # click has checked each option's type


def _pairs(texts: Iterable[str]) -> dict[str, str]:
    pairs = {}
    for text in texts:
        key, separator, value = text.partition("=")
        if not separator or not key:
            raise WrongUsage(f"--option {text!r} is not KEY=VALUE")
        # Workers run in folders of their own, so a path must mean the same in all of them.
        pairs[key] = str(Path(value).expanduser().absolute()) if key == "path" else value
    return pairs


def _check(context: Context, candidate: Site) -> None:
    """Refuses a site that could never be fetched or read.

    Raises:
        WrongUsage: says which option is wrong, and what would be right.
    """
    if not context.plugins.knows_fetcher(candidate.fetcher):
        raise context.plugins.unknown_fetcher(candidate.fetcher)
    needed = context.plugins.fetcher_options(candidate.fetcher)
    missing = [option for option in needed if option not in candidate.fetcher_options]
    if missing:
        wanted = " ".join(f"--option {option}=..." for option in missing)
        raise WrongUsage(f"fetcher {candidate.fetcher!r} needs {wanted}")
    try:
        zoneinfo.ZoneInfo(candidate.timezone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError) as error:
        raise WrongUsage(f"--timezone {candidate.timezone!r} is no IANA time zone, like America/Los_Angeles") from error
    if candidate.ocr_languages:
        context.ocr_engine().open(candidate.ocr_languages)


def _site_json(found: Site) -> dict[str, object]:
    attributes = dataclasses.asdict(found)
    return {**attributes, "created_at": found.created_at.isoformat()}


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}={item}" for key, item in value.items())
    if isinstance(value, (list, tuple)):
        return "+".join(map(str, value))
    return "" if value is None else str(value)
