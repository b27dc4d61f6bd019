"""recorded.json: the votes that came with a document from its platform's records.

{"motions": [{"text": "to adopt the budget", "mover": "Ana Reyes", "seconder": null, "result": "pass",
              "agenda_item": "7.B", "identifier": "4711", "votes": [{"name": "Ana Reyes", "option": "yes"}]}]}

Every key of a motion may be left out; results and options are those of `MotionResult` and `VoteOption`.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from clerk.archive.paths import SitePaths
from clerk.archive.whole_files import write_whole
from clerk.errors import ClerkError
from clerk.model.document import DocumentKey
from clerk.model.facts import MotionResult, VoteOption
from clerk.model.recorded import RecordedMotion, RecordedVote

_TEXTS = ("mover", "seconder", "agenda_item", "identifier")


class RecordedUnreadable(ClerkError):
    """Bytes that are no recorded votes; the message says what is wrong with them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """The recorded motions of one document, in the order of the meeting."""

    motions: tuple[RecordedMotion, ...] = ()
    sha256: str = ""
    """Of recorded.json; empty when there is none."""


def keep_recorded(paths: SitePaths, key: DocumentKey, motions: Sequence[RecordedMotion]) -> None:
    """Writes what a source gave, unless it is there already; a source that gives nothing takes nothing away.

    Raises:
        StorageUnavailable: the disk is full or read-only.
    """
    content = recorded_to_json(motions)
    if motions and content != _content(paths, key):
        write_whole(paths.recorded(key), content, aside_in=paths.incoming)


def read_recorded(paths: SitePaths, key: DocumentKey) -> Recorded:
    """What came with the document.

    Raises:
        RecordedUnreadable: somebody or some disk damaged the file.
    """
    content = _content(paths, key)
    if content is None:
        return Recorded()
    return Recorded(motions=recorded_from_json(content), sha256=sha256(content).hexdigest())


def recorded_to_json(motions: Sequence[RecordedMotion]) -> bytes:
    document = {"motions": [asdict(motion) for motion in motions]}
    return json.dumps(document, ensure_ascii=False, indent=1).encode(errors="replace")


def recorded_from_json(content: bytes) -> tuple[RecordedMotion, ...]:
    """The motions that these bytes say.

    Raises:
        RecordedUnreadable: they are not of the form that stands above.
    """
    try:
        return tuple(_motion(motion) for motion in json.loads(content)["motions"])
    except KeyError as error:
        raise RecordedUnreadable(f"a key is missing: {error}") from error
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise RecordedUnreadable(f"not recorded votes: {error}") from error


def _content(paths: SitePaths, key: DocumentKey) -> bytes | None:
    try:
        return paths.recorded(key).read_bytes()
    except FileNotFoundError:
        return None


def _motion(document: dict[str, Any]) -> RecordedMotion:
    result = document.get("result")
    return RecordedMotion(
        text=_text(document.get("text")) or "",
        result=None if result is None else MotionResult(result),
        votes=tuple(_vote(vote) for vote in document.get("votes") or ()),
        **{name: _text(document.get(name)) for name in _TEXTS},
    )


def _vote(document: dict[str, Any]) -> RecordedVote:
    name = _text(document["name"])
    if name is None:
        raise ValueError("a vote without a name")
    return RecordedVote(name=name, option=VoteOption(document["option"]))


def _text(value: object) -> str | None:
    """The text without space around it, None for an empty one."""
    if not isinstance(value, str | None):
        raise TypeError(f"{value!r} is not a text")
    return (value or "").strip() or None
