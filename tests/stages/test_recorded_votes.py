"""A platform's records win over the minutes, the minutes fill their holes, and where they disagree both are kept."""

from dataclasses import replace

from clerk.model.facts import (
    Attendance,
    AttendanceStatus,
    Counts,
    Doubt,
    Facts,
    Motion,
    MotionKind,
    MotionResult,
    NamedPerson,
    SourceKind,
    Span,
    Tier,
    Vote,
    VoteOption,
)
from clerk.model.recorded import RecordedMotion, RecordedVote
from clerk.stages.recorded_votes import with_recorded

SPAN = Span(page=1, start=0, end=5, quote="Moved")
MEMBERS = ("Ana Reyes", "Bo Smith", "Cy Young")


def _person(name: str, *, is_official: bool = True) -> NamedPerson:
    return NamedPerson(name=name, is_official=is_official, span=SPAN)


def _vote(name: str, option: VoteOption, note: str | None = None) -> Vote:
    return Vote(voter=_person(name), option=option, note=note)


def _motion(sequence: int, text: str, mover: str | None = "Ana Reyes", *votes: Vote) -> Motion:
    return Motion(
        sequence=sequence,
        text=text,
        kind=MotionKind.MAIN,
        mover=None if mover is None else _person(mover),
        seconder=None,
        result=MotionResult.PASS,
        result_text="carried",
        method=None,
        counts=Counts(),
        counts_printed=False,
        tier=Tier.OUTCOME,
        votes=votes,
        rule="moved-by",
        span=SPAN,
    )


def _facts(*motions: Motion) -> Facts:
    attendance = tuple(Attendance(person=_person(name), status=AttendanceStatus.PRESENT) for name in MEMBERS)
    return Facts(extractor="fake 1", text_sha256="aa", attendance=attendance, motions=motions)


def _recorded(**options: VoteOption) -> tuple[RecordedVote, ...]:
    return tuple(RecordedVote(name=name, option=option) for name, option in options.items())


def _only(facts: Facts) -> Motion:
    (motion,) = facts.motions
    return motion


def test_without_records_facts_stay_as_they_are() -> None:
    facts = _facts(_motion(1, "adopt the budget"))

    assert with_recorded(facts, ()) is facts


def test_records_name_the_voters_and_the_minutes_keep_their_place_and_words() -> None:
    given = RecordedMotion(
        text="Budget", mover="Reyes, Ana", seconder="Smith", votes=_recorded(Reyes=VoteOption.YES, Smith=VoteOption.NO)
    )

    motion = _only(with_recorded(_facts(_motion(1, "adopt the budget")), [given]))

    assert (motion.text, motion.span, motion.source_kind) == ("adopt the budget", SPAN, SourceKind.API)
    assert motion.mover == _person("Ana Reyes")
    assert motion.seconder == NamedPerson(name="Bo Smith", is_official=True, span=None)
    assert [(vote.voter.name, vote.option) for vote in motion.votes] == [("Ana Reyes", "yes"), ("Bo Smith", "no")]
    assert (motion.counts, motion.tier, motion.doubt) == (Counts(yes=1, no=1, abstain=0), Tier.NAMED, None)
    assert (motion.result, motion.result_text, motion.rule) == (MotionResult.PASS, "carried", "moved-by + record")


def test_minutes_fill_a_missing_seconder_and_who_was_absent() -> None:
    found = replace(
        _motion(1, "adopt the budget", "Ana Reyes", _vote("Cy Young", VoteOption.ABSENT)), seconder=_person("Bo Smith")
    )
    given = RecordedMotion(mover="Ana Reyes", votes=_recorded(Reyes=VoteOption.YES, Smith=VoteOption.YES))

    motion = _only(with_recorded(_facts(found), [given]))

    assert motion.seconder == _person("Bo Smith")
    assert motion.votes[-1] == _vote("Cy Young", VoteOption.ABSENT)
    assert (motion.counts, motion.doubt) == (Counts(yes=2, no=0, abstain=0, absent=1), None)


def test_where_they_disagree_the_record_is_the_fact_and_the_doubt_has_what_the_minutes_say() -> None:
    said = (_vote("Ana Reyes", VoteOption.YES), _vote("Bo Smith", VoteOption.YES))
    found = replace(_motion(1, "adopt the budget", "Ana Reyes", *said), counts=Counts(yes=2, no=0), counts_printed=True)
    given = RecordedMotion(
        mover="Ana Reyes", result=MotionResult.TIE, votes=_recorded(Reyes=VoteOption.YES, Smith=VoteOption.NO)
    )

    motion = _only(with_recorded(_facts(found), [given]))

    assert motion.result is MotionResult.TIE
    assert [vote.option for vote in motion.votes] == ["yes", "no"]
    assert (motion.counts, motion.counts_printed) == (Counts(yes=1, no=1, abstain=0), False)
    assert motion.doubt == Doubt(
        reason="the record has Smith as no, the minutes have yes; the record counts 1 yes, the minutes say 2; "
        "the record counts 1 no, the minutes say 0; the record says tie, the minutes say pass",
        result=MotionResult.PASS,
        counts=Counts(yes=2, no=0),
        votes=said,
    )


