"""Questions about sites."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from clerk.errors import SiteUnknown
from clerk.model.names import Subdomain
from clerk.model.site import Site
from clerk.state.schema import sites

_COLUMN_OF_FIELD = {"latitude": "lat", "longitude": "lng"}


def add(connection: sa.Connection, site: Site) -> bool:
    """Stores a new site; False when its subdomain is taken."""
    statement = insert(sites).values(_row(site)).on_conflict_do_nothing().returning(sites.c.subdomain)
    return connection.execute(statement).first() is not None


def replace(connection: sa.Connection, site: Site) -> None:
    connection.execute(sa.update(sites).where(sites.c.subdomain == site.subdomain).values(_row(site)))


def remove(connection: sa.Connection, subdomain: Subdomain) -> None:
    """Forgets the site, its runs, jobs and documents; files stay."""
    connection.execute(sa.delete(sites).where(sites.c.subdomain == subdomain))


def find(connection: sa.Connection, subdomain: str) -> Site:
    """The site.

    Raises:
        SiteUnknown: there is none of this name; the message proposes those with a similar one.
    """
    row = connection.execute(sa.select(sites).where(sites.c.subdomain == subdomain)).mappings().first()
    if row is None:
        raise SiteUnknown(f"no site {subdomain!r}: `clerk site list` shows all, `clerk site add {subdomain}` makes one")
    return _site(row)


def all_sites(connection: sa.Connection) -> tuple[Site, ...]:
    rows = connection.execute(sa.select(sites).order_by(sites.c.subdomain)).mappings()
    return tuple(_site(row) for row in rows)


def _row(site: Site) -> dict[str, object]:
    return {
        "subdomain": site.subdomain,
        "name": site.name,
        "state": site.state,
        "country": site.country,
        "kind": site.kind,
        "fetcher": site.fetcher,
        "fetcher_options": dict(site.fetcher_options),
        "start_year": site.start_year,
        "timezone": site.timezone,
        "ocr_languages": list(site.ocr_languages),
        "lat": site.latitude,
        "lng": site.longitude,
        "enabled": site.enabled,
    }


def _site(row: sa.RowMapping) -> Site:
    fields: dict[str, Any] = {
        name: row[_COLUMN_OF_FIELD.get(name, name)] for name in Site.__dataclass_fields__ if name != "ocr_languages"
    }
    return Site(ocr_languages=tuple(row["ocr_languages"]), **fields)
