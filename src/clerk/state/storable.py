"""Text as PostgreSQL can hold it: file names and error messages may hold what no database takes."""

from typing import overload


@overload
def storable(text: str) -> str: ...
@overload
def storable(text: None) -> None: ...
def storable(text: str | None) -> str | None:
    """Without NUL, and without the halves of surrogate pairs that stand for bytes which are no text."""
    return None if text is None else text.replace("\0", "\N{REPLACEMENT CHARACTER}").encode(errors="replace").decode()
