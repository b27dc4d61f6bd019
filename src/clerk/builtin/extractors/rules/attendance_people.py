"""People of one list of those present or absent, whatever parts them: commas, lines, columns, titles, or nothing at all."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from clerk.builtin.extractors.rules.attendance_listed import Listed
from clerk.builtin.extractors.rules.attendance_person import (
    Person,
    leave_out_guests,
    move_titles,
    pair_columns,
    surname_of,
)
from clerk.builtin.extractors.rules.attendance_pieces import TRIFLE, Piece, pieces
from clerk.builtin.extractors.rules.attendance_words import (
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
    status_said,
)
from clerk.builtin.extractors.rules.names import is_role, name_in

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
    end: int = 0
    """Where what was read ends."""
    _listed: Listed = field(init=False)
    _begin: int = 0
    _on_line: int = 0
    """How many people stand on the line that is read."""
    _is_over: bool = False
    _is_spaced: bool = False
    """True when empty lines part its people."""
    _blanks: int = 0
    _following: Piece | None = None

    def __post_init__(self) -> None:
        self._listed = Listed(acting=self.acting, of_members=self.of_members)

    @property
    def people(self) -> list[Person]:
        """All who were read, staff too."""
        return self._listed.people

    @property
    def has_staff(self) -> bool:
        """True when what was read ends with somebody who works for the body."""
        return self._listed.has_staff

    def read(self, begin: int, end: int) -> Sequence[Person]:
        """Members only, in order."""
        self.end = self._begin = begin
        self._listed.is_township = TOWNSHIP.search(self.plain, begin, end) is not None
        found = list(pieces(self.plain, begin, end))
        for piece, following in zip_longest(found, found[1:]):
            if piece is None or self._is_noise(piece, following):
                continue
            self._following = following
            if not self._stands_for(piece, following):
                self._take(piece)
            if self._is_over or len(self.people) >= _MOST_PEOPLE:
                break
            self.end = piece.start + len(piece.text)
        move_titles(self.people, ends_in_role=self._listed.ends_in_role)
        pair_columns(self._listed.lines, self._listed.give)
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
        return name_in(text, 0) is not None or next(self._listed.named(text, 0), None) is not None

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
        self._listed.has_staff &= not piece.is_new
        self._blanks += piece.is_behind_blank and bool(self._listed.lines)
        status = STATUS_AT_END.search(text)
        if piece.gap.lstrip().startswith(".") and (status is not None or TITLES.match(text) is None):
            self._is_over |= self.end > self._begin
        elif status is not None and name_in(text[: status.start()], 0) is not None:
            self._take(replace(piece, text=piece.text[: offset + status.start()]))
            self._take(Piece(text=status[0], start=start + status.start(), gap=" "))
        elif piece.gap == "(":
            self._listed.note(text)
        elif not self._remark(text, piece) and not self._role(text, piece):
            self._people(text, start, piece)

    def _remark(self, text: str, piece: Piece) -> bool:
        """True for a piece that is no person but tells of one: a degree, "absent", "resigned"."""
        said = status_said(text)
        if is_degree(text):
            return bool(self.people)
        if said is not None and self._listed.lines:
            if isinstance(self._listed.lines[-1], str):
                self._listed.lines[-1] += f", {text}"
            elif piece.is_beside and self.people:
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
        self._listed.ends_in_role = True
        is_many = title is not None and is_plural(text)
        is_joined = piece.gap.rstrip().lower().endswith(("and", "&"))
        if is_joined and is_of_staff(text) and self.people and not is_many:
            # "Ann Lee, Bo Diaz, and Clerk"
            return True
        if self.people and piece.is_beside and piece.gap.strip() != ";" and not is_joined and not is_many:
            if not (self._listed.has_staff and is_staff_role(text)):
                self._listed.give(self.people[-1], text)
                self._listed.has_staff |= self.people[-1].is_other
        elif is_many:
            self._listed.carried = text
        elif not (self.people and piece.gap.strip() == ";" and piece.is_beside and is_staff_role(text)):
            self._listed.lines.append(text)
        return True

    def _people(self, text: str, start: int, piece: Piece) -> None:
        """Those whom a piece names; a piece that is anything else ends the list."""
        if self._ends_list(text, piece):
            self._is_over = True
            return
        staff = STAFF_ROLE.search(text)
        if staff is not None:
            self._among_staff(text, start, staff, piece)
            return
        found = list(self._listed.named(text, start))
        self._is_over = not found
        for person in found:
            self._add(person, piece)

    def _ends_list(self, text: str, piece: Piece) -> bool:
        if self.end == self._begin:
            return False
        is_titled = TITLES.match(text) is not None
        if piece.gap.lstrip().startswith(".") or (self._listed.has_staff and piece.is_beside):
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
            found = list(self._listed.named(text[: staff.start()], start))
            for person in found:
                self._add(person, piece)
            self._is_over |= not found
            is_his = is_last or (len(found) > 1 and name is None)
            if found and is_his and not (len(found) == 1 and self._ends_plural(piece)):
                self._listed.as_staff(found[-1], staff[0])
        elif self.people and self.people[0].title is None and self.people[-1].is_led:
            self._listed.ends_in_role = True
            self._listed.as_staff(self.people[-1], staff[0])
        if name is not None and is_officer(staff[0]) and (self._listed.is_township or surname_of(name) in self.acting):
            self._add(Person(place=name, title=" ".join(staff[0].split())), piece)
        else:
            self._is_over |= name is None and not is_last
            self._listed.has_staff |= piece.is_beside

    def _ends_plural(self, piece: Piece) -> bool:
        """True for "Bo Diaz" in "Councilpersons Ann Lee and Bo Diaz Administrator, Ed Vo", where offices begin anew."""
        begins_name = self._following is not None and self._following.gap.strip() == ","
        return begins_name and self._listed.carried is not None and piece.gap.rstrip().endswith("and")

    def _add(self, person: Person, piece: Piece) -> None:
        is_single = person.title is not None and self._listed.carried is None
        person.is_led = is_single and piece.gap.strip() == "," and piece.is_beside
        self._on_line = self._on_line + 1 if piece.is_beside and self.people else 1
        self.people.append(person)
        self._listed.lines.append(person)
