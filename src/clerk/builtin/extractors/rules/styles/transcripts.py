"""Minutes word for word, `Commissioner Menendez: I'll move it.` and `Vice Mayor Anderson: Second.`, say who moved."""

import re
from collections.abc import Iterator

from clerk.builtin.extractors.rules.events import Event, Example, Moved, Seconded, Style
from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.names import NamedPlace, name_in
from clerk.builtin.extractors.rules.sentences import end_of_sentence

_SPOKE = r"(?:^[ ]{0,8}|(?<=[.?!]\s))(?P<who>[^\n:]{3,45}):[ ]{1,3}"
_SHORT = r"(?:[^\n:.]{0,40}[.,]\s|(?:yes|okay|ok|sure|thank\syou|mr\.?\smayor)[.,]?\s)?"
_MOVES = re.compile(
    rf"{_SPOKE}{_SHORT}(?:so\smoved|moved?(?:\s(?:it|approval))?(?=\s?[.!,\n])|i(?:'ll|\swill|\swould\slike\sto|'d\slike\sto)?\s"
    r"(?:so\s)?(?:move|make\s(?:a|the|that)\smotion)\b)(?P<text>[^\n]{0,300})",
    re.IGNORECASE | re.MULTILINE,
)
_WHAT = re.compile(r"[\s,]*(?:that|to|for)\s|\s(?=(?:approval|adoption|the|item)\s)", re.IGNORECASE)
_SECONDS = re.compile(
    rf"{_SPOKE}{_SHORT}(?:i(?:'ll|\swill)?\s)?second(?:ed|s)?(?:\s(?:it|that|the\smotion))?\s?(?=[.!,\n]|$)",
    re.IGNORECASE | re.MULTILINE,
)


def _find(text: JoinedText) -> Iterator[Event]:
    for match in _MOVES.finditer(text.plain):
        mover = _speaker(match)
        if mover is not None:
            yield Moved(start=mover.start, end=match.start("text"), mover=mover, text=_moved(text.plain, match))
    for match in _SECONDS.finditer(text.plain):
        seconder = _speaker(match)
        if seconder is not None:
            yield Seconded(start=seconder.start, end=match.end(), seconder=seconder)


def _moved(plain: str, match: re.Match[str]) -> tuple[int, int]:
    """Where it is said what is moved; mostly nowhere, as it was said before."""
    begin, end = match.span("text")
    said = _WHAT.match(plain, begin, end)
    return (said.end(), end_of_sentence(plain, said.end())) if said else (begin, begin)


def _speaker(match: re.Match[str]) -> NamedPlace | None:
    return name_in(match["who"], match.start("who"))


STYLE = Style(
    name="transcripts",
    find=_find,
    examples=(
        Example(
            text="Mayor Lee: I'll entertain a motion.\nCommissioner Vo: I'll move it.\nVice Mayor Reyes: Second.\n",
            finds=("moved:Vo", "seconded:Reyes"),
        ),
        Example(text="Mr. Lane: Just one second, please.\nCommissioner Vo: We moved here in 1998.\n", finds=()),
    ),
)
