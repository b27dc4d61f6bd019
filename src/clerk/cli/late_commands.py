"""A command group that imports each command when it is asked for: `clerk extract` loads no database driver."""

import importlib
from collections.abc import Mapping
from typing import Any

import click

from clerk.cli.whole_sentences import WholeSentences


class LateCommands(WholeSentences):
    """Commands by name, each with the place where it is: {"search": "clerk.cli.archive_commands:search"}."""

    def __init__(self, *arguments: Any, places: Mapping[str, str], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._places = places

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *self._places})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command that a plugin added comes before one of ours."""
        added = super().get_command(ctx, cmd_name)
        place = self._places.get(cmd_name)
        if added is not None or place is None:
            return added
        module, _, name = place.partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command
