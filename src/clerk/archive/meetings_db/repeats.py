"""Which motions of a meeting are printed twice: in its minutes and in what is attached to them, or in a draft."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from clerk.archive.meetings_db.spelling import letters_of, words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedMotion:
    """A motion as one document prints it."""

    id: str
    document_id: str
    sequence: int
    text: str
    mover: str | None
    result: str | None
    yes: int | None
    no: int | None
    votes: int
    """How many votes by name are printed and published of it."""


def repeats_of(motions: Iterable[PrintedMotion]) -> Mapping[str, str]:
    """For each motion of a meeting that repeats one of another document, by its id the id of the one that counts.

    The fullest document's counts: the one with the most votes by name. One motion repeats at most one of each document,
    so that what was moved twice stays two motions.
    """
    repeats: dict[str, str] = {}
    originals: dict[str, list[PrintedMotion]] = defaultdict(list)
    for document in _fullest_first(motions):
        taken: set[str] = set()
        new: list[tuple[str, PrintedMotion]] = []
        for motion in document:
            key = letters_of(motion.text)
            original = next(
                (one for one in originals.get(key, ()) if one.id not in taken and _agree(one, motion)), None
            )
            if original is not None:
                taken.add(original.id)
                repeats[motion.id] = original.id
            elif key:
                new.append((key, motion))
        for key, motion in new:
            originals[key].append(motion)
    return repeats


def _fullest_first(motions: Iterable[PrintedMotion]) -> Sequence[Sequence[PrintedMotion]]:
    documents: dict[str, list[PrintedMotion]] = defaultdict(list)
    for motion in motions:
        documents[motion.document_id].append(motion)
    ordered = [sorted(document, key=lambda motion: (motion.sequence, motion.id)) for document in documents.values()]
    return sorted(
        ordered, key=lambda document: (-sum(one.votes for one in document), -len(document), document[0].document_id)
    )


def _agree(one: PrintedMotion, other: PrintedMotion) -> bool:
    """True unless the two prints say different things of one vote."""
    return (
        one.result == other.result
        and _may_be_same(one.yes, other.yes)
        and _may_be_same(one.no, other.no)
        and _is_same_name(one.mover, other.mover)
    )


def _may_be_same(one: int | None, other: int | None) -> bool:
    return one is None or other is None or one == other


def _is_same_name(one: str | None, other: str | None) -> bool:
    """True also for a surname beside the full name: only one of two prints may have a roster."""
    if one is None or other is None:
        return one is other
    words, others = frozenset(words_of(one)), frozenset(words_of(other))
    return words <= others or others <= words
