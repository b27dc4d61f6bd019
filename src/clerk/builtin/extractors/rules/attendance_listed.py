"""Those whom a list of people has named so far, and what it says of each: titles, roles, notes in brackets."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from clerk.builtin.extractors.rules.attendance_names import TITLE_OF_OCR, names_of
from clerk.builtin.extractors.rules.attendance_person import Person, behind_role
from clerk.builtin.extractors.rules.attendance_words import (
    ABBREVIATED_BODY,
    EX_OFFICIO,
    OF_THE_PUBLIC,
    TITLES,
    is_of_no_member,
    is_of_staff,
    is_officer,
    is_plural,
    singular,
    status_said,
)
from clerk.builtin.extractors.rules.names import NamedPlace, is_role

_VICE_CHAIR = re.compile(r"(?i)vice[\s-]?(?:chair|president)")
_BOARDS_OFFICE = re.compile(r"(?i)(?:secretary|treasurer)(?:\s?[/-]\s?(?:secretary|treasurer))?")


@dataclass(slots=True, kw_only=True)
class Listed:
    """People of one list; whoever reads it gives them what stands beside their names."""

    acting: frozenset[str]
    """Surnames of those who move or second."""
    of_members: bool
    """True for a list of a board's members, some of whom hold its offices."""
    people: list[Person] = field(default_factory=list)
    """All who were read, staff too."""
    lines: list[Person | str] = field(default_factory=list)
    """The same, with the roles that stand on lines of their own."""
    carried: str | None = None
    """The plural title that goes for the names behind it."""
    ends_in_role: bool = False
    """True when a role, or a run of names without any, is what was read last."""
    is_township: bool = False
    has_staff: bool = False

    def note(self, text: str) -> None:
        """What stands in brackets says something of the person before it, or nothing of interest."""
        if not self.people:
            return
        person, said = self.people[-1], status_said(text)
        if is_of_no_member(text) or OF_THE_PUBLIC.fullmatch(text):
            person.is_other = True
        elif said is not None:
            person.status = said[0]
            person.notes += [said[1]] if said[1] else []
        elif (is_role(text) and len(text) > 1) or EX_OFFICIO.match(text):
            person.roles.append(text)
        elif is_of_staff(text):
            self.as_staff(person, text)

    def give(self, person: Person, role: str) -> None:
        role, _, said = role.partition(", ")
        status = status_said(said) if said else None
        if status is not None:
            person.status = status[0]
        if is_of_staff(role):
            self.as_staff(person, role)
        elif role not in person.roles:
            person.roles.append(" ".join(role.split()))

    def as_staff(self, person: Person, role: str) -> None:
        """A clerk or treasurer may be a member: of a board that says so, or because he moves or seconds."""
        acts = person.surname in self.acting
        is_of_board = acts or self.of_members or self.is_township or self._is_behind_vice_chair(person, role)
        if is_officer(role) and is_of_board:
            person.roles.append(" ".join(role.split()))
        elif not acts:
            person.is_other = True

    def _is_behind_vice_chair(self, person: Person, role: str) -> bool:
        """True for the secretary of "Ann Lee, Chair; Bo Diaz, Vice-Chair; Cy Poe, Secretary; Di Vo"."""
        at = self.people.index(person)
        before = self.people[at - 1].roles if at else []
        return _BOARDS_OFFICE.fullmatch(role.strip()) is not None and any(map(_VICE_CHAIR.match, before))

    def named(self, text: str, start: int) -> Iterator[Person]:
        """The people of a piece, parted before each title."""
        titles = (*TITLES.finditer(text), *TITLE_OF_OCR.finditer(text))
        cuts = sorted({match.start() for match in titles if match.start() and text[match.start() - 1].isspace()})
        last: Person | None = None
        for begin, end in pairwise([0, *cuts, len(text)]):
            part = text[begin:end]
            if ABBREVIATED_BODY.fullmatch(part):
                continue
            title = TITLES.match(part)
            behind = behind_role(part, title, self.people, self.give)
            if behind is not None:
                title = None
            rest_at = behind if behind is not None else title.end() if title else 0
            if not part[rest_at:].strip(" ,"):
                self._role_alone(part.strip(), last)
                continue
            found = list(names_of(part[rest_at:], start + begin + rest_at))
            if not found:
                if begin or not (cuts and self.people and is_role(part)):
                    return
                self.give(self.people[-1], part.strip())
            for last in self._titled(found, part[:rest_at].strip() if title else None):
                yield last

    def _role_alone(self, role: str, before: Person | None) -> None:
        """Of the person before it in its piece: "Ann Lee Councilwoman"; else it may be of a column, or of those behind it."""
        if before is not None and before.title is None and not is_plural(role):
            before.roles.append(role)
            return
        self.carried = role if role and is_plural(role) else None
        if role and self.carried is None:
            self.lines.append(role)

    def _titled(self, places: Sequence[NamedPlace], title: str | None) -> Iterator[Person]:
        if title is not None:
            self.carried = title if is_plural(title) else None
            self.has_staff &= self.carried is None
        for at, place in enumerate(places):
            person = Person(place=place)
            if self.carried is not None:
                person.title = singular(self.carried)
            elif title is not None and at == 0:
                person.title = " ".join(title.split())
            self.ends_in_role = at > 0
            yield person
