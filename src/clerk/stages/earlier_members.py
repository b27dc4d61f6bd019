"""Who was a member at a body's meetings before this one: by these names its minutes may mean somebody."""

import datetime as dt
from collections.abc import Callable, Sequence
from hashlib import sha256
from itertools import groupby

from clerk.model.document import DocumentKey, DocumentKind
from clerk.model.facts import Facts

MEETINGS = 6
"""So many of the latest earlier meetings whose members are known; who left before is hardly meant any more."""

Names = tuple[str, ...]


class EarlierMembers:
    """Goes through the documents of a site in the order of their folders, which is body by body and date by date."""

    def __init__(self, facts_before: Callable[[DocumentKey], Facts | None]) -> None:
        """`facts_before` reads the facts of a document that was passed over, None where they are missing or stale."""
        self._facts_before = facts_before
        self._of: tuple[DocumentKind, str] | None = None
        self._keys: list[DocumentKey] = []
        self._names: dict[DocumentKey, Names] = {}

    def pass_over(self, key: DocumentKey) -> None:
        """Goes on to this document, whose facts are read when they are asked for."""
        if self._of != (key.kind, key.body):
            self._of = (key.kind, key.body)
            self._keys.clear()
            self._names.clear()
        self._keys.append(key)

    def learn(self, key: DocumentKey, facts: Facts | None) -> None:
        """Keeps what became of the document that was passed last."""
        self._names[key] = members_of(facts)

    def before(self, key: DocumentKey) -> Names:
        """The members at the latest meetings before that of this document, the latest first; none for an agenda."""
        if key.kind is not DocumentKind.MINUTES or self._of != (key.kind, key.body):
            return ()
        names = dict[str, None]()
        meetings = 0
        for date, keys in groupby(reversed(self._keys), _date):
            if date < key.date and meetings < MEETINGS:
                there = [name for one in sorted(keys) for name in self._members(one)]
                names.update(dict.fromkeys(there))
                meetings += bool(there)
        return tuple(names)

    def _members(self, key: DocumentKey) -> Names:
        if key not in self._names:
            self._names[key] = members_of(self._facts_before(key))
        return self._names[key]


def members_of(facts: Facts | None) -> Names:
    """The members whom these facts name in full: a surname alone would make namesakes of one person."""
    attendance = () if facts is None else facts.attendance
    names = (one.person.name for one in attendance if one.person.is_official)
    return tuple(dict.fromkeys(name for name in names if len(name.split()) > 1))


def sha256_of(members: Sequence[str]) -> str:
    """As facts carry it; empty for nobody."""
    return sha256("\n".join(members).encode(errors="replace")).hexdigest() if members else ""


def _date(key: DocumentKey) -> dt.date:
    return key.date
