"""A site: one municipality's archive."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from clerk.model.names import Subdomain


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    subdomain: Subdomain
    name: str
    """As people write it: "Oakland"."""
    state: str
    country: str
    kind: str
    """"city", "county", "school-district": free text, shown and not interpreted."""
    fetcher: str
    """The label that a plugin answers to: "folder"."""
    fetcher_options: Mapping[str, str]
    start_year: int | None
    """Documents of earlier years are not asked for, unless a run says all years."""
    timezone: str
    """IANA name."""
    ocr_languages: tuple[str, ...]
    """Tesseract's codes, in order of preference; empty means the setting OCR_LANGUAGES."""
    latitude: float | None
    longitude: float | None
    enabled: bool
    created_at: dt.datetime
