"""Attendance of Spanish minutes: members under `Asistentes`, `Concejales` or `Regidores`, and those who are excused."""

import re
from collections.abc import Iterator

from clerk.builtin.extractors.rules.attendance_person import Person
from clerk.builtin.extractors.rules.names import NamedPlace
from clerk.model.facts import AttendanceStatus

_HEAD = 6_000
_IS_SPANISH = re.compile(
    r"(?i)\b(?:ayuntamiento|pleno|concejal(?:es|as?)?|alcald(?:e|esa)|regidor(?:es|as?)?|concejo\smunicipal|cabildo|"
    r"sesi[oó]n\s(?:ordinaria|extraordinaria))\b"
)
_FEWEST_WORDS = 3
_SECTION = re.compile(
    r"(?i)(?P<other>\b(?:vice)?secretar(?:io|[ií]a)\b|\binterventor[a]?\b|\btesorer[oa]\b|\bfuncionari[oa]s\b|"
    r"\bact[uú]a\scomo\b|\basisten\s(?:adem[aá]s|tambi[eé]n)|\btambi[eé]n\sasisten|\bse\sencuentran?\s(?:tambi[eé]n\s)?presentes?\s(?:el|la)\s(?:se[ñn]ora?|sra?)\b|\bvicealcald(?:e|esa)\b|\btoma\sla\spalabra|\bp[uú]blico\s?:)|"
    r"(?P<absent>\b(?:ausentes?|excusan?(?:\ssu)?|no\s+asisten?(?:tes?)?|no\sas[ií]\b|faltan?|inasistencia)\b)|"
    r"(?P<present>\b(?:asistentes?|asisten|asistencia\sde|lista\sde\sasistencia|presentes?|presidencia\sde|preside|propietarios?)\b)|"
    r"(?P<seat>(?<!,\s)\b(?:concejal(?:es|as)?|alcald(?:e|esa)(?:[- ]president[ea])?|regidor(?:es|as)?|s[ií]ndic[oa]s?|ediles)\b)|"
    r"(?P<end>\borden\sdel\sd[ií]a|\bdeclara\s(?:abierta|la\sexistencia)|\buna\svez\s(?:comprobad|constitu)|\bcomprobad[oa]\s(?:el|la)\b|"
    r"\bse\sprocede\b|\bse\saprueba|\b1[.º]{1,2}\s?[-.]|\bprimer(?:o|a)?\s?[.:]|\bart[ií]culo\sprimero|\ben\sla\s(?:villa|ciudad)\b)"
)
_HONORIFIC = (
    r"(?:(?:D|d)(?:\.\s?[ªº]\.?|[ªº~]\.?|\.)|D[ÑñNn][Aa]\.?|[Dd][Oo][NnÑñ](?:[Aa])?|D(?=\s{1,3}[A-ZÁÉÍÓÚ])|"
    r"[Ss][Rr](?:[Tt]?[Aa])?\.|[Ss]eñor(?:a|es|as)?|(?:[A-Z]\.){2,4}|"
    r"(?:Lic(?:da)?|Ing|Dra?|Mtr[oa]|Profa?|Arq|MSc|Bach)\.)"
)
_WRITTEN = r"[A-ZÁÉÍÓÚÑ](?:[a-záéíóúñü][\w'áéíóúñü-]*|\.|\.?[ªº]\.?|a\.|(?=\s\s?[A-ZÁÉÍÓÚÑ]))"
_CAPITALS = r"[A-ZÁÉÍÓÚÑÜ](?:[A-ZÁÉÍÓÚÑÜ'-]+|\.|\.?[ªº]\.?)"
_NO_NAME = (
    r"(?!(?i:concejal(?:es|as?)?|alcald(?:e|esa)|regidor(?:es|as?)?|s[ií]ndic[oa]s?|secretari[oa]|interventor[a]?|gr?upos?|partido|"
    r"coalici[oó]n|miembros|excusan?|ausentes?|asist\w+|no|siendo|actúa|vox|psoe|pp|iu|cha|president[ea]|vicepresident[ea]|"
    r"propietari[oa]s?|suplentes?|distrito|municipal|funcionari[oa]s|tenientes?|moci[oó]n|un[ao]|se|por|con|n[uú]mero|"
    r"tras|que|quien|en|orden|sra?|srta|señor\w*|lic|licda|dña|don|doña|dª|sres|sras|d|dr|dra)\b(?!-))"
)
_PARTICLES = r"(?:(?:de|del|la|las|los|DE|DEL|LA|LAS|LOS|De|Del)\s{1,3})"


