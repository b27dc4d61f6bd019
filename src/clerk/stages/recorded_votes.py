"""Merges a platform's records into the facts of a document: the records win, the minutes fill their holes.

Where both say something and disagree, the record is the fact and a doubt keeps what the minutes say.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from clerk.model.facts import (
    Counts,
    Doubt,
    Facts,
    Motion,
    MotionKind,
    NamedPerson,
    SourceKind,
    Tier,
    Vote,
    VoteOption,
)
from clerk.model.recorded import RecordedMotion, RecordedVote
from clerk.stages.recorded_alignment import aligned
from clerk.stages.recorded_names import is_same_person, written_forwards

RULE = "record"
_AWAY = frozenset({VoteOption.ABSENT, VoteOption.EXCUSED})


def with_recorded(facts: Facts, recorded: Sequence[RecordedMotion]) -> Facts:
    """The facts with these motions in their places among those of the text; as they are when there are none."""
    if not recorded:
        return facts
    members = tuple(dict.fromkeys(one.person.name for one in facts.attendance if one.person.is_official))
    merged = [(found, _merged(found, given, members)) for found, given in aligned(facts.motions, recorded)]
    return replace(facts, motions=_numbered(merged))


def _numbered(merged: Sequence[tuple[Motion | None, Motion]]) -> tuple[Motion, ...]:
    """The motions numbered anew, each still pointing at the one that it would change."""
    new = {found.sequence: number for number, (found, _) in enumerate(merged, 1) if found is not None}
    return tuple(
        replace(motion, sequence=number, parent=None if motion.parent is None else new.get(motion.parent))
        for number, (_, motion) in enumerate(merged, 1)
    )


def _merged(found: Motion | None, given: RecordedMotion | None, members: Sequence[str]) -> Motion:
    if given is None:
        assert found is not None  # noqa: S101  an aligned pair is never empty
        return found
    return _added(given, members) if found is None else _Pair(found, given, members).merged()


def _added(given: RecordedMotion, members: Sequence[str]) -> Motion:
    votes = tuple(Vote(voter=_person(vote.name, None, members), option=vote.option) for vote in _each_once(given.votes))
    return Motion(
        sequence=0,
        text=given.text,
        kind=MotionKind.MAIN,
        mover=None if given.mover is None else _person(given.mover, None, members),
        seconder=None if given.seconder is None else _person(given.seconder, None, members),
        result=given.result,
        result_text=None,
        method=None,
        counts=_counted(votes) if votes else Counts(),
        counts_printed=False,
        tier=Tier.NAMED if votes else Tier.OUTCOME,
        votes=votes,
        rule=RULE,
        span=None,
        agenda_item=given.agenda_item,
        source_kind=SourceKind.API,
    )


@dataclass(frozen=True, slots=True)
class _Pair:
    """A motion as the minutes have it and as the record has it."""

    found: Motion
    given: RecordedMotion
    members: Sequence[str]

    def merged(self) -> Motion:
        found, given = self.found, self.given
        votes = self._votes() if given.votes else found.votes
        counts = self._counts(votes) if given.votes else found.counts
        return replace(
            found,
            text=found.text or given.text,
            mover=self._one(given.mover, found.mover),
            seconder=self._one(given.seconder, found.seconder),
            result=given.result or found.result,
            counts=counts,
            counts_printed=found.counts_printed and counts == found.counts,
            tier=Tier.NAMED if given.votes else found.tier,
            votes=votes,
            rule=f"{found.rule} + {RULE}",
            agenda_item=given.agenda_item or found.agenda_item,
            doubt=self._doubt(),
            source_kind=SourceKind.API,
        )

    def _one(self, name: str | None, person: NamedPerson | None) -> NamedPerson | None:
        return person if name is None else _person(name, person, self.members)

    def _said(self) -> tuple[Vote, ...]:
        """Votes that the minutes print, also where they contradict themselves."""
        doubted = self.found.doubt.votes if self.found.doubt else ()
        return tuple(vote for vote in self.found.votes or doubted if not vote.is_inferred)

    def _votes(self) -> tuple[Vote, ...]:
        return (*(self._vote(vote) for vote in _each_once(self.given.votes)), *self._away())

    def _vote(self, given: RecordedVote) -> Vote:
        said = next((vote for vote in self._said() if is_same_person(vote.voter.name, given.name)), None)
        voter = _person(given.name, said.voter if said else None, self.members)
        note = said.note if said and _agree(said.option, given.option) else None
        return Vote(voter=voter, option=given.option, note=note)

    def _away(self) -> tuple[Vote, ...]:
        """Who was not there by the minutes, and is not in the record: platforms list those who voted."""
        return tuple(vote for vote in self._unrecorded() if vote.option in _AWAY)

    def _unrecorded(self) -> tuple[Vote, ...]:
        names = [vote.name for vote in self.given.votes]
        return tuple(vote for vote in self._said() if not any(is_same_person(vote.voter.name, name) for name in names))

    def _counts(self, votes: Sequence[Vote]) -> Counts:
        counted = _counted(votes)
        return counted if counted.absent else replace(counted, absent=self.found.counts.absent)

    def _doubt(self) -> Doubt | None:
        """What the minutes say otherwise, beside what they contradict themselves in."""
        found, given, own = self.found, self.given, self.found.doubt
        votes = self._other_votes() if given.votes else ()
        counts = self._other_counts() if given.votes else ()
        is_other_result = None not in {given.result, found.result} and given.result != found.result
        reasons = [*([own.reason] if own else []), *self._other_names(), *votes, *counts]
        if is_other_result:
            reasons.append(f"the record says {given.result}, the minutes say {found.result}")
        if not reasons:
            return None
        nothing = Doubt(reason="", result=None, counts=Counts(), votes=())
        return replace(
            own or nothing,
            reason="; ".join(reasons),
            result=found.result if is_other_result else (own or nothing).result,
            counts=found.counts if counts else (own or nothing).counts,
            votes=self._said() if votes else (own or nothing).votes,
        )

    def _other_names(self) -> Iterable[str]:
        for role, name, person in (
            ("mover", self.given.mover, self.found.mover),
            ("seconder", self.given.seconder, self.found.seconder),
        ):
            if name is not None and person is not None and not is_same_person(name, person.name):
                yield f"the record has {name} as {role}, the minutes have {person.name}"

    def _other_votes(self) -> Sequence[str]:
        other = [
            f"the record has {given.name} as {given.option}, the minutes have {said.option}"
            for given in _each_once(self.given.votes)
            for said in self._said()
            if is_same_person(given.name, said.voter.name) and not _agree(given.option, said.option)
        ]
        unknown = [
            f"the minutes have {vote.voter.name} as {vote.option}, the record does not name them"
            for vote in self._unrecorded()
            if vote.option not in _AWAY
        ]
        return [*other, *unknown, *self._named_twice()]

    def _named_twice(self) -> Sequence[str]:
        names = Counter(written_forwards(vote.name) for vote in self.given.votes)
        return [f"the record names {name} {count} times" for name, count in names.items() if count > 1]

    def _other_counts(self) -> Sequence[str]:
        record, minutes = self._counts(self._votes()), self.found.counts
        pairs = (
            ("yes", record.yes, minutes.yes),
            ("no", record.no, minutes.no),
            ("abstain", record.abstain, minutes.abstain),
            ("absent", record.absent, minutes.absent),
        )
        return [
            f"the record counts {given} {word}, the minutes say {said}"
            for word, given, said in pairs
            if said is not None and given != said
        ]


def _person(name: str, said: NamedPerson | None, members: Sequence[str]) -> NamedPerson:
    """Somebody whom the record names, which makes an official of them, in the fullest form that is certain."""
    name = written_forwards(name)
    same = said if said is not None and is_same_person(name, said.name) else None
    known = [member for member in members if is_same_person(name, member)]
    forms = [name, *([same.name] if same else []), *(known if len(known) == 1 else [])]
    fullest = max(forms, key=lambda form: len(form.split()))
    return NamedPerson(name=fullest, is_official=True, span=same.span if same else None)


def _each_once(votes: Sequence[RecordedVote]) -> Sequence[RecordedVote]:
    """The first vote of each name."""
    first = dict[str, RecordedVote]()
    for vote in votes:
        first.setdefault(written_forwards(vote.name), vote)
    return tuple(first.values())


def _agree(one: VoteOption, other: VoteOption) -> bool:
    return one is other or {one, other} <= _AWAY


def _counted(votes: Sequence[Vote]) -> Counts:
    """Counted from names; None for absent ones when nobody is named as such."""
    options = Counter(vote.option for vote in votes)
    away = options[VoteOption.ABSENT] + options[VoteOption.EXCUSED]
    return Counts(
        yes=options[VoteOption.YES],
        no=options[VoteOption.NO],
        abstain=options[VoteOption.ABSTAIN],
        absent=away or None,
    )
