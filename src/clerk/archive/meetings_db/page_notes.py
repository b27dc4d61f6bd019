"""What stands on one page, as the JSON that existing front ends read from its row."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from clerk.archive.meetings_db.people_with_records import PeopleWithRecords
from clerk.model.facts import Facts, MentionLabel, Motion, VoteOption

_BALLOTS = {
    VoteOption.YES: "aye",
    VoteOption.NO: "nay",
    VoteOption.ABSTAIN: "abstain",
    VoteOption.ABSENT: "absent",
    VoteOption.EXCUSED: "absent",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNotes:
    entities_json: str
    votes_json: str


NO_NOTES = PageNotes(
    entities_json=json.dumps({"persons": [], "orgs": [], "locations": []}), votes_json=json.dumps({"votes": []})
)


def notes_by_page(facts: Facts, people: PeopleWithRecords) -> Mapping[int, PageNotes]:
    """The notes of each page with something on it; of people those with records, of votes what is printed and sure."""
    persons: dict[int, set[str]] = defaultdict(set)
    motions: dict[int, list[Motion]] = defaultdict(list)
    for name, page in _people(facts, people):
        persons[page].add(name)
    for motion in facts.motions:
        if motion.span is not None:
            motions[motion.span.page].append(motion)
    names = {label: _mentioned(facts, label) for label in MentionLabel}
    pages = set(persons) | set(motions) | {page for found in names.values() for page in found}
    return {
        number: PageNotes(
            entities_json=_json(
                {
                    "persons": sorted(persons[number]),
                    "orgs": sorted(names[MentionLabel.ORGANIZATION].get(number, ())),
                    "locations": sorted(names[MentionLabel.PLACE].get(number, ())),
                }
            ),
            votes_json=_json({"votes": [_motion_note(motion) for motion in motions[number]]}),
        )
        for number in sorted(pages)
    }


def _people(facts: Facts, people: PeopleWithRecords) -> Iterator[tuple[str, int]]:
    """Name and page of whoever has a record, at each place."""
    named = [one.person for one in facts.attendance]
    named += [person for motion in facts.motions for person in (motion.mover, motion.seconder) if person is not None]
    named += [vote.voter for motion in facts.motions for vote in motion.votes if not vote.is_inferred]
    for person in named:
        if people.include(person) and person.span is not None:
            yield person.name, person.span.page
    for mention in facts.mentions:
        if mention.label is MentionLabel.PERSON and people.include_name(mention.text):
            yield mention.text, mention.span.page


def _mentioned(facts: Facts, label: MentionLabel) -> Mapping[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for mention in facts.mentions:
        if mention.label is label:
            found[mention.span.page].add(mention.text)
    return found


def _motion_note(motion: Motion) -> dict[str, object]:
    return {
        "motion_by": None if motion.mover is None else motion.mover.name,
        "seconded_by": None if motion.seconder is None else motion.seconder.name,
        "result": None if motion.result is None else motion.result.as_said,
        "tally": {
            "ayes": motion.counts.yes,
            "nays": motion.counts.no,
            "abstain": motion.counts.abstain,
            "absent": motion.counts.absent,
        },
        "individual_votes": [
            {"name": vote.voter.name, "vote": _BALLOTS.get(vote.option, vote.option.value)}
            for vote in motion.votes
            if not vote.is_inferred
        ],
        "raw_text": "" if motion.span is None else motion.span.quote,
    }


def _json(document: object) -> str:
    return json.dumps(document, ensure_ascii=False)