def _name_of(word: str) -> str:
    more = rf"(?:[ ]{{1,3}}|[ ]?\n[ ]{{0,20}}(?![^\n]{{1,20}}:)){_NO_NAME}{_PARTICLES}{{0,3}}{_NO_NAME}{word}(?![\wÁÉÍÓÚÑ])"
    return rf"{_NO_NAME}{word}(?![\wÁÉÍÓÚÑ])(?:{more}){{1,6}}"


_ANY_NAME = rf"(?P<name>{_name_of(_CAPITALS)}|{_name_of(_WRITTEN)})"
_NAME = re.compile(rf"(?<![\w.]){_HONORIFIC}(?:\s{{0,3}}{_HONORIFIC}){{0,2}}\s{{0,3}}{_ANY_NAME}")
_BARE_NAME = re.compile(_ANY_NAME)
_GOES_ON = re.compile(
    r"[\s,;.:-]*(?:y\s|(?i:president[ea](?:\smunicipal)?|vice\s?president[ea]|s[ií]ndic[oa]|propietari[oa]s?|suplentes?|concejal\w*|regidor\w*|municipal|"
    r"(?:y\s)?distrito(?:\s[A-Z]\w+)?|señor(?:es|as?)?|\([^()]{1,20}\))[\s,;.:-]*)*"
)
_IS_AWAY = re.compile(
    r"(?i),?\s(?:quien\s)?(?:se\sexcusa|excusa\s|no\sasiste(?!\w|\s?:)|presenta\sjustificante|se\sencuentra\sausente)"
)
_ATTENDED_BY = re.compile(
    r"(?i)\b(?:asistencia\sde|asisten|presencia\sde|presentes)\s(?:l[oa]s\s)?(?:(?:se[ñn]or(?:es|as)|c\.?c\.?)\s)?(?:regidor\w*|concejal\w*|ediles)?$"
)
_FEWEST = 3
_LONGEST_HEADING = 20
_LONGEST_EXCUSE = 250
"""Characters of a sentence below the list that says who does not come."""
_Found = dict[str, tuple[Person, AttendanceStatus]]


def spanish_attendance(plain: str) -> list[tuple[Person, AttendanceStatus]]:
    """Each member with an honorific in the head of the minutes; nothing for minutes in another language."""
    head = plain[:_HEAD]
    if len(_IS_SPANISH.findall(head)) < _FEWEST_WORDS:
        return []
    found: _Found = {}
    for begin, end, status in _sections(head, found):
        _read(head, begin, end, status, found)
    return list(found.values())


def _read(head: str, begin: int, end: int, status: AttendanceStatus, found: _Found) -> None:
    """People with an honorific; without any, those of a list that a colon begins."""
    named = list(_NAME.finditer(head, begin, end)) or list(_listed(head, begin, end))
    for match in named:
        written = match["name"].rstrip(" .,-\n")
        start = match.start("name")
        place = NamedPlace(name=" ".join(written.split()), start=start, end=start + len(written))
        name, is_away = place.name.casefold(), _IS_AWAY.match(head, place.end) is not None
        if not any(known.startswith(name) for known in found):
            found[name] = (Person(place=place), AttendanceStatus.ABSENT if is_away else status)


def _listed(head: str, begin: int, end: int) -> Iterator[re.Match[str]]:
    has_colon = ":" in head[begin : begin + _LONGEST_HEADING]
    if not has_colon and not _ATTENDED_BY.search(head, max(0, begin - _LONGEST_HEADING * 2), begin):
        return
    at = _GOES_ON.match(head, head.index(":", begin) + 1 if has_colon else begin)
    while at is not None and (match := _BARE_NAME.match(head, at.end(), end)):
        yield match
        at = _GOES_ON.match(head, match.end())


def _sections(head: str, found: _Found) -> Iterator[tuple[int, int, AttendanceStatus]]:
    """What stands behind each word that says who follows; titles go on with what was said before them."""
    marks = list(_SECTION.finditer(head))
    status: AttendanceStatus | None = None
    is_over = False
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        if mark["end"] is not None:
            is_over |= len(found) >= _FEWEST
            status = None
        elif mark["other"] is not None:
            status = None
        elif mark["absent"] is not None:
            status = AttendanceStatus.ABSENT
        elif not is_over and (mark["present"] is not None or status is None):
            status = AttendanceStatus.PRESENT
        if status is not None:
            end = after.start() if after else len(head)
            yield mark.end(), min(end, mark.end() + _LONGEST_EXCUSE) if is_over else end, status
