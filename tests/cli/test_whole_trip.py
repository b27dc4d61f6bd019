"""One site's trip by commands alone, from `site add` to `search`; and what the site's failures say afterwards."""

import shutil
from pathlib import Path

from clerk.demo import DOCUMENTS
from fixtures.command_line import CommandLine

GOOD = "minutes/City Council/2024-03-12.pdf"


def a_source(folder: Path) -> Path:
    """A document with a text layer, an empty one, and one whose name says no date."""
    source = folder / "source"
    for name, new in (
        (GOOD, GOOD),
        ("minutes/Planning Commission/2024-04-17.pdf", "minutes/Planning Commission/2024-04-17.pdf"),
        (GOOD, "minutes/City Council/2024-02-30.pdf"),
    ):
        (source / new).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(DOCUMENTS / name, source / new)
    return source


def test_a_site_goes_from_a_folder_to_a_search_and_its_failures_are_told(clerk: CommandLine, tmp_path: Path) -> None:
    source = a_source(tmp_path)
    clerk.says("site", "add", "riverbend", "--fetcher", "folder", "--option", f"path={source}")
    early = clerk.run("search", "riverbend", "council")
    clerk.says("enqueue", "riverbend")
    for queue in ("fetch", "extraction", "deploy"):
        worked = clerk.run("worker", queue, "--burst")
        assert worked.code == 0, worked
    found = clerk.run("search", "riverbend", "council")
    nothing = clerk.run("search", "riverbend", "zzzz")
    hostile = clerk.run("search", "riverbend", 'council" OR NEAR(*')
    failures = clerk.says("failures", "riverbend")
    status = clerk.says("status", "--subdomain", "riverbend")

    assert early.code == 3
    assert "clerk enqueue riverbend" in early.err
    assert found.code == 0
    assert "City Council  2024-03-12  minutes  page 1\n" in found.out
    assert (nothing.code, nothing.out) == (0, "")
    assert hostile.code == 0
    assert "2024-02-30" in failures
    assert "2024-04-17.pdf" in failures
    assert "Current Stage: completed_with_failures" in status
    assert "Not read: 1 document, 1 listing (clerk failures riverbend)" in status


def test_a_source_that_is_not_there_ends_the_run_with_its_reason(clerk: CommandLine, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    clerk.says("site", "add", "riverbend", "--fetcher", "folder", "--option", f"path={gone}")
    clerk.says("enqueue", "riverbend")

    worked = clerk.run("worker", "fetch", "--burst")
    status = clerk.says("status")
    of_site = clerk.says("status", "--subdomain", "riverbend")

    assert worked.code == 0
    assert "riverbend: failed: " in status
    assert str(gone) in status
    assert "  ✗ fetch    - Failed\n    ocr      - Not run\n" in of_site
