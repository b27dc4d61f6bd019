"""Help of command groups that cuts no sentence short."""

import click

_LONGEST_SENTENCE = 200


class WholeSentences(click.Group):
    """A group that lists its commands with the whole first sentence of each, over as many lines as that takes."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        rows = [
            (name, command.get_short_help_str(_LONGEST_SENTENCE)) for name, command in sorted(self.commands.items())
        ]
        with formatter.section("Commands"):
            formatter.write_dl(rows)
