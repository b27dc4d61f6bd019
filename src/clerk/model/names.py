"""What a site and a body may be called, so that no name can leave the archive."""

import re
import unicodedata
from typing import NewType

from clerk.errors import BodyInvalid, SubdomainInvalid

Subdomain = NewType("Subdomain", str)

_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
_LONGEST_LABEL = 63
_LONGEST_SUBDOMAIN = 120
_LONGEST_BODY = 120


def check_subdomain(text: str) -> Subdomain:
    """The text as a subdomain: labels of lower-case letters, digits and hyphens, with dots between them.

    Raises:
        SubdomainInvalid: it could not be a host name, or is longer than 120 characters.
    """
    if text != text.lower() and _is_subdomain(text.lower()):
        raise SubdomainInvalid(f"{text!r} is not a subdomain: write it in lower case, {text.lower()!r}")
    if not _is_subdomain(text):
        shown = text if len(text) <= _LONGEST_LABEL else f"{text[:40]}... ({len(text)} characters)"
        raise SubdomainInvalid(
            f"{shown!r} is not a subdomain: use lower-case letters, digits and hyphens with single dots between, "
            f"like 'oakland.ca', {_LONGEST_SUBDOMAIN} characters at most"
        )
    return Subdomain(text)


def _is_subdomain(text: str) -> bool:
    labels = text.split(".")
    return len(text) <= _LONGEST_SUBDOMAIN and all(
        len(label) <= _LONGEST_LABEL and _LABEL.fullmatch(label) is not None for label in labels
    )


def check_body(text: str) -> str:
    """The body's name with its white space tidied, in Unicode's composed form.

    Raises:
        BodyInvalid: empty, too long, not text, or shaped like a path that climbs.
    """
    name = unicodedata.normalize("NFC", " ".join(text.split()))
    if not name:
        raise BodyInvalid("a body needs a name, this one is empty")
    if len(name) > _LONGEST_BODY:
        raise BodyInvalid(f"body {name[:40]!r}... has {len(name)} characters, the longest allowed is {_LONGEST_BODY}")
    if any(unicodedata.category(character) in {"Cc", "Cs", "Co", "Cn"} for character in name):
        raise BodyInvalid(f"body {name!r} holds characters that are not text")
    if any(part.strip() in {"", ".", ".."} for part in re.split(r"[/\\]", name)):
        raise BodyInvalid(f"body {name!r} is shaped like a path; a body is a name, like 'City Council'")
    return name
