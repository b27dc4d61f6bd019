"""motions.csv, votes.csv and attendance.csv: a row each, a heading over them, in UTF-8 as RFC 4180 has it."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Protocol, TextIO

from clerk.archive.export.published import Published, PublishedAttendance, PublishedMotion, PublishedVote
from clerk.archive.whole_files import replacing

_ITEM_SEPARATOR = "; "
_MOTION = tuple(field.name for field in fields(PublishedMotion) if field.name != "votes")
_VOTE = tuple(field.name for field in fields(PublishedVote))
_ATTENDANCE = tuple(field.name for field in fields(PublishedAttendance))


class _Writer(Protocol):
    """What csv.writer gives, whose own type has no name."""

    def writerow(self, row: Iterable[object], /) -> object: ...

    def writerows(self, rows: Iterable[Iterable[object]], /) -> object: ...


def write_csv_files(published: Published, folder: Path) -> int:
    """Writes the three files into the folder, whole; gives the number of motions.

    Raises:
        StorageUnavailable: the disk is full, read-only or not there; the files are as they were.
    """
    count = 0
    with ExitStack() as files:
        motions, votes, attendance = (
            files.enter_context(_opened(folder / name, folder))
            for name in ("motions.csv", "votes.csv", "attendance.csv")
        )
        rows_of_motions, rows_of_votes = _table(motions, _MOTION), _table(votes, ("date", "body", "motion", *_VOTE))
        for motion in published.motions():
            count += 1
            rows_of_motions.writerow(_motion_row(motion))
            rows_of_votes.writerows(_vote_row(motion, vote) for vote in motion.votes)
        rows = _table(attendance, _ATTENDANCE)
        rows.writerows([getattr(one, name) for name in _ATTENDANCE] for one in published.attendance())
    return count


@contextmanager
def _opened(path: Path, folder: Path) -> Iterator[TextIO]:
    with (
        replacing(path, aside_in=folder) as aside,
        aside.open("w", encoding="utf-8", errors="replace", newline="") as file,
    ):
        yield file


def _table(file: TextIO, columns: Sequence[str]) -> _Writer:
    writer = csv.writer(file)
    writer.writerow(columns)
    return writer


def _motion_row(motion: PublishedMotion) -> list[object]:
    return [_ITEM_SEPARATOR.join(motion.items) if name == "items" else getattr(motion, name) for name in _MOTION]


def _vote_row(motion: PublishedMotion, vote: PublishedVote) -> list[object]:
    return [motion.date, motion.body, motion.text, *(getattr(vote, name) for name in _VOTE)]
