"""Who was there and who was not: by labelled lists, else by a roll call of one name a line, else by sentences."""

from collections.abc import Iterable, Iterator, Sequence

from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.labels import Label, LabelledList
from clerk.builtin.extractors.rules.names import NamedPlace, Roster
from clerk.builtin.extractors.rules.roll_calls import RollCall
from clerk.builtin.extractors.rules.told_attendance import told_attendance
from clerk.model.facts import Attendance, AttendanceStatus

_STATUS = {
    Label.PRESENT: AttendanceStatus.PRESENT,
    Label.ABSENT: AttendanceStatus.ABSENT,
    Label.EXCUSED: AttendanceStatus.EXCUSED,
    Label.LATE: AttendanceStatus.LATE,
}
_ANSWERS = {
    "present": AttendanceStatus.PRESENT,
    "here": AttendanceStatus.PRESENT,
    "absent": AttendanceStatus.ABSENT,
    "excused": AttendanceStatus.EXCUSED,
}
_NEAR = 400
"""Characters between the end of a list of those present and the label of those absent."""


def attendance(
    text: JoinedText, lists: Sequence[LabelledList], roll_calls: Sequence[RollCall]
) -> tuple[Attendance, ...]:
    """Each person once; somebody whom the minutes call both present and absent is left out."""
    found = list(_from_lists(lists)) or list(_from_roll_calls(roll_calls)) or list(_from_sentences(text))
    seen: dict[str, list[tuple[NamedPlace, AttendanceStatus]]] = {}
    for place, status in found:
        seen.setdefault(place.name.casefold(), []).append((place, status))
    return tuple(
        Attendance(name=places[0][0].name, status=places[0][1], span=text.span(places[0][0].start, places[0][0].end))
        for places in seen.values()
        if len({status for _, status in places}) == 1
    )


def roster(found: Iterable[Attendance]) -> Roster:
    return Roster.of(each.name for each in found)


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


def _from_roll_calls(roll_calls: Sequence[RollCall]) -> Iterator[tuple[NamedPlace, AttendanceStatus]]:
    for call in roll_calls:
        if all(answer.word in _ANSWERS for answer in call.answers):
            for answer in call.answers:
                yield answer.place, _ANSWERS[answer.word]
            return


def _from_sentences(text: JoinedText) -> Iterator[tuple[NamedPlace, AttendanceStatus]]:
    for told in told_attendance(text):
        yield told.place, told.status
