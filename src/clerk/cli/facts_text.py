"""The motions of one document as a short table."""

import unicodedata
from collections.abc import Iterator

from clerk.cli.facts_json import result_word
from clerk.model.facts import Counts, Facts, Motion, NamedPerson

_TEXT_LENGTH = 60
_NAME_LENGTH = 20
_FORM = "{:>3}  {:>4}  {:<9}  {:<9}  {:<18}  {:<20}  {:<20}  {}"


def motion_lines(facts: Facts) -> Iterator[str]:
    """A heading and a line a motion, ending in `(?)` where there is doubt; nothing for a document without motions."""
    if facts.motions:
        heads = ("#", "page", "result", "votes", "tier", "moved by", "seconded by", "motion")
        yield _FORM.format(*heads)
    for motion in facts.motions:
        yield _motion_line(motion).rstrip()


def counts_text(counts: Counts) -> str:
    """As minutes write it, yes first: "5-0", "5-1-1" with abstentions; what is not known is a question mark."""
    if counts.yes is None and counts.no is None:
        return ""
    numbers = [counts.yes, counts.no, *([counts.abstain] if counts.abstain else [])]
    return "-".join("?" if number is None else str(number) for number in numbers)


def plain(text: str) -> str:
    """On one line, and without what would steer a terminal: a document may hold anything."""
    return " ".join("".join(" " if unicodedata.category(mark) in {"Cc", "Cf", "Cs"} else mark for mark in text).split())


def shortened(text: str, length: int) -> str:
    line = plain(text)
    return line if len(line) <= length else f"{line[: length - 1].rstrip()}…"


def _motion_line(motion: Motion) -> str:
    doubt = "" if motion.doubt is None else "  (?)"
    return _FORM.format(
        motion.sequence,
        "" if motion.span is None else motion.span.page,
        result_word(motion.result) or "-",
        counts_text(motion.counts) or "-",
        motion.tier.value,
        _short_name(motion.mover),
        _short_name(motion.seconder),
        shortened(motion.text, _TEXT_LENGTH) + doubt,
    )


def _short_name(person: NamedPerson | None) -> str:
    return "-" if person is None else shortened(person.name, _NAME_LENGTH)