def test_another_mover_and_a_voter_whom_the_record_does_not_know_are_doubts() -> None:
    found = _motion(1, "adopt the annual budget", "Ana Reyes", _vote("Cy Young", VoteOption.NO))
    given = RecordedMotion(text="adopt the annual budget", mover="Bo Smith", votes=_recorded(Reyes=VoteOption.YES))

    motion = _only(with_recorded(_facts(replace(found, agenda_item="7.B")), [replace(given, agenda_item="7b")]))

    assert motion.mover is not None
    assert motion.mover.name == "Bo Smith"
    assert [vote.voter.name for vote in motion.votes] == ["Ana Reyes"]
    assert motion.doubt is not None
    assert motion.doubt.reason == (
        "the record has Bo Smith as mover, the minutes have Ana Reyes; "
        "the minutes have Cy Young as no, the record does not name them"
    )


def test_what_the_minutes_contradict_themselves_in_stays_to_be_looked_at() -> None:
    own = Doubt(reason="2 names under AYES, but the tally says 3", result=None, counts=Counts(yes=3), votes=())
    given = RecordedMotion(mover="Ana Reyes", votes=_recorded(Reyes=VoteOption.YES, Smith=VoteOption.YES))

    motion = _only(with_recorded(_facts(replace(_motion(1, "adopt the budget"), doubt=own)), [given]))

    assert motion.doubt == own
    assert motion.counts.yes == 2


def test_an_inferred_vote_gives_way_without_a_word() -> None:
    inferred = replace(_vote("Bo Smith", VoteOption.YES), is_inferred=True)
    given = RecordedMotion(mover="Ana Reyes", votes=_recorded(Smith=VoteOption.NO))

    motion = _only(with_recorded(_facts(_motion(1, "adopt the budget", "Ana Reyes", inferred)), [given]))

    assert [(vote.option, vote.is_inferred) for vote in motion.votes] == [("no", False)]
    assert motion.doubt is None


def test_motions_without_a_counterpart_stay_in_their_places_and_are_numbered_anew() -> None:
    first, last = _motion(1, "approve the minutes", "Bo Smith"), _motion(2, "amend the budget", "Ana Reyes")
    facts = _facts(first, replace(last, parent=1), replace(_motion(3, "adjourn", "Cy Young"), parent=2))
    given = [
        RecordedMotion(text="Approve minutes", mover="Smith"),
        RecordedMotion(text="Appoint a treasurer", mover="Cy Young", result=MotionResult.FAIL),
        RecordedMotion(text="Amend budget", mover="Reyes"),
    ]

    motions = with_recorded(facts, given).motions

    assert [(motion.sequence, motion.text, motion.source_kind, motion.parent) for motion in motions] == [
        (1, "approve the minutes", "api", None),
        (2, "Appoint a treasurer", "api", None),
        (3, "amend the budget", "api", 1),
        (4, "adjourn", "text", 3),
    ]
    assert (motions[1].span, motions[1].result, motions[1].rule) == (None, MotionResult.FAIL, "record")


def test_two_members_of_one_surname_are_told_apart_by_their_first_names() -> None:
    votes = (
        RecordedVote(name="Smith, Bo", option=VoteOption.YES),
        RecordedVote(name="Smith, Di", option=VoteOption.NO),
    )
    given = RecordedMotion(mover="Ana Reyes", votes=votes)

    motion = _only(with_recorded(_facts(_motion(1, "adopt the budget")), [given]))

    assert [vote.voter.name for vote in motion.votes] == ["Bo Smith", "Di Smith"]


def test_a_name_that_the_record_gives_twice_counts_once_and_is_a_doubt() -> None:
    votes = (
        RecordedVote(name="Reyes", option=VoteOption.YES),
        RecordedVote(name="Reyes", option=VoteOption.NO),
    )

    motion = _only(with_recorded(_facts(_motion(1, "adopt it")), [RecordedMotion(mover="Ana Reyes", votes=votes)]))

    assert [vote.option for vote in motion.votes] == ["yes"]
    assert motion.doubt is not None
    assert motion.doubt.reason == "the record names Reyes 2 times"
