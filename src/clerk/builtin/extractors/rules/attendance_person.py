"""Somebody in a list of those present or absent, and what is said beside the name."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from clerk.builtin.extractors.rules.attendance_words import EX_OFFICIO, VIA, is_of_staff
from clerk.builtin.extractors.rules.names import NamedPlace
from clerk.model.facts import AttendanceStatus


@dataclass(slots=True, kw_only=True)
class Person:
    """A name, and what was read of its bearer so far."""

    place: NamedPlace
    title: str | None = None
    """What stands before the name, but "Mr."."""
    roles: list[str] = field(default_factory=list)
    """What stands behind it."""
    notes: list[str] = field(default_factory=list)
    status: AttendanceStatus | None = None
    """Where something beside the name says it: "(excused)"."""
    is_led: bool = False
    """True for one title behind a comma: it may be the title of the one before."""
    is_presumed: bool = False
    """True for who is named as a member only, not as being there."""
    is_other: bool = False
    """True for staff, and for who has left the body."""

    @property
    def surname(self) -> str:
        return surname_of(self.place)

    @property
    def role(self) -> str | None:
        """As written, what stands before the name first."""
        return ", ".join([*([self.title] if self.title else []), *self.roles]) or None

    @property
    def note(self) -> str | None:
        return ", ".join(self.notes) or None

    @property
    def is_settled(self) -> bool:
        """True when no column of roles has anything to add."""
        return bool(self.title or self.roles or self.is_other)


def surname_of(place: NamedPlace) -> str:
    """Its last word in small letters."""
    return place.name.split()[-1].casefold()


def behind_role(
    part: str, title: re.Match[str] | None, people: Sequence[Person], give: Callable[[Person, str], None]
) -> int | None:
    """Where the name begins behind what is said of the person before it; None when nothing is.

    "Bo Diaz, Supervisor via phone Ann Lee", "Bo Diaz, Member at Large Ex Officio Ann Lee".
    """
    if not people:
        return None
    before, officio = people[-1], EX_OFFICIO.match(part)
    if officio is not None and people[0].title is None and before.roles:
        before.roles.append(officio[0].strip())
        return officio.end()
    via = VIA.match(part, title.end()) if title else None
    if via is not None and title is not None and not before.roles:
        give(before, title[0].strip())
        before.notes.append(via[0].strip())
        return via.end()
    return None


def move_titles(people: Sequence[Person], *, ends_in_role: bool) -> None:
    """To those before them, in a run of "Ann Lee, Chair Bo Diaz, Vice Chair"; nobody's, where it may be either way."""
    if not people or people[0].title is not None:
        return
    for before, person in pairwise(people):
        if person.is_led and person.title is not None:
            if ends_in_role and not before.roles:
                before.roles.append(person.title)
            person.title = None


def leave_out_guests(people: Sequence[Person], acting: Collection[str]) -> None:
    """Whoever is named behind staff, and is nothing himself, is no member, unless he moves or votes."""
    has_staff = False
    for person in people:
        is_guest = has_staff and person.title is None and not person.roles and person.surname not in acting
        person.is_other |= is_guest
        has_staff |= person.is_other


def pair_columns(lines: Sequence[Person | str], give: Callable[[Person, str], None]) -> None:
    """Gives roles of one column to the names of the other, where both are of one length.

    `lines` are names and roles that stand on lines of their own, in the order in which the text layer has them.
    """
    runs = _runs(lines)
    at = 0
    while at + 1 < len(runs):
        people, roles = _people_of(runs[at]), _roles_of(runs[at + 1])
        is_behind = bool(people and roles)
        if not is_behind:
            people, roles = _people_of(runs[at + 1]), _roles_of(runs[at])
        if not people or not roles:
            at += 1
            continue
        at += 2
        if len(roles) == 1 and is_behind:
            give(people[-1], roles[0])
        elif len(people) == len(roles):
            for person, role in zip(people, roles, strict=True):
                give(person, role)
        elif any(is_of_staff(role) or ", " in role for role in roles):
            # Which of them are staff, or away, is lost with the columns.
            for person in people:
                person.is_other = True


def _runs(lines: Sequence[Person | str]) -> list[list[Person | str]]:
    """Runs of roles, and of people without one; those whose role is known stand by themselves."""
    runs: list[list[Person | str]] = []
    kinds: list[str] = []
    for each in lines:
        kind = "role" if isinstance(each, str) else "settled" if each.is_settled else "person"
        if kinds and kinds[-1] == kind != "settled":
            runs[-1].append(each)
        else:
            runs.append([each])
            kinds.append(kind)
    return runs


def _people_of(run: Sequence[Person | str]) -> list[Person]:
    return [each for each in run if isinstance(each, Person) and not each.is_settled]


def _roles_of(run: Sequence[Person | str]) -> list[str]:
    return [each for each in run if isinstance(each, str)]
