"""Attendance that a sentence tells: "Selectman Bond and Chairman Perkins were absent", "all were present except Smith"."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from clerk.builtin.extractors.rules.attendance_people import ListReader
from clerk.builtin.extractors.rules.attendance_person import Person
from clerk.builtin.extractors.rules.attendance_words import NO_FULL_STOP
from clerk.builtin.extractors.rules.names import MEMBERS_TITLE
from clerk.builtin.extractors.rules.word_patterns import WordPattern
from clerk.model.facts import AttendanceStatus

_LONGEST_SENTENCE = 600
_MOST = 200
_HEAD = 4_000
"""Characters in which names without a title may be members: later, anybody may be present."""
_FEWEST = 2
_BESIDE = 600
"""Characters from one thing told of attendance to a name that has only "Mr." before it."""
_NEXT_SENTENCE = 40
_WORDS_OF_LIST = 6
_SAME_SENTENCE = 4
_VERB = WordPattern(
    r"\s(?:(?:was|were|is|are|being|be(?=\sexcused)|all|Was|Were|WAS|WERE)\s"
    r"(?:all\s|both\s|also\s|noted\s(?:as\s)?|marked\s(?:as\s)?|declared\s|listed\sas\s|reported\s(?:as\s)?)?)?"
    r"(?:(?P<absent>absent|ABSENT|not\s(?:present|in\sattendance)|(?:unable|not\sable)\sto\s(?:attend|be\spresent)|"
    r"(?:did|could)\snot\s(?:attend|be\s(?:present|there|in\sattendance)|make\sit)|away|ill|on\svacation|out\sof\s(?:town|state|the\s(?:country|city))|sent\s(?:regrets|(?:his|her|their)\sregrets))|"
    r"(?P<excused>(?:absent\s(?:and\s|with\s)?)?excused|(?:had|has|have)\s(?:an?\s)?excused\sabsences?)|"
    r"(?P<present>present|in\sattendance|attended|participated|"
    r"(?:answered|responded)\s\"?(?:aye|present|here|yes)\"?\s(?:to|at)\s(?:the\s)?roll(?:\s?call)?|responding\sto\s(?:the\s)?roll(?:\s?call)?|"
    r"(?:answered|responded)\s(?:to\s)?(?:the\s)?\"?(?:roll(?:\s?call)?|present|here)\"?))"
    r"(?=\s?[.;,\n)(]|\sand\s|\sfrom\sthe\smeeting|\s(?:to|at|after|from|for|in|via|by|with|along|remotely|virtually|constituting|due|tonight|this|because)\b|\sthe\smeeting\b|\s*$)",
    words="abs all ans are att awa be. bei cou did exc had has hav ill in. is. not on. out par pre res sen una was wer",
    behind=" \n",
)
_EXCEPT = re.compile(
    r"\b(?:all|every|each)\b[^.;:]{0,60}?\b(?:present|in\sattendance|answered|responded|attended|here)\b[^.;:]{0,40}?"
    r"\b(?:except(?:ing)?(?:\sfor)?|but|with\sthe\sexception\sof|other\sthan)\s"
    r"(?P<who>(?:(?:mrs?|ms|dr)\.|[^.;:\n]){3,160}(?:\n[^.;:\n]{3,80})?)",
    re.IGNORECASE,
)
_ALL_BUT = re.compile(
    r"\b(?:present|attendance)\s?(?::|-|was|were)\s?(?:all|everyone|full\sboard)\b[^.;:]{0,40}?\b(?:except(?:ing)?(?:\sfor)?|but)\s"
    r"(?P<who>[^.;:\n]{3,160})",
    re.IGNORECASE,
)
_BY_NUMBER = re.compile(r"(?i)\b(?:one|two|three|\d)\s(?:members?\s)?absent\s?\((?P<who>[^()]{2,80})\)")
_IN_BRACKETS = re.compile(r"(?i)\(\d{1,2}\s(?:members?\s)?present[,;]\s(?P<who>[^();]{2,60})\sabsent\)")
_IN_VOTE = re.compile(r"\((?P<who>[A-Z][\w'-]+(?:(?:,|,?\sand|\s&)?\s[A-Z][\w'-]+){0,4})\s(?:was\s|were\s)?absent\)")
_TO_EXCUSE = re.compile(
    r"\b(?:[Ee]xcus(?:e|ing)\s(?:the\s)?(?:absen(?:ces?|t)\s(?:of\s)?)?|[Gg]rant(?:ed|ing)?\s(?:an?\s)?leaves?\sof\sabsence\s(?:to|for)\s)(?P<who>(?:[A-Z](?:[\w.-]|'(?!s\b))*,?\s?|and\s|members?\s){2,8})(?!'s)"
    r"(?!(?:himself|herself|from\s(?:the\s)?(?:vot|discuss|participat|item|duty|matter|jury)))"
)
_ATTENDED_BY = re.compile(r"\b(?:attended|answered)\sby:?\s(?P<who>[^.;:\n]{3,200}(?:\n[^.;:\n]{3,80})?)")
_CLAUSE = re.compile(r",?\s(?:who|whom|which|because)\b")
_MEMBERS_THERE = re.compile(r"(?i)\b(?:members|commissioners|trustees|selectmen|supervisors|directors)\b.*\bpresent\b")
_TO_DO = re.compile(r"\sto\s(?!order\b)")
_SEAT = re.compile(r"(?i)\b(?:council|alder|commissioner|trustee|supervisor|director|select|regidor|juror)")
_GUEST = re.compile(r"(?i)\b(?:former|past|county|state|youth|student|representative)\s")
_PURPOSE = re.compile(r"(?i)\s(?:to\s(?!order\b)|for\s(?:the|an?)\s(?!meeting|roll|session|entire|whole)|on\sbehalf)")
_MEMBERS_ONLY = re.compile(r"(?i)(?!director|supervisor|president|chief)")
_FROM = re.compile(
    r"\b(?:(?:regrets|apologies)\s(?:(?:for\sabsence\s)?(?:were|was)\s)?(?:received\s)?(?:from|by)|absence\sof|"
    r"absences?\s(?:was|were)\snoted\sfor)\s(?P<who>[A-Z][^.;:\n]{2,160})",
    re.IGNORECASE,
)
_ALSO = re.compile(r"(?i)\balso\b[^.;:]{0,20}$|^\s*also\b")
_BEGINS_SENTENCE = re.compile(
    rf"(?<=[^\W\d_]{{3}}){NO_FULL_STOP}[.;:!?]\s|"
    r"\n\s{0,80}\n|\b[IVX]{2,4}\.\s(?=[A-Z])|\b(?i:roll\scall)\s(?=[A-Z])|(?<=\d)[.)]\s(?=[A-Z])|\.\)\s|:\s|"
    r"\b(?i:[ap]\.?\s?m)\.\s(?=[A-Z])"
)
_BEGINS_NAME = re.compile(r",\s|\band\s|\bthat\s")
_BEGINS_LINE = re.compile(r"\n\s*(?:[-*]\s)?")
"""Behind a heading that no full stop ends."""
_BEGINS_LIST = re.compile(r"\bwith\s|\bwere:?\s|\bthat\s|\bfollows[,:]?\s")
_COURTESY = re.compile(r"(?i)(?:mrs?|ms|dr|miss|messrs)\b")
_AFTER = re.compile(
    r"(?i)\s(?P<note>(?:after|from|at|beginning\sat)\s(?:\d{1,2}(?:[:.]\d{2})?|noon)(?:\s?[ap]\.?\s?m\b\.?)?)"
)
_LEAD = re.compile(
    r"(?:(?:and|but|with|that|(?:absent|excused|present)\s?--?|where|while|the\sfollowing|noting(?:\sthat)?|as\sfollows,?|roll\scall\s?[-,]?|"
    r"roll\swas\scalled[:,;]?|\d{1,2}\.(?:\d{1,2}\.?)?)\s)+",
    re.IGNORECASE,
)
_Told = tuple[Person, AttendanceStatus]


def told_attendance(
    plain: str, listed: int | None = None, roles: Sequence[str] = (), acting: frozenset[str] = frozenset()
) -> Iterator[_Told]:
    """People of sentences that are a list of names and a verb: members by their title, by their number, or by what stands beside.

    `listed` is where a list of those present or absent ends, `roles` are the titles that its people bear, `acting` the
    surnames, or first names, of those who move or second.
    """
    yield from _by_phrase(plain, is_listed=bool(listed))
    last, before, seats = listed or 0, 0, _seats_of(roles)
    for match in islice(_VERB.finditer(plain), _MOST):
        start = _sentence_start(plain, max(before, match.start() - _LONGEST_SENTENCE), match.start())
        before = match.end()
        is_on_business = match["present"] is not None and _TO_DO.match(plain, match.end()) is not None
        if start < match.start() and not is_on_business:
            told = list(_of_sentence(plain, start, match, last))
            if listed and match["present"] is not None and listed < match.start():
                is_of_guests = _is_of_guests(plain, max(start, listed), match)
                told = [each for each in told if _has_seat(each[0], seats) and not is_of_guests]
            elif not told and not listed and start < _HEAD:
                told = list(_called_by_one_name(plain, start, match, acting, last))
            last = before if told else last
            yield from told


def _by_phrase(plain: str, *, is_listed: bool) -> Iterator[_Told]:
    """Those of "all but Lee", "regrets from Lee", "to excuse Commissioner Lee"."""
    for pattern in (_EXCEPT, _ALL_BUT, _FROM, _BY_NUMBER, _IN_BRACKETS):
        for match in islice(pattern.finditer(plain, 0, _HEAD), _MOST):
            yield from _members(plain, *match.span("who"), AttendanceStatus.ABSENT, needs_title=False)
    for match in islice(_IN_VOTE.finditer(plain), _MOST if is_listed else 0):
        yield from _members(plain, *match.span("who"), AttendanceStatus.ABSENT, needs_title=False)
    for match in islice(_TO_EXCUSE.finditer(plain, 0, 2 * _HEAD), _MOST):
        yield from _members(plain, *match.span("who"), AttendanceStatus.EXCUSED, needs_title=True)
    for match in islice(_ATTENDED_BY.finditer(plain, 0, _HEAD), _MOST):
        yield from _members(plain, *match.span("who"), AttendanceStatus.PRESENT, needs_title=True)


def _seats_of(roles: Sequence[str]) -> frozenset[str]:
    return frozenset(found[0].lower() for role in roles for found in _SEAT.finditer(role))


def _has_seat(person: Person, seats: frozenset[str]) -> bool:
    """False for a title of which the members listed have another: "Commissioner" beside councilors."""
    own = _seats_of([person.role]) if person.role else frozenset()
    return not own or not seats or bool(own & seats)


def _is_of_guests(plain: str, start: int, verb: re.Match[str]) -> bool:
    """True for "Former Mayor Lee was present", "Commissioner Poe attended for the presentation"."""
    return _GUEST.search(plain, start, verb.start()) is not None or _PURPOSE.match(plain, verb.end()) is not None


def _sentence_start(plain: str, first: int, end: int) -> int:
    """Where the sentence's first name may stand: behind "with the following", "1.2", a bullet."""
    begins = [found.end() for found in _BEGINS_SENTENCE.finditer(plain, first, end)]
    start = begins[-1] if begins else first
    while start < end and (plain[start].isspace() or plain[start] in "*-."):
        start += 1
    lead = _LEAD.match(plain, start, end)
    return lead.end() if lead else start


