"""Which of the people that a document names have a row in people: officials, and others where a setting widens it."""

from dataclasses import dataclass

from clerk.archive.meetings_db.person_names import name_parts
from clerk.archive.meetings_db.spelling import letters_of
from clerk.model.facts import Facts, MentionLabel, NamedPerson


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleWithRecords:
    """The names of one document's people, without those who are no more than mentions."""

    officials: frozenset[str]
    others: frozenset[str]
    """Whom the document does not show to be members; empty unless wanted."""

    def include(self, person: NamedPerson) -> bool:
        return person.is_official or person.name in self.others

    def include_name(self, name: str) -> bool:
        return name in self.officials or name in self.others


def people_with_records(facts: Facts, *, from_mentions: bool) -> PeopleWithRecords:
    """Officials alone; with `from_mentions` also whoever moves, seconds, votes or is mentioned under a full name.

    A surname alone makes nobody of those others: it may be anybody's, and two members may share it.
    """
    named = [one.person for one in facts.attendance]
    in_motions = [person for motion in facts.motions for person in motion.people()]
    officials = frozenset(person.name for person in (*named, *in_motions) if person.is_official)
    if not from_mentions:
        return PeopleWithRecords(officials=officials, others=frozenset())
    names = {person.name for person in in_motions}
    names |= {mention.text for mention in facts.mentions if mention.label is MentionLabel.PERSON}
    known = {letters_of(name) for name in officials}
    others = frozenset(name for name in names if letters_of(name) not in known and name_parts(name).given is not None)
    return PeopleWithRecords(officials=officials, others=others)
