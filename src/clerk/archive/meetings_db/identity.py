"""Ids of rows: the same for the same thing in every build, so that a link to a page keeps working."""

import datetime as dt
import hashlib

from clerk.archive.meetings_db.spelling import letters_of
from clerk.model.document import DocumentKey
from clerk.model.names import Subdomain

_LENGTH = 16
"""Hexadecimal digits: in a site of ten million rows two alike are less likely than one in 100,000."""
_BETWEEN = "\x1f"
"""No name holds it, so that different parts never make the same text."""


def _id_of(*parts: str) -> str:
    return hashlib.sha256(_BETWEEN.join(parts).encode()).hexdigest()[:_LENGTH]


def organization_id(site: Subdomain, name: str) -> str:
    return _id_of(site, "organization", name)


def person_id(site: Subdomain, name: str) -> str:
    """The same for every spelling of a name: a roll call prints in capitals what the roster does not."""
    return _id_of(site, "person", letters_of(name) or name)


def named_id(site: Subdomain, label: str, text: str) -> str:
    """Of something that a mention names, other than a person; an organization that is a body has that body's id."""
    return _id_of(site, label, text)


def meeting_id(site: Subdomain, body: str, date: dt.date) -> str:
    return _id_of(site, "meeting", body, date.isoformat())


def document_id(site: Subdomain, key: DocumentKey) -> str:
    return _id_of(site, key.kind, key.body, key.date.isoformat(), key.digest)


def page_id(site: Subdomain, key: DocumentKey, number: int) -> str:
    return _id_of(site, key.kind, key.body, key.date.isoformat(), key.digest, str(number))


def fact_id(found_in: str, sort: str, *place: int) -> str:
    """Of something found in a document or a motion: that one's id, its sort, and where it stands."""
    return _id_of(found_in, sort, *(str(number) for number in place))
