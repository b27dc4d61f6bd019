"""A server's URL as it may be shown to people and logs: without its password."""

import re

_IN_QUERY = re.compile(r"(?<=[?&])(password|sslpassword)=[^&]*")


def masked(url: str) -> str:
    """The URL with three stars for each password, before the host as in the query."""
    scheme, separator, rest = url.partition("://")
    rest = _IN_QUERY.sub(r"\1=***", rest)
    credentials, at, place = rest.rpartition("@")
    if not at:
        return f"{scheme}{separator}{rest}"
    user, colon, _password = credentials.partition(":")
    return f"{scheme}{separator}{user}{colon}{'***' if colon else ''}{at}{place}"
