"""The composition root: settings become a context; the only place that wires."""

import functools
from collections.abc import Mapping

from clerk.errors import SettingInvalid
from clerk.model.lifecycle import Step
from clerk.pipeline.context import Context
from clerk.plugins.contracts import OcrEngine
from clerk.plugins.registry import Plugins
from clerk.queues import Queues
from clerk.settings import Settings
from clerk.state import migrations
from clerk.state.engine import check, open_engine


def wire(settings: Settings, *, timeouts: Mapping[Step, int]) -> Context:
    """Everything the pipeline works with; connects to nothing yet.

    Raises:
        SettingInvalid: there are no servers to connect to.
    """
    if settings.database_url is None or settings.redis_url is None:
        raise SettingInvalid("DATABASE_URL and REDIS_URL are not set, and no server of clerk's own was started")
    plugins = Plugins()

    @functools.cache
    def ocr_engine() -> OcrEngine:
        return plugins.ocr_engine(settings.default_ocr_backend)

    return Context(
        engine=open_engine(settings.database_url.get_secret_value()),
        queues=Queues(settings.redis_url.get_secret_value(), timeouts=timeouts),
        settings=settings,
        plugins=plugins,
        ocr_engine=ocr_engine,
        timeouts=timeouts,
    )


def check_servers(context: Context) -> None:
    """Connects to both servers once.

    Raises:
        ServerUnreachable: one does not answer.
        SchemaOutdated: PostgreSQL needs `clerk db upgrade`.
    """
    check(context.engine)
    context.queues.check()
    migrations.require_newest(context.engine)
