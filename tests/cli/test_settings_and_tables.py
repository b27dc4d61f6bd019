"""`clerk config` and `clerk db`, and what is said when a setting is missing or wrong."""

import json

import pytest

from clerk.settings import Settings
from clerk.state import migrations
from fixtures.command_line import CommandLine


def test_settings_are_printed_without_passwords(nowhere: CommandLine) -> None:
    printed = nowhere.says("config")
    as_json = json.loads(nowhere.says("config", "--json"))

    assert "DATABASE_URL=postgresql://clerk:***@db.invalid/clerk\n" in printed
    assert "REDIS_URL=redis://:***@redis.invalid/0\n" in printed
    assert "hunter2" not in printed
    assert list(as_json) == [name.upper() for name in Settings.model_fields]
    assert [line.partition("=")[0] for line in printed.splitlines()] == list(as_json)


def test_servers_of_clerks_own_are_told_beside_the_settings(nowhere: CommandLine) -> None:
    ran = nowhere.run("config", DATABASE_URL="", REDIS_URL="")

    assert "DATABASE_URL=\n" in ran.out
    assert f"servers of its own below {nowhere.folder / '.clerk'}" in ran.err


def test_what_is_printed_can_be_an_env_file(nowhere: CommandLine) -> None:
    printed = nowhere.says("config")
    (nowhere.folder / ".env").write_text(printed)

    again = CommandLine(folder=nowhere.folder).says("config")

    assert again == printed


@pytest.mark.parametrize(
    ("variables", "why"),
    [
        ({"OCR_WORKERS": "many"}, "OCR_WORKERS"),
        ({"REDIS_URL": ""}, "REDIS_URL is not set"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line(nowhere: CommandLine, variables: dict[str, str], why: str) -> None:
    ran = nowhere.run("status", **variables)

    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert why in ran.err
    assert "hunter2" not in ran.err


def test_help_needs_no_settings_and_cuts_no_sentence_short(nowhere: CommandLine) -> None:
    helped = nowhere.says("--help", OCR_WORKERS="many")

    assert "Commands:" in helped
    assert "..." not in helped.partition("Commands:")[2]


def test_tables_are_made_compared_and_told(clerk: CommandLine, empty_database_url: str) -> None:
    head = migrations.newest()

    def db(command: str) -> str:
        return clerk.says("db", command, DATABASE_URL=empty_database_url)

    assert db("current") == "none: run `clerk db upgrade`\n"
    assert db("upgrade") == f"Upgraded from nothing to {head}\n"
    assert db("upgrade") == f"At revision {head}, as before\n"
    assert db("current") == f"{head} (head)\n"
    assert db("history").endswith("first tables\n")
    assert db("check") == "The tables are as the code knows them.\n"


def test_a_command_that_is_not_there_is_wrong_usage(nowhere: CommandLine) -> None:
    ran = nowhere.run("fetch-everything")

    assert (ran.code, ran.out) == (2, "")
    assert "No such command 'fetch-everything'" in ran.err
