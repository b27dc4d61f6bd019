"""Who was there and who was not: by labelled lists, else by a roll call of one name a line, else by sentences."""

from collections.abc import Iterable, Iterator, Sequence

from clerk.builtin.extractors.rules.attendance_runs import run_of_those_present, those_who_presided
from clerk.builtin.extractors.rules.attendance_spanish import spanish_attendance
from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.labels import Label, LabelledList, labelled_lists
from clerk.builtin.extractors.rules.names import NamedPlace, may_be_one
from clerk.builtin.extractors.rules.roll_calls import RollCall, first_motion, roll_calls
from clerk.builtin.extractors.rules.told_attendance import told_attendance
from clerk.model.facts import Attendance, AttendanceStatus, NamedPerson

_STATUS = {
    Label.PRESENT: AttendanceStatus.PRESENT,
    Label.ABSENT: AttendanceStatus.ABSENT,
    Label.EXCUSED: AttendanceStatus.EXCUSED,
    Label.LATE: AttendanceStatus.LATE,
}
_ANSWERS = {
    "present": AttendanceStatus.PRESENT,
    "here": AttendanceStatus.PRESENT,
    "aye": AttendanceStatus.PRESENT,
    "yes": AttendanceStatus.PRESENT,
    "absent": AttendanceStatus.ABSENT,
    "excused": AttendanceStatus.EXCUSED,
}
_Found = list[tuple[NamedPlace, AttendanceStatus]]
_NEAR = 400
"""Characters between the end of a list of those present and the label of those absent."""


def attendance(text: JoinedText) -> tuple[Attendance, ...]:
    """Each person once; somebody whom the minutes call both present and absent is left out."""
    found = spanish_attendance(text.plain)
    found = (
        found or list(_from_lists(labelled_lists(text))) or list(_from_roll_calls(roll_calls(text), first_motion(text)))
    )
    found = _with_run(found, run_of_those_present(text.plain))
    found += [each for each in _from_sentences(text) if not _is_known(found, each[0])]
    found += [
        (place, AttendanceStatus.PRESENT) for place in those_who_presided(text.plain) if not _is_known(found, place)
    ]
    seen: dict[str, list[tuple[NamedPlace, AttendanceStatus]]] = {}
    for place, status in found:
        seen.setdefault(place.name.casefold(), []).append((place, status))
    return tuple(
        _attendance(text, *places[0]) for places in seen.values() if len({status for _, status in places}) == 1
    )


def _with_run(found: _Found, run: Sequence[NamedPlace]) -> _Found:
    """Those present by a run of names, when the labelled list of them is shorter, for its layout is lost."""
    present = [place for place, status in found if status.was_there]
    if len(run) <= len(present):
        return found
    others = [each for each in found if not each[1].was_there]
    absent = [place for place, _ in others]
    return [
        *(
            (place, AttendanceStatus.PRESENT)
            for place in run
            if not any(may_be_one(place.name, one.name) for one in absent)
        ),
        *others,
    ]


def _is_known(found: Sequence[tuple[NamedPlace, AttendanceStatus]], place: NamedPlace) -> bool:
    return any(may_be_one(place.name, other.name) for other, _ in found)


def _attendance(text: JoinedText, place: NamedPlace, status: AttendanceStatus) -> Attendance:
    person = NamedPerson(name=place.name, is_official=True, span=text.span(place.start, place.end))
    return Attendance(person=person, status=status)


def present_throughout(people: Iterable[Attendance]) -> tuple[str, ...]:
    """Those who were there from beginning to end; nobody when somebody came late or left, so that no number is sure."""
    known = list(people)
    if any(one.status in {AttendanceStatus.LATE, AttendanceStatus.LEFT} for one in known):
        return ()
    return tuple(one.person.name for one in known if one.status is AttendanceStatus.PRESENT)


def _from_lists(lists: Sequence[LabelledList]) -> Iterator[tuple[NamedPlace, AttendanceStatus]]:
    """Names of the first list of those present and of the lists that go with it; later ones tell of votes."""
    for each in _attendance_group(lists):
        for name in each.list.names:
            yield name, _STATUS[each.label]


def _attendance_group(lists: Sequence[LabelledList]) -> Iterator[LabelledList]:
    first = next((at for at, each in enumerate(lists) if each.label is Label.PRESENT and each.list.names), None)
    if first is None:
        return
    while first > 0 and lists[first - 1].label in _STATUS and _is_near(lists[first - 1], lists[first]):
        first -= 1
    end: LabelledList | None = None
    for at, each in enumerate(lists[first:]):
        if at and each.label is Label.PRESENT and lists[first].label is Label.PRESENT:
            return
        if each.label in {Label.YES, Label.NO, Label.ABSTAIN} or (end is not None and not _is_near(end, each)):
            return
        end = each
        if each.label in _STATUS:
            yield each


def _is_near(one: LabelledList, other: LabelledList) -> bool:
    return other.start - one.list.end <= _NEAR


def _from_roll_calls(calls: Sequence[RollCall], motion: int | None) -> Iterator[tuple[NamedPlace, AttendanceStatus]]:
    for call in calls:
        if all(answer.word in _ANSWERS for answer in call.answers) and not _is_vote(call, motion):
            for answer in call.answers:
                yield answer.place, _ANSWERS[answer.word]
            return


def _is_vote(call: RollCall, motion: int | None) -> bool:
    """True for "aye", unless the roll is called before anything was moved: so some bodies answer to their names."""
    return motion is not None and call.start > motion and any(answer.word in {"aye", "yes"} for answer in call.answers)


def _from_sentences(text: JoinedText) -> Iterator[tuple[NamedPlace, AttendanceStatus]]:
    for told in told_attendance(text):
        yield told.place, told.status
