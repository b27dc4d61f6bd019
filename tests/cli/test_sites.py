"""`clerk site`: what could never be fetched or read is refused before it is stored."""

import json
from pathlib import Path

import pytest

from fixtures.command_line import CommandLine

FOLDER = ("--fetcher", "folder", "--option", "path=/srv/oakland")


def test_a_site_is_added_shown_changed_listed_and_removed(clerk: CommandLine) -> None:
    added = clerk.says(
        "site", "add", "oakland.ca", "--name", "Oakland", *FOLDER, "--timezone", "America/Los_Angeles",
        "--start-year", "1998", "--languages", "eng",
    )  # fmt: skip
    again = clerk.run("site", "add", "oakland.ca", *FOLDER)
    changed = clerk.says("site", "set", "oakland.ca", "--disabled", "--lat", "37.8", "--option", "depth=2")
    shown = json.loads(clerk.says("site", "show", "oakland.ca", "--json"))
    for_people = clerk.says("site", "show", "oakland.ca")
    listed = clerk.says("site", "list")
    removed = clerk.says("site", "remove", "oakland.ca")
    none_left = clerk.run("site", "list")

    assert added == "Added oakland.ca: `clerk enqueue oakland.ca` fetches it\n"
    assert (again.code, again.out) == (1, "")
    assert "clerk site set oakland.ca" in again.err
    assert changed == "Changed oakland.ca\n"
    assert {**shown, "created_at": None} == {
        "subdomain": "oakland.ca",
        "name": "Oakland",
        "state": "",
        "country": "US",
        "kind": "city",
        "fetcher": "folder",
        "fetcher_options": {"path": "/srv/oakland", "depth": "2"},
        "start_year": 1998,
        "timezone": "America/Los_Angeles",
        "ocr_languages": ["eng"],
        "latitude": 37.8,
        "longitude": None,
        "enabled": False,
        "created_at": None,
    }
    assert "fetcher_options: path=/srv/oakland, depth=2\n" in for_people
    assert listed == "oakland.ca  Oakland  [folder]  disabled\n"
    assert removed.startswith("Removed oakland.ca; its files stay in ")
    assert (none_left.code, none_left.out) == (0, "")
    assert "clerk site add" in none_left.err


@pytest.mark.parametrize(
    ("subdomain", "why"),
    [
        ("..", "'..' is not a subdomain"),
        ("x" * 300, "(300 characters)"),
        ("", "'' is not a subdomain"),
    ],
)
def test_a_bad_name_is_refused_in_one_line(nowhere: CommandLine, subdomain: str, why: str) -> None:
    ran = nowhere.run("site", "add", subdomain, *FOLDER)

    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert why in ran.err
    assert not (nowhere.folder / "sites").exists()


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ((), "a site needs --fetcher"),
        (("--fetcher", "legistar", "--option", "client=oakland"), "no fetcher 'legistar'"),
        (("--fetcher", "folder"), "fetcher 'folder' needs --option path=..."),
        ((*FOLDER, "--timezone", "Mars/Olympus"), "'Mars/Olympus' is no IANA time zone"),
        ((*FOLDER, "--languages", "eng+xyz"), "pip install tessdata-fast-xyz"),
        ((*FOLDER, "--languages", "../../etc/passwd"), "no Tesseract data for ../../etc/passwd"),
    ],
)
def test_a_site_that_could_never_work_is_refused_with_what_is_wrong(
    clerk: CommandLine, arguments: tuple[str, ...], why: str
) -> None:
    ran = clerk.run("site", "add", "oakland.ca", *arguments)

    assert (ran.code, ran.out) == (2, "")
    assert why in ran.err


def test_a_site_that_is_not_there_is_not_found(clerk: CommandLine) -> None:
    ran = [clerk.run("site", *command) for command in (("show", "nowhere"), ("set", "nowhere"), ("remove", "nowhere"))]

    assert [one.code for one in ran] == [3, 3, 3]
    assert all("no site 'nowhere'" in one.err and one.err.count("\n") == 1 for one in ran)


def test_a_running_site_is_not_removed(clerk: CommandLine) -> None:
    clerk.says("site", "add", "oakland.ca", *FOLDER)
    clerk.says("enqueue", "oakland.ca")

    ran = clerk.run("site", "remove", "oakland.ca")

    assert ran.code == 2
    assert "clerk purge oakland.ca" in ran.err


def test_a_relative_path_means_the_same_to_workers_elsewhere(clerk: CommandLine, tmp_path: Path) -> None:
    clerk.says("site", "add", "oakland.ca", "--fetcher", "folder", "--option", "path=documents")

    shown = json.loads(clerk.says("site", "show", "oakland.ca", "--json"))

    assert shown["fetcher_options"] == {"path": str(tmp_path / "documents")}
