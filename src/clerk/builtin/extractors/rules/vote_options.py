"""How styles say an option: by a group of a pattern that is named for it, or by a letter in a table."""

import re

from clerk.model.facts import VoteOption

MARKS = {
    "Y": VoteOption.YES,
    "N": VoteOption.NO,
    "A": VoteOption.ABSENT,
    "NV": VoteOption.NOT_VOTING,
    "E": VoteOption.EXCUSED,
    "R": VoteOption.ABSTAIN,
}
"""The letters of tables with a row for each ward."""


def option_named(match: re.Match[str]) -> VoteOption:
    """The option whose name is that of the one group, of those named for options, that took part in the match."""
    groups = match.groupdict()
    return next(option for option in VoteOption if groups.get(option.name) is not None)
