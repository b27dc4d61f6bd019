"""The facts of one document as `clerk extract --json` prints them: pure functions of records."""

from collections.abc import Iterable, Sequence

from clerk.model.facts import (
    Attendance,
    Counts,
    Facts,
    Mention,
    Motion,
    MotionResult,
    NamedPerson,
    Span,
    Vote,
    VoteOption,
)

Json = dict[str, object]


def facts_json(facts: Facts) -> Json:
    """Published facts under names that others read, ours beside them, and what is in doubt apart from both."""
    return {
        "extractor": facts.extractor,
        "motions": [_motion_json(motion) for motion in facts.motions],
        "people_present": _names(facts.attendance, were_there=True),
        "people_absent": _names(facts.attendance, were_there=False),
        "attendance": [_attendance_json(one) for one in facts.attendance],
        "needs_review": [_doubt_json(motion) for motion in facts.motions if motion.doubt is not None],
        "mentions": [_mention_json(mention) for mention in facts.mentions],
    }


def result_word(result: MotionResult | None) -> str | None:
    return None if result is None else result.as_said


def _motion_json(motion: Motion) -> Json:
    return {
        "sequence": motion.sequence,
        "text": motion.text,
        "mover": _name(motion.mover),
        "seconder": _name(motion.seconder),
        "result": result_word(motion.result),
        "counts": _counts_json(motion.counts),
        "votes": _votes_json(vote for vote in motion.votes if not vote.is_inferred),
        "inferred_votes": _votes_json(vote for vote in motion.votes if vote.is_inferred),
        "kind": motion.kind,
        "tier": motion.tier,
        "method": motion.method,
        "rule": motion.rule,
        "result_text": motion.result_text,
        "counts_printed": motion.counts_printed,
        "agenda_item": motion.agenda_item,
        "items": list(motion.items),
        "parent": motion.parent,
        "source_kind": motion.source_kind,
        **_place_json(motion.span),
    }


def _doubt_json(motion: Motion) -> Json:
    """Empty for a motion without doubt."""
    doubt = motion.doubt
    if doubt is None:
        return {}
    place = _place_json(motion.span)
    return {
        "motion": motion.sequence,
        "text": motion.text,
        "reason": doubt.reason,
        "result": result_word(doubt.result),
        "counts": _counts_json(doubt.counts),
        "votes": _votes_json(doubt.votes),
        **place,
    }


def _names(attendance: Sequence[Attendance], *, were_there: bool) -> list[str]:
    return list(dict.fromkeys(one.person.name for one in attendance if one.status.was_there is were_there))


def _attendance_json(one: Attendance) -> Json:
    place = _place_json(one.person.span)
    return {"name": one.person.name, "status": one.status, "role": one.role, "note": one.note, **place}


def _mention_json(mention: Mention) -> Json:
    return {"text": mention.text, "label": mention.label, "method": mention.method, **_place_json(mention.span)}


def _votes_json(votes: Iterable[Vote]) -> list[Json]:
    return [
        {
            "voter": _name_as_said(vote.voter),
            "option": _option_word(vote),
            "note": vote.note,
            **_place_json(vote.voter.span),
        }
        for vote in votes
    ]


def _option_word(vote: Vote) -> str:
    """Four words as far as they go: who is excused is absent, but who recuses himself sits there and abstains."""
    if vote.option is not VoteOption.EXCUSED:
        return vote.option
    is_recused = vote.note is not None and "recus" in vote.note.lower()
    return VoteOption.ABSTAIN if is_recused else VoteOption.ABSENT


def _counts_json(counts: Counts) -> Json:
    return {"yes": counts.yes, "no": counts.no, "abstain": counts.abstain, "absent": counts.absent}


def _name(person: NamedPerson | None) -> str | None:
    return None if person is None else _name_as_said(person)


def _name_as_said(person: NamedPerson) -> str:
    """The full name; the word of the minutes where they call a member by a first name: "Rusty" of Rusty Marine."""
    said = person.span.quote if person.span is not None else person.name
    is_first_name = len(said.split()) == 1 and person.name.split()[:1] == [said] and len(person.name.split()) > 1
    return said if is_first_name else person.name


def _place_json(span: Span | None) -> Json:
    """Null all four for what no page says."""
    if span is None:
        return {"quote": None, "page": None, "start": None, "end": None}
    return {"quote": span.quote, "page": span.page, "start": span.start, "end": span.end}
