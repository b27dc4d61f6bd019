"""Help of command groups that cuts no sentence short."""

import click

_LONGEST_SENTENCE = 200


class WholeSentences(click.Group):
    """A group that lists its commands with the whole first sentence of each, over as many lines as that takes."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [
            (name, command.get_short_help_str(_LONGEST_SENTENCE))
            for name in self.list_commands(ctx)
            if (command := self.get_command(ctx, name)) is not None
        ]
        with formatter.section("Commands"):
            formatter.write_dl(rows)
