"""`clerk search`."""

import json
from collections.abc import Iterable, Iterator

import click

from clerk.archive.meetings_db.search import SearchHit
from clerk.archive.meetings_db.search import search as find
from clerk.archive.paths import SitePaths
from clerk.errors import NothingCompiled
from clerk.model.names import check_subdomain
from clerk.settings import load


@click.command()
@click.argument("subdomain", metavar="SITE")
@click.argument("query")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="Hits at most.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
def search(subdomain: str, query: str, *, limit: int, as_json: bool) -> None:
    """Search a site's pages; needs no server, only the site's meetings.db."""
    paths = SitePaths(load().storage_dir, check_subdomain(subdomain))
    if not paths.meetings_db.exists():
        raise NothingCompiled(
            f"no {paths.meetings_db}: is STORAGE_DIR right, and has `clerk enqueue {subdomain}` ended?"
        )
    hits = find(paths.meetings_db, query, limit=limit)
    if as_json:
        click.echo(json.dumps([_hit_json(hit) for hit in hits], indent=2, ensure_ascii=False))
        return
    for line in hit_lines(hits):
        click.echo(line)
    click.echo(f"{len(hits)} page(s)", err=True)


def hit_lines(hits: Iterable[SearchHit]) -> Iterator[str]:
    """Two lines a hit; a title that says more than body and kind tells meetings of one day apart."""
    for hit in hits:
        title = "" if hit.title == f"{hit.body} {hit.kind}" else f"  {hit.title}"
        yield f"{hit.body}  {hit.date}  {hit.kind}  page {hit.page}{title}"
        yield f"  {' '.join(hit.snippet.split())}"


def _hit_json(hit: SearchHit) -> dict[str, object]:
    return {
        "body": hit.body,
        "date": str(hit.date),
        "kind": hit.kind,
        "page": hit.page,
        "title": hit.title,
        "document": str(hit.key),
        "snippet": hit.snippet,
    }