def _of_sentence(plain: str, start: int, verb: re.Match[str], last: int) -> Iterator[_Told]:
    status = _status_of(verb)
    is_beside = 0 < last < start < _HEAD and _is_beside(plain[start : verb.start()], start - last, status)
    told = list(_members(plain, start, verb.start(), status, needs_title=not is_beside))
    if not told and start < _HEAD:
        told = _end_of_sentence(plain, start, verb.start(), status)
    if _ALSO.search(plain[start : verb.end()]):
        told = [each for each in told if each[0].title and _MEMBERS_ONLY.match(each[0].title)]
    late = _AFTER.match(plain, verb.end()) if status is AttendanceStatus.PRESENT else None
    for person, each in told:
        if late is None:
            yield person, each
        else:
            person.notes.append(f"present {late['note']}")
            yield person, AttendanceStatus.LATE


def _called_by_one_name(
    plain: str, start: int, verb: re.Match[str], acting: frozenset[str], last: int
) -> Iterator[_Told]:
    """Members of a small board, "Tom and Lenny were present", and who was away: "two members present; Sue was absent"."""
    status = _status_of(verb)
    people = [person for person, _ in _members(plain, start, verb.start(), status, needs_title=False)]
    if not people or any(" " in person.place.name for person in people) or _ALSO.search(plain, start, verb.end()):
        return
    clause = plain[plain.rfind(".", 0, start) + 1 : start]
    is_next = last > 0 and start - last <= _SAME_SENTENCE
    is_away = not status.was_there and (is_next or (clause.rstrip().endswith(";") and _MEMBERS_THERE.search(clause)))
    if is_away or (status.was_there and sum(person.surname in acting for person in people) >= _FEWEST):
        yield from ((person, status) for person in people)


