"""What the pipeline works with, wired once by `clerk.app`."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import sqlalchemy as sa

from clerk.archive.paths import SitePaths
from clerk.model.lifecycle import Step
from clerk.model.names import Subdomain
from clerk.plugins.contracts import OcrEngine
from clerk.plugins.registry import Plugins
from clerk.queues import Queues
from clerk.settings import Settings
from clerk.state.engine import naming_the_server
from clerk.tools.pdf import PdfLimits


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    engine: sa.Engine
    queues: Queues
    settings: Settings
    plugins: Plugins
    ocr_engine: Callable[[], OcrEngine]
    """Made at the first call, for most commands need none."""
    timeouts: Mapping[Step, int]
    """Seconds that a job of each step may take."""

    @contextmanager
    def transaction(self) -> Iterator[sa.Connection]:
        """A transaction that commits at the end.

        Raises:
            ServerUnreachable: PostgreSQL went away.
        """
        with naming_the_server(self.engine), self.engine.begin() as connection:
            yield connection

    def paths(self, subdomain: Subdomain) -> SitePaths:
        return SitePaths(self.settings.storage_dir, subdomain)

    def time_limit(self, step: Step) -> dt.timedelta:
        return dt.timedelta(seconds=self.timeouts[step])

    @property
    def pdf_limits(self) -> PdfLimits:
        return PdfLimits(
            max_bytes=self.settings.pdf_max_bytes,
            max_pages=self.settings.pdf_max_pages,
            timeout=dt.timedelta(seconds=self.settings.pdf_timeout),
            memory_bytes=self.settings.pdf_memory,
        )
