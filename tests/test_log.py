"""Logs are JSON lines on stderr for programs, and text for people."""

import json
import logging
import re
import subprocess
import sys

PROGRAM = """
import logging, sys, structlog
from clerk import log
log.configure({level!r}, for_people={for_people!r})
with structlog.contextvars.bound_contextvars(site="alameda.ca", run=7, step="ocr", job="abc"):
    logging.getLogger("clerk.stages.ocr").info("page read", extra={{"seconds": 1.8}})
    logging.getLogger("rq.worker").info("chatter")
    logging.getLogger("clerk").debug("detail")
    structlog.get_logger("clerk").warning("from structlog")
    try:
        1 / 0
    except ZeroDivisionError:
        logging.getLogger("clerk").exception("went wrong")
"""


def logged(*, level: str = "INFO", for_people: bool = False) -> tuple[str, str]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(level=level, for_people=for_people)],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout, done.stderr


def test_every_line_is_one_json_object_with_what_was_bound() -> None:
    out, err = logged()
    lines = [json.loads(line) for line in err.splitlines()]

    assert out == ""
    assert [line["event"] for line in lines] == ["page read", "from structlog", "went wrong"]
    page_read = next(line for line in lines if line["event"] == "page read")
    assert {key: page_read[key] for key in ("level", "logger", "seconds", "site", "run", "step", "job")} == {
        "level": "info",
        "logger": "clerk.stages.ocr",
        "seconds": 1.8,
        "site": "alameda.ca",
        "run": 7,
        "step": "ocr",
        "job": "abc",
    }
    assert page_read["timestamp"].endswith("Z")


def test_a_traceback_stays_within_its_line() -> None:
    _, err = logged()

    (wrong,) = [json.loads(line) for line in err.splitlines() if "went wrong" in line]

    assert "ZeroDivisionError" in wrong["exception"]


def test_the_level_is_kept_and_chatter_of_libraries_is_not() -> None:
    _, err = logged()
    _, detailed = logged(level="DEBUG")

    assert "chatter" not in err
    assert "detail" not in err
    assert "detail" in detailed


def test_text_for_people_has_no_colour_when_nobody_sees_it() -> None:
    _, err = logged(for_people=True)

    assert re.match(r"\d\d:\d\d:\d\d .*page read", err)
    assert "\x1b[" not in err


def test_nothing_is_logged_by_importing() -> None:
    assert logging.getLogger("clerk").handlers == []
