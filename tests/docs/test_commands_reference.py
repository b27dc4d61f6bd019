"""docs/reference/commands.md names every command and option, with the sentences of `--help`, and no other."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from clerk.cli.main import cli

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "commands.md"


def commands_below(group: click.Group, path: str) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands_below(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


COMMANDS = dict(commands_below(cli, "clerk"))


def heading(path: str, command: click.Command) -> str:
    context = click.Context(command)
    arguments = [
        parameter.make_metavar(context) for parameter in command.params if isinstance(parameter, click.Argument)
    ]
    return f"## `{' '.join([path, *arguments])}`"


def option_row(option: click.Option) -> str:
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    return f"| {names} | {option.help} |"


def expected_lines(path: str, command: click.Command) -> list[str]:
    options = [option_row(option) for option in command.params if isinstance(option, click.Option)]
    table = ["", "| option | what it does |", "|---|---|", *options] if options else []
    return [heading(path, command), "", command.help or "", *table]


def written_sections() -> dict[str, list[str]]:
    """Lines of each section, by the command that its heading names, or by the heading when it names none."""
    parts = re.split(r"^(?=## `clerk )", REFERENCE.read_text(), flags=re.MULTILINE)[1:]
    return {command_of(lines[0]): lines for lines in map(str.splitlines, parts)}


def command_of(title: str) -> str:
    words = title.removeprefix("## `").removesuffix("`").split()
    paths = (" ".join(words[:count]) for count in range(len(words), 0, -1))
    return next((path for path in paths if path in COMMANDS), title)


def test_the_reference_names_the_commands_that_there_are() -> None:
    assert sorted(written_sections()) == sorted(COMMANDS)


@pytest.mark.parametrize("path", sorted(COMMANDS))
def test_a_command_is_described_as_its_help_describes_it(path: str) -> None:
    expected = expected_lines(path, COMMANDS[path])

    written = written_sections()[path][: len(expected)]

    assert written == expected, "the section should begin with:\n" + "\n".join(expected)


@pytest.mark.parametrize("path", sorted(COMMANDS))
def test_a_command_and_its_options_have_a_sentence(path: str) -> None:
    command = COMMANDS[path]
    sentences = [command.help, *(option.help for option in command.params if isinstance(option, click.Option))]

    assert all(sentence and sentence[-1] in ".:" for sentence in sentences)
