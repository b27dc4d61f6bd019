"""Finds which motion of a platform's records is which motion of the minutes; both stand in the meeting's order."""

import re
from collections.abc import Sequence

from clerk.model.facts import Motion, NamedPerson
from clerk.model.recorded import RecordedMotion
from clerk.stages.recorded_names import is_same_person

Pairs = Sequence[tuple[Motion | None, RecordedMotion | None]]

LEAST = 1.0
"""So alike are two motions that may be one: the same mover alone, or half of the words and the same result."""

_MOST_TEXT = 1000
_WORD = re.compile(r"\w{4,}")


def aligned(found: Sequence[Motion], given: Sequence[RecordedMotion]) -> Pairs:
    """Every motion of both once, in order: in pairs that are most alike in all, or alone beside None."""
    best = [[0.0] * (len(given) + 1) for _ in range(len(found) + 1)]
    alike = [[likeness(motion, record) for record in given] for motion in found]
    for row in reversed(range(len(found))):
        for column in reversed(range(len(given))):
            paired = alike[row][column] + best[row + 1][column + 1] if alike[row][column] >= LEAST else 0.0
            best[row][column] = max(best[row + 1][column], best[row][column + 1], paired)
    return _walked(found, given, alike, best)


def _walked(
    found: Sequence[Motion], given: Sequence[RecordedMotion], alike: list[list[float]], best: list[list[float]]
) -> Pairs:
    pairs = list[tuple[Motion | None, RecordedMotion | None]]()
    row = column = 0
    while row < len(found) and column < len(given):
        here = alike[row][column]
        if here >= LEAST and best[row][column] == here + best[row + 1][column + 1]:
            pairs.append((found[row], given[column]))
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            pairs.append((found[row], None))
            row += 1
        else:
            pairs.append((None, given[column]))
            column += 1
    return [*pairs, *((motion, None) for motion in found[row:]), *((None, record) for record in given[column:])]


def likeness(found: Motion, given: RecordedMotion) -> float:
    """Higher for what may be the same motion: its people, votes, words, result and item.

    Other votes or another result count for nothing, not against it: those are what a reader wants to see compared.
    """
    return (
        1.0 * _same_name(found.mover, given.mover)
        + 0.7 * _same_name(found.seconder, given.seconder)
        + _same_votes(found, given)
        + 1.5 * _same_words(found.text, given.text)
        + 0.4 * (given.result is not None and found.result is given.result)
        + 0.8 * _same(_plain(found.agenda_item), _plain(given.agenda_item))
    )


def _same(one: object, other: object) -> float:
    """1 for the same, -1 for another, 0 where one of them is not known."""
    if one is None or other is None:
        return 0
    return 1 if one == other else -1


def _same_name(person: NamedPerson | None, name: str | None) -> float:
    if person is None or name is None:
        return 0
    return 1 if is_same_person(person.name, name) else -1


def _same_votes(found: Motion, given: RecordedMotion) -> float:
    """0 to 1: how many of the voters that both name voted alike."""
    said = found.votes or (found.doubt.votes if found.doubt else ())
    both = [
        vote.option is record.option
        for record in given.votes
        for vote in said
        if not vote.is_inferred and is_same_person(vote.voter.name, record.name)
    ]
    return sum(both) / len(both) if both else 0


def _same_words(one: str, other: str) -> float:
    """0 to 1: how many of the words of the shorter text the longer one has too."""
    words, others = (set(_WORD.findall(text[:_MOST_TEXT].casefold())) for text in (one, other))
    return len(words & others) / min(len(words), len(others)) if words and others else 0


def _plain(item: str | None) -> str | None:
    return None if item is None else "".join(sign for sign in item.casefold() if sign.isalnum())