def _status_of(verb: re.Match[str]) -> AttendanceStatus:
    return next(each for each in AttendanceStatus if verb.groupdict().get(each.value) is not None)


def _is_beside(names: str, distance: int, status: AttendanceStatus) -> bool:
    """True for "Mr. Lee" some sentences after those present, for "Ann Lee" in the next one, for "Lee" after a semicolon.

    Several full names who were away may stand some sentences after them too.
    """
    is_list = not status.was_there and "," in names and len(names.split()) >= _WORDS_OF_LIST
    if is_list or _COURTESY.match(names):
        return distance < _BESIDE
    return distance < (_NEXT_SENTENCE if len(names.split()) > 1 else _SAME_SENTENCE)


def _end_of_sentence(plain: str, start: int, end: int, status: AttendanceStatus) -> list[_Told]:
    """Members with their titles at a sentence's end: "met with Commissioner Lee and Commissioner Diaz present"."""
    for pattern in (_BEGINS_LINE, _BEGINS_LIST, _BEGINS_NAME):
        begins = [found.end() for found in pattern.finditer(plain, start, end)]
        told = list(_members(plain, begins[-1], end, status, needs_title=True)) if begins else []
        if told:
            return told
    return []


def _members(plain: str, start: int, end: int, status: AttendanceStatus, *, needs_title: bool) -> Iterator[_Told]:
    """Those whom a text names, if it is nothing but names."""
    clause = _CLAUSE.search(plain, start, end)
    end = clause.start() if clause else end
    reader = ListReader(plain=plain)
    people = reader.read(start, end)
    is_titled = people[0].title is not None if people else False
    rest = plain[reader.end : end].strip(" ,.\n)")
    if not people or (rest and not (is_titled and reader.has_staff)):
        return
    is_titled |= MEMBERS_TITLE.match(plain, start) is not None
    is_titled |= any(MEMBERS_TITLE.fullmatch(role) for role in people[0].roles)
    is_board = len(people) > _FEWEST and start <= _HEAD and status is AttendanceStatus.PRESENT
    if needs_title and not is_titled and not (is_board and "," in plain[start:end]):
        return
    for person in people:
        yield person, person.status or status
