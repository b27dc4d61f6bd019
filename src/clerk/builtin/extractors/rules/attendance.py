"""Who was there and who was not: by tables, roll calls, lists under headings, and by what sentences tell."""

from collections.abc import Iterable, Iterator, Sequence

from clerk.builtin.extractors.rules.attendance_acts import acting_surnames
from clerk.builtin.extractors.rules.attendance_cut_names import with_whole_names
from clerk.builtin.extractors.rules.attendance_flattened import people_in_flattened
from clerk.builtin.extractors.rules.attendance_lists import people_in_lists
from clerk.builtin.extractors.rules.attendance_movements import movements, with_movements
from clerk.builtin.extractors.rules.attendance_person import Person
from clerk.builtin.extractors.rules.attendance_presiding import is_mayor, those_who_presided
from clerk.builtin.extractors.rules.attendance_spanish import spanish_attendance
from clerk.builtin.extractors.rules.attendance_tables import people_in_tables
from clerk.builtin.extractors.rules.attendance_unheaded import people_without_heading
from clerk.builtin.extractors.rules.attendance_words import TITLES, is_of_staff
from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.names import Roster, may_be_one
from clerk.builtin.extractors.rules.roll_calls import RollCall, first_motion, roll_calls
from clerk.builtin.extractors.rules.told_attendance import told_attendance
from clerk.model.facts import Attendance, AttendanceStatus, NamedPerson

_ANSWERS = {
    "present": AttendanceStatus.PRESENT,
    "here": AttendanceStatus.PRESENT,
    "aye": AttendanceStatus.PRESENT,
    "yes": AttendanceStatus.PRESENT,
    "absent": AttendanceStatus.ABSENT,
    "excused": AttendanceStatus.EXCUSED,
}
_FEWEST = 3
_Found = Sequence[tuple[Person, AttendanceStatus]]


def attendance(text: JoinedText) -> tuple[Attendance, ...]:
    """Each person once; somebody whom the minutes call both present and absent is left out."""
    plain = with_whole_names(text.plain, first_motion(text))
    people = _with_told(text, plain, list(_listed(text, plain)))
    is_council = sum(status.was_there for _, status in people) > _FEWEST
    for place in those_who_presided(plain):
        if not _is_known(people, Person(place=place)) and not (is_council and is_mayor(plain, place)):
            people.append((Person(place=place), AttendanceStatus.PRESENT))
    seen: dict[str, list[tuple[Person, AttendanceStatus]]] = {}
    for person, status in people:
        seen.setdefault(person.place.name.casefold(), []).append((person, status))
    sure = [places[0] for places in seen.values() if len({status.was_there for _, status in places}) == 1]
    found = [_attendance(text, person, status) for person, status in sure]
    return tuple(with_movements(found, movements(text.plain, found)))


def _with_told(
    text: JoinedText, plain: str, people: list[tuple[Person, AttendanceStatus]]
) -> list[tuple[Person, AttendanceStatus]]:
    """Those listed and those of sentences; who is only listed as a member gives way to "Lee was absent" before a motion."""
    ends = max((person.place.end for person, _ in people), default=None)
    motion = first_motion(text)
    roles = [person.role for person, _ in people if person.role]
    for person, status in told_attendance(plain, ends, roles, acting_surnames(text)):
        if not status.was_there and (motion is None or person.place.start < motion):
            people = [each for each in people if not (each[0].is_presumed and _is_known([each], person))]
        if not _is_known(people, person):
            people.append((person, status))
    return people


def _listed(text: JoinedText, plain: str) -> _Found:
    """What the first of these finds; the others would read its lines otherwise than they are meant."""
    motion = first_motion(text)
    calls = [call for call in roll_calls(text) if motion is None or call.start < motion or not _is_vote(call)]
    return (
        list(spanish_attendance(plain))
        or list(people_in_tables(plain))
        or people_in_flattened(plain[:motion])
        or list(_in_roll_calls(plain, [call for call in calls if not _is_vote(call)]))
        or list(people_in_lists(plain, acting_surnames(text)))
        or list(_in_roll_calls(plain, calls))
        or people_without_heading(plain[:motion])
    )


def _is_known(found: _Found, person: Person) -> bool:
    names, name = [other.place.name for other, _ in found], person.place.name
    return any(may_be_one(name, other) for other in names) or Roster.of(names).member(name) is not None


def _attendance(text: JoinedText, person: Person, status: AttendanceStatus) -> Attendance:
    place = person.place
    return Attendance(
        person=NamedPerson(name=place.name, is_official=True, span=text.span(place.start, place.end)),
        status=status,
        role=person.role,
        note=person.note,
    )


def _in_roll_calls(plain: str, calls: Iterable[RollCall]) -> Iterator[tuple[Person, AttendanceStatus]]:
    """The people of the first roll call of which every answer tells who is there."""
    for call in calls:
        if all(answer.word in _ANSWERS for answer in call.answers):
            for answer in call.answers:
                if is_of_staff(answer.place.name):
                    continue
                title = TITLES.match(plain, answer.start, answer.place.start)
                yield Person(place=answer.place, title=title[0] if title else None), _ANSWERS[answer.word]
            return


def _is_vote(call: RollCall) -> bool:
    """True for "aye", by which some bodies answer to their names before anything is moved."""
    return any(answer.word in {"aye", "yes"} for answer in call.answers)
