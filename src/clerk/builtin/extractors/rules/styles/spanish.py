"""Spanish minutes: `Moción presentada por el Concejal Peralta`, `a propuesta de`, `secundada por`, `se aprueba por unanimidad`."""

import re
from collections.abc import Iterator

from clerk.builtin.extractors.rules.events import Counted, Event, Example, Moved, Resolved, Style
from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.names_around import name_after, name_before
from clerk.builtin.extractors.rules.sentences import end_of_sentence
from clerk.builtin.extractors.rules.word_patterns import WordPattern
from clerk.model.facts import MotionResult, VoteOption

_MOVED = WordPattern(
    r"\bmoci[oó]n\s+(?:presentada\s+por|hecha\s+por|de(?:l)?)\s+(?:(?:el|la|los)\s+)?(?=[A-ZÁÉÍÓÚÑ])",
    re.IGNORECASE,
    words="moc",
)
_TITLE = re.compile(
    r"(?:(?:Sr|Sra|D|Dª|Dña|Don|Doña)\.?\s|(?:Concejal|Alcalde|Alcaldesa|Regidor|Regidora|Edil)a?\s)+", re.IGNORECASE
)
_RESULT = WordPattern(
    r"\b(?:(?:fue|queda|es|se)\s+)?(?P<verb>aprueba|aprobad[oa]s?|acuerda|rechazad[oa]s?|rechaza)\b[^.\n]{0,30}(?P<all>\n?[^.\n]{0,20}unanimidad)?",
    re.IGNORECASE,
    words="acu apr es. fue que rec se.",
)
_ALL_OF_THEM = WordPattern(
    r"\bunanimidad\b[^.;:]{0,40}?\((?P<number>\d{1,2})\)\s(?:miembros|concejales|asistentes|presentes|votos)",
    re.IGNORECASE,
    words="una",
)
_COLON = re.compile(r"[^.;:]{0,160}:\s{1,6}(?:primero\s?[.:-]{1,3}\s{0,3})?", re.IGNORECASE)
_BY_ALL = re.compile(
    r"\s{0,3}de\s(?:todos\s)?los\s(?:asistentes|concejales|miembros|presentes)[^.;:]{0,80}?,?\s(?=aprobar|acuerda|la\s|el\s)",
    re.IGNORECASE,
)
_TELLS_VOTES = re.compile(r"\s?\(|,?\s(?:y\s|e\s)?(?:un[oa]?|dos|tres|cuatro|\d{1,2})\s(?:votos?|abstenci|en\scontra)")
_NOT = re.compile(r"\bno\s$", re.IGNORECASE)
_BY_RULE = re.compile(r"\s(?:ser[áa]n?|podr[áa]n?|deber[áa]n?)\b", re.IGNORECASE)
"""What a by-law says of decisions to come."""
_SENTENCE = 250
_PRESENTS = WordPattern(
    r"\s(?:presenta|present[oó]|propone|formula)\s(?:la\s|una\s)?moci[oó]n\b",
    re.IGNORECASE,
    words="for pre pro",
    behind=" \n",
)
_THE_MOTION = re.compile(r"\s(?:la\s)?moci[oó]n\b", re.IGNORECASE)
_OF_MOTION = re.compile(r"(?i)moci[oó]n\s[^.\n]{0,20}$")
_HOW = (
    r"unanimidad|mayor[ií]a|(?:\d{1,2}|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce)\s+votos\s+a\s+favor"
)
_AGREED = WordPattern(
    r"\b(?:se\s+)?(?P<verb>acuerdan?|acord[óo]|adopt[aóo]n?|adoptar|adopt[aá]ndose|aprob[aá]ndose|acord[aá]ndose|aprueban?|aprob[óo]|aprobad[oa]s?|rechazad?[ao]?)\b[^.;:]{0,90}?\b(?:por|con)\s+"
    rf"(?P<how>{_HOW})|\b(?:por|con)\s+(?P<by>{_HOW})\b"
    r"(?:[^.;:]|(?<=\bSr)\.|(?<=\bSra)\.|(?<=\bSres)\.){0,160}?,\s+(?:se\s+)?acuerda(?=\s)|"
    r"\bse\s(?:declara|da\spor)\s(?P<said>aprobad[oa]|rechazad[oa])\b",
    re.IGNORECASE,
    words="aco acu ado apr con por rec se.",
)


def _find(text: JoinedText) -> Iterator[Event]:
    yield from _movers(text.plain)
    yield from _outcomes(text.plain)


def _movers(plain: str) -> Iterator[Moved]:
    for match in _MOVED.finditer(plain):
        title = _TITLE.match(plain, match.end())
        mover = name_after(plain, title.end() if title else match.end())
        if mover is not None:
            yield Moved(start=match.start(), end=mover.end, mover=mover)
    for match in _PRESENTS.finditer(plain):
        mover = name_before(plain, match.start())
        if mover is not None:
            yield Moved(start=mover.start, end=match.end(), mover=mover)


def _outcomes(plain: str) -> Iterator[Event]:
    for match in _AGREED.finditer(plain):
        if _BY_RULE.match(plain, match.end()):
            continue
        # "11 votos a favor y 6 abstenciones se declara aprobado": the numbers come first.
        start = (
            max(match.start() - _SENTENCE, plain.rfind(". ", 0, match.start()) + 2) if match["said"] else match.start()
        )
        yield Moved(start=start, end=match.end(), mover=None, is_late=True, text=_agreed(plain, match.end()))
        result = _result(match["verb"] or match["said"] or "")
        is_unanimous = (match["how"] or match["by"] or "").lower().startswith("u")
        yield Resolved(start=match.end(), end=match.end() + 1, result=result, is_unanimous=is_unanimous, is_firm=True)
    for match in _ALL_OF_THEM.finditer(plain):
        counts = {VoteOption.YES: int(match["number"]), VoteOption.NO: 0}
        yield Counted(start=match.end(), end=match.end() + 1, counts=counts)
    for match in _RESULT.finditer(plain):
        if _NOT.search(plain, max(0, match.start() - 6), match.start()):
            continue
        is_of_motion = _OF_MOTION.search(plain[max(0, match.start() - 40) : match.start()]) or _THE_MOTION.match(
            plain, match.end("verb")
        )
        if match["all"] or is_of_motion:
            result = _result(match["verb"])
            yield Resolved(
                start=match.start(), end=match.end(), result=result, is_unanimous=bool(match["all"]), is_firm=True
            )


def _agreed(plain: str, end: int) -> tuple[int, int]:
    """What was agreed: behind a colon, "el siguiente acuerdo: Aprobar ...", else the rest of the sentence.

    Nothing where the votes are told on, for which what was put to the vote stood before.
    """
    if _TELLS_VOTES.match(plain, end):
        return end, end
    colon = _COLON.match(plain, end)
    by_whom = _BY_ALL.match(plain, end)
    begin = colon.end() if colon else by_whom.end() if by_whom else end
    return begin, end_of_sentence(plain, begin)


def _result(verb: str) -> MotionResult:
    return MotionResult.FAIL if verb.lower().startswith("rech") else MotionResult.PASS


STYLE = Style(
    name="spanish",
    find=_find,
    examples=(
        Example(
            text="Moción presentada por el Concejal Peralta, secundada por la Concejal Robles. La moción fue aprobada por unanimidad.",
            finds=("moved:Peralta", "moved:?", "result:pass!", "result:pass"),
        ),
        Example(
            text="por cuatro votos a favor, un voto en contra del Sr. Vega, acuerda aprobar la tasa.",
            finds=("moved:?", "result:pass"),
        ),
    ),
)
