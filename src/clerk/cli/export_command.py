"""`clerk export`."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import click

from clerk.archive.export.csv_files import write_csv_files
from clerk.archive.export.json_lines import attendance_object, motion_object
from clerk.archive.export.ocd import vote_event
from clerk.archive.export.published import Published, opened
from clerk.archive.paths import SitePaths
from clerk.archive.whole_files import replacing
from clerk.model.names import check_subdomain
from clerk.settings import load

_Objects = Iterable[Mapping[str, object]]


@click.command()
@click.argument("subdomain", metavar="SITE")
@click.option(
    "--format",
    "form",
    type=click.Choice(["ocd", "csv", "jsonl"]),
    required=True,
    help="ocd for Open Civic Data's VoteEvents, csv for tables, jsonl for one object a line.",
)
@click.option(
    "--output",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to write files into; csv needs one, the others go to stdout without.",
)
def export(subdomain: str, *, form: str, output: Path | None) -> None:
    """Write out a site's motions, votes and attendance; needs no server, only the site's meetings.db."""
    paths = SitePaths(load().storage_dir, check_subdomain(subdomain))
    if form == "csv" and output is None:
        raise click.UsageError("csv is three files: say with --output DIR where they shall be")
    with opened(paths.meetings_db) as published:
        if form == "csv" and output is not None:
            written = write_csv_files(published, output)
            click.echo(f"{written} motion(s) in {output}", err=True)
        elif form == "ocd":
            _export_ocd(published, subdomain, output)
        else:
            _write_lines(_all_objects(published), f"{subdomain}.jsonl", output)


def _export_ocd(published: Published, subdomain: str, output: Path | None) -> None:
    left_out = []

    def events() -> Iterator[Mapping[str, object]]:
        for motion in published.motions():
            event = vote_event(motion)
            if event is None:
                left_out.append(motion)
            else:
                yield event

    _write_lines(events(), f"{subdomain}-vote-events.jsonl", output)
    repeats = sum(motion.repeats_id is not None for motion in left_out)
    open_ends = len(left_out) - repeats
    if open_ends:
        click.echo(f"Left out: {open_ends} motion(s) that neither passed nor failed", err=True)
    if repeats:
        click.echo(f"Left out: {repeats} motion(s) that another document of the meeting has as well", err=True)


def _all_objects(published: Published) -> Iterator[Mapping[str, object]]:
    yield from map(motion_object, published.motions())
    yield from map(attendance_object, published.attendance())


def _write_lines(objects: _Objects, name: str, output: Path | None) -> None:
    """One object a line, on stdout or into a file of this name, which is written whole."""
    lines = (json.dumps(each, ensure_ascii=False).encode(errors="replace") for each in objects)
    if output is None:
        for line in lines:
            click.echo(line)
        return
    with replacing(output / name, aside_in=output) as aside, aside.open("wb") as file:
        file.writelines(line + b"\n" for line in lines)
