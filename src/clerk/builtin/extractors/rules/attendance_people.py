"""People of one list of those present or absent, whatever parts them: commas, lines, columns, titles, or nothing at all."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest

from clerk.builtin.extractors.rules.attendance_names import TITLE_OF_OCR, names_of
from clerk.builtin.extractors.rules.attendance_person import (
    Person,
    behind_role,
    leave_out_guests,
    move_titles,
    pair_columns,
    surname_of,
)
from clerk.builtin.extractors.rules.attendance_pieces import TRIFLE, Piece, pieces
from clerk.builtin.extractors.rules.attendance_words import (
    ABBREVIATED_BODY,
    EX_OFFICIO,
    OF_THE_PUBLIC,
    STAFF_ROLE,
    STATUS_AT_END,
    TITLES,
    TOWNSHIP,
    affiliation,
    is_degree,
    is_of_no_member,
    is_of_staff,
    is_officer,
    is_plural,
    is_staff_role,
    says_for_whom,
    singular,
    status_said,
)
from clerk.builtin.extractors.rules.names import NamedPlace, is_role, name_in

_MOST_PEOPLE = 80
_LONGEST_ROLE = 8
_LONGEST_NOISE = 4


@dataclass(slots=True, kw_only=True)
class ListReader:
    """Reads one list; `acting` are the surnames of those who move or second in these minutes."""

    plain: str
    acting: frozenset[str] = frozenset()
    of_members: bool = False
    """True for a list of a board's members, some of whom hold its offices."""
    people: list[Person] = field(default_factory=list)
    """All who were read, staff too."""
    end: int = 0
    """Where what was read ends."""
    _lines: list[Person | str] = field(default_factory=list)
    _carried: str | None = None
    """The plural title that goes for the names behind it."""
    _begin: int = 0
    _on_line: int = 0
    """How many people stand on the line that is read."""
    _is_over: bool = False
    _ends_in_role: bool = False
    """True when a role, or a run of names without any, is what was read last."""
    _is_township: bool = False
    _has_staff: bool = False
    _is_spaced: bool = False
    """True when empty lines part its people."""
    _blanks: int = 0

    def read(self, begin: int, end: int) -> Sequence[Person]:
        """Members only, in order."""
        self.end = self._begin = begin
        self._is_township = TOWNSHIP.search(self.plain, begin, end) is not None
        found = list(pieces(self.plain, begin, end))
        for piece, following in zip_longest(found, found[1:]):
            if piece is None or self._is_noise(piece, following):
                continue
            if not self._stands_for(piece, following):
                self._take(piece)
            if self._is_over or len(self.people) >= _MOST_PEOPLE:
                break
            self.end = piece.start + len(piece.text)
        move_titles(self.people, ends_in_role=self._ends_in_role)
        pair_columns(self._lines, self._give)
        leave_out_guests(self.people, self.acting)
        return [person for person in self.people if not person.is_other]

    def _is_noise(self, piece: Piece, following: Piece | None) -> bool:
        """True for what no rule knows before a comma and another name, as OCR writes "Counci1mernber Lusk"."""
        text = piece.text.strip()
        if following is None or not following.is_beside or following.gap.strip() not in {",", ";"} or "(" in piece.gap:
            return False
        is_titled = TITLES.match(following.text.lstrip()) is not None
        has_verb = not is_titled and any(word[0].islower() for word in text.split())
        if len(text.split()) > _LONGEST_NOISE or has_verb or "\n" in text or self._is_known(text):
            return False
        return is_titled or name_in(following.text, 0) is not None

    def _is_known(self, text: str) -> bool:
        """True for a piece that some rule below knows what to do with."""
        is_role_or_note = TITLES.fullmatch(text) or is_role(text) or is_degree(text) or affiliation(text)
        if is_role_or_note or is_of_staff(text) or status_said(text) is not None or is_of_no_member(text):
            return True
        return name_in(text, 0) is not None or next(self._named(text, 0), None) is not None

    def _stands_for(self, piece: Piece, following: Piece | None) -> bool:
        """Takes what ends the line of a member, "Ann Lee, Chamber of Commerce", for what that member stands for."""
        text = piece.text.strip()
        if not self.people or piece.gap.strip() not in {",", "-", "--"} or not piece.is_beside or self._on_line != 1:
            return False
        ends_line = following is None or "\n" in following.gap.split("(")[0]
        if not ends_line or len(text.split()) > _LONGEST_ROLE or self._is_known(text):
            return False
        self.people[-1].roles.append(text)
        return True

    def _take(self, piece: Piece) -> None:
        trifle = TRIFLE.match(piece.text)
        offset = trifle.end() if trifle else 0
        text, start = piece.text[offset:].rstrip(" *-\n"), piece.start + offset
        if not text.strip(".,'") or text.strip(" .").isdigit():
            return
        self._has_staff &= not piece.is_new
        self._blanks += piece.is_behind_blank and bool(self._lines)
        status = STATUS_AT_END.search(text)
        if piece.gap.lstrip().startswith(".") and (status is not None or TITLES.match(text) is None):
            self._is_over |= self.end > self._begin
        elif status is not None and name_in(text[: status.start()], 0) is not None:
            self._take(replace(piece, text=piece.text[: offset + status.start()]))
            self._take(Piece(text=status[0], start=start + status.start(), gap=" "))
        elif piece.gap == "(":
            self._note(text)
        elif not self._remark(text, piece) and not self._role(text, piece):
            self._people(text, start, piece)

    def _note(self, text: str) -> None:
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
            self._as_staff(person, text)

    def _remark(self, text: str, piece: Piece) -> bool:
        """True for a piece that is no person but tells of one: a degree, "absent", "resigned"."""
        said = status_said(text)
        if is_degree(text):
            return bool(self.people)
        if said is not None and self._lines:
            if piece.is_beside and self.people:
                self.people[-1].status = said[0]
                self.people[-1].notes += [said[1]] if said[1] else []
            return True
        if is_of_no_member(text) and self.people:
            self.people[-1].is_other = True
            return True
        return False

    def _role(self, text: str, piece: Piece) -> bool:
        """True for a piece that is only what somebody is."""
        title = TITLES.fullmatch(text)
        is_office = title is not None or is_role(text) or is_officer(text) or is_staff_role(text)
        if not is_office and not (self.people and says_for_whom(text)):
            return False
        self._ends_in_role = True
        is_many = title is not None and is_plural(text)
        if self.people and piece.is_beside and piece.gap.strip() not in {"and", "&", ";"} and not is_many:
            if not (self._has_staff and is_staff_role(text)):
                self._give(self.people[-1], text)
                self._has_staff |= self.people[-1].is_other
        elif is_many:
            self._carried = text
        else:
            self._lines.append(text)
        return True

    def _give(self, person: Person, role: str) -> None:
        if is_of_staff(role):
            self._as_staff(person, role)
        elif role not in person.roles:
            person.roles.append(" ".join(role.split()))

    def _as_staff(self, person: Person, role: str) -> None:
        """A clerk or treasurer may be a member: of a board that says so, or because he moves or seconds."""
        acts = person.surname in self.acting
        if is_officer(role) and (acts or self.of_members or self._is_township):
            person.roles.append(" ".join(role.split()))
        elif not acts:
            person.is_other = True

    def _people(self, text: str, start: int, piece: Piece) -> None:
        """Those whom a piece names; a piece that is anything else ends the list."""
        if self._ends_list(text, piece):
            self._is_over = True
            return
        staff = STAFF_ROLE.search(text)
        if staff is not None:
            self._among_staff(text, start, staff, piece)
            return
        found = list(self._named(text, start))
        self._is_over = not found
        for person in found:
            self._add(person, piece)

    def _ends_list(self, text: str, piece: Piece) -> bool:
        if self.end == self._begin:
            return False
        is_titled = TITLES.match(text) is not None
        if piece.gap.lstrip().startswith(".") or (self._has_staff and piece.is_beside):
            return not is_titled or text.lower().startswith("director")
        if piece.is_behind_blank and not is_titled:
            self._is_spaced |= self._blanks >= len(self.people)
            return not self._is_spaced
        if piece.is_new and len(text.split()) == 1 and not is_titled:
            return any(len(person.place.name.split()) > 1 and not person.roles for person in self.people)
        return False

    def _among_staff(self, text: str, start: int, staff: re.Match[str], piece: Piece) -> None:
        """Reads "Ann Lee City Manager Bo Diaz", in which one of the two is a member, or neither."""
        following = STAFF_ROLE.search(text, staff.end())
        name = name_in(text[staff.end() : following.start() if following else len(text)], start + staff.end())
        is_last = not text[staff.end() :].strip()
        if text[: staff.start()].strip():
            found = list(self._named(text[: staff.start()], start))
            for person in found:
                self._add(person, piece)
            self._is_over |= not found
            if found and (is_last or (len(found) > 1 and name is None)):
                self._as_staff(found[-1], staff[0])
        elif self.people and self.people[0].title is None and self.people[-1].is_led:
            self._ends_in_role = True
            self._as_staff(self.people[-1], staff[0])
        if name is not None and is_officer(staff[0]) and (self._is_township or surname_of(name) in self.acting):
            self._add(Person(place=name, title=" ".join(staff[0].split())), piece)
        else:
            self._is_over |= name is None and not is_last
            self._has_staff |= piece.is_beside

    def _named(self, text: str, start: int) -> Iterator[Person]:
        """The people of a piece, parted before each title."""
        titles = (*TITLES.finditer(text), *TITLE_OF_OCR.finditer(text))
        cuts = sorted({match.start() for match in titles if match.start() and text[match.start() - 1].isspace()})
        last: Person | None = None
        for begin, end in pairwise([0, *cuts, len(text)]):
            part = text[begin:end]
            if ABBREVIATED_BODY.fullmatch(part):
                continue
            title = TITLES.match(part)
            behind = behind_role(part, title, self.people, self._give)
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
                self._give(self.people[-1], part.strip())
            for last in self._titled(found, part[:rest_at].strip() if title else None):
                yield last

    def _role_alone(self, role: str, before: Person | None) -> None:
        """Of the person before it in its piece: "Ann Lee Councilwoman"; else it may be of a column, or of those behind it."""
        if before is not None and before.title is None and not is_plural(role):
            before.roles.append(role)
            return
        self._carried = role if role and is_plural(role) else None
        if role and self._carried is None:
            self._lines.append(role)

    def _titled(self, places: Sequence[NamedPlace], title: str | None) -> Iterator[Person]:
        if title is not None:
            self._carried = title if is_plural(title) else None
            self._has_staff &= self._carried is None
        for at, place in enumerate(places):
            person = Person(place=place)
            if self._carried is not None:
                person.title = singular(self._carried)
            elif title is not None and at == 0:
                person.title = " ".join(title.split())
            self._ends_in_role = at > 0
            yield person

    def _add(self, person: Person, piece: Piece) -> None:
        is_single = person.title is not None and self._carried is None
        person.is_led = is_single and piece.gap.strip() == "," and piece.is_beside
        self._on_line = self._on_line + 1 if piece.is_beside and self.people else 1
        self.people.append(person)
        self._lines.append(person)
