"""Santa Ana's votes as they were counted by hand, compared item by item within each meeting.

The hand-made list interprets a blank as a yes where nobody dissented, and it puts a second meeting under the date of
March 5; what follows the point where the item numbers start again is left out, as are the items without any vote.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus_facts import Ballot, ballots, ballots_of, facts_of

from clerk.model.facts import Facts, Motion, VoteOption

_MINUTES = {"2/20/24": "20240220", "3/5/24": "20240305", "8/20/24": "20240820"}
_OPTIONS = {
    "aye": VoteOption.YES,
    "y": VoteOption.YES,
    "n": VoteOption.NO,
    "abstain": VoteOption.ABSTAIN,
    "absent": VoteOption.ABSENT,
}
_PAGE = re.compile(r"^--- PAGE \d+ ---\n", re.MULTILINE)
_ITEM = re.compile(r"\bItems?\s+(?:Nos?\.?\s*)?(\d{1,2})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    name: str
    items: int
    """With votes by name in the hand-made list."""
    covered: int
    """Those of them that an extracted motion with votes by name decided."""
    labelled: int
    right: int
    wrong: int


def meetings(corpus: Path) -> list[Meeting]:
    folder = corpus / "votes" / "santa-ana-manual"
    lines = json.loads((folder / "santa_ana_vote_extraction_2024.json").read_text(encoding="utf-8"))["votes"]
    return [_meeting(folder, date, prefix, lines) for date, prefix in _MINUTES.items()]


def _meeting(folder: Path, date: str, prefix: str, lines: list[dict[str, Any]]) -> Meeting:
    (path,) = folder.glob(f"{prefix}_*.txt")
    facts = facts_of(_PAGE.split(path.read_text(encoding="utf-8"))[1:])
    labels = dict(_labels([line for line in lines if line["meeting_date"] == date]))
    found = {item: _votes_on(facts, item, votes) for item, votes in labels.items()}
    return Meeting(
        name=date,
        items=len(labels),
        covered=sum(bool(votes) for votes in found.values()),
        labelled=sum(map(len, labels.values())),
        right=sum(len(labels[item] & votes) for item, votes in found.items()),
        wrong=sum(len(votes - labels[item]) for item, votes in found.items()),
    )


def _labels(lines: list[dict[str, Any]]) -> Iterator[tuple[str, frozenset[Ballot]]]:
    first = int(lines[0]["agenda_item_number"])
    for line in lines:
        if int(line["agenda_item_number"]) < first:
            return
        votes = ballots((name, _OPTIONS[option.lower()]) for name, option in line["member_votes"].items() if option)
        if votes:
            yield line["agenda_item_number"], votes


def _votes_on(facts: Facts, item: str, labelled: frozenset[Ballot]) -> frozenset[Ballot]:
    """Of several votes on an item the one that comes nearest: the list keeps only one of them."""
    candidates = [ballots_of(motion.votes) for motion in facts.motions if item in _items(motion)]
    return max(candidates, key=lambda votes: len(votes & labelled), default=frozenset())


def _items(motion: Motion) -> set[str]:
    return {*motion.items, *_ITEM.findall(motion.text)} or {motion.agenda_item or ""}
