"""What stands beside a name in a list of those present: roles, places, degrees, and how long somebody was there."""

import re

from clerk.builtin.extractors.rules.names import MEMBER, is_role, is_staff, name_in
from clerk.model.facts import AttendanceStatus

_ABBREVIATED = (
    "mrs rev hon chmn chrmn pres ald counc coun couns comr comrs comm supv sup dir cllr cllrs chr messrs "
    "chas geo thos jas jos robt edw benj saml danl theo jno"
)
NO_FULL_STOP = "".join(rf"(?<!\b(?i:{word}))" for word in _ABBREVIATED.split())
"""That a point behind three letters ends no title and no first name: "Comr. Lee", "Chas. Lee"."""
_MEMBER = (
    rf"(?:{MEMBER}|(?:(?:deputy\s)?warden|(?:police\s)?jurors?|freeholders?|committee(?:man|men|woman|women)|"
    r"alternates|(?:his|her)\sworship|(?:v(?:ice)?\.?[\s-]?)?(?:pres|chr)\b\.?)(?![\w']))"
)
TITLES = re.compile(
    rf"(?<![\w'-])(?:(?:1st|2nd|3rd|first|second|third)\s(?=vice))?(?:(?:acting|interim|deputy|former|alternate|regular|voting|student|honorary|planning|board|council|commission|committee|city|town|village|county|"
    rf"township|library|school|district|executive)\s(?={_MEMBER}))?(?:{_MEMBER})"
    rf"(?:(?:\s{{1,2}}|\s?/\s?|-|\s?&\s?)(?:{_MEMBER}|pro\s?[-\s]?te[mn](?:pore)?(?!\w)))*(?![\w'])",
    re.IGNORECASE,
)
"""One title or several that belong to one person."""
STAFF_ROLE = re.compile(
    r"\b(?:(?:acting|interim|deputy|assistant|asst\.?|associate|senior|city|town|township|county|village|borough|district|executive|"
    r"general|recording|corporate|board|council|chief|police|fire|finance|human|resources|public|works|utilities|planning|community|state.?s|"
    r"development|economic|parks?|recreation|engineering|law|legal|administrative|school|library|business|of|and|&|"
    r"technology|information|services|building|zoning|township)[\s/]*){0,6}"
    r"(?:manager|attorney|clerk|counsel|administrator|engineer|planner|secretary|chief|superintendent|treasurer|recorder|solicitor|"
    r"auditor|assessor|inspector|librarian|officer|assistant|staff|consultant|coordinator|liaison|intern|architect|accountant|"
    r"cao|principal|(?<=county\s)counselor|marshal|supt\.?|atty\.?|mgr\.?|student(?:\s(?:representative|trustee|member|liaison|advisor|director))?|controller|comptroller|stenographer|reporter|analyst|specialist|technician|foreman|"
    r"(?<=finance\s)director|(?<=works\s)director|(?<=library\s)director|(?<=executive\s)director|(?<=development\s)director|"
    r"(?<=services\s)director|(?<=resources\s)director|(?<=recreation\s)director|(?<=planning\s)director|director(?=\sof))\b",
    re.IGNORECASE,
)
_OFFICER = re.compile(
    r"(?:(?:assistant|recording|corresponding|board)\s)?(?:secretary|treasurer|clerk|auditor)"
    r"(?:\s?[/&-]\s?(?:secretary|treasurer|clerk)|\sand\streasurer)?(?:[\s/-]+elect)?",
    re.IGNORECASE,
)
TOWNSHIP = re.compile(r"\bSupervisor\b[^:]{1,300}\bTrustees?\b|\bTrustees?\b[^:]{1,300}\bSupervisor\b")
"""The board of a township, of which clerk and treasurer are members too."""
_AFFILIATION = re.compile(
    r"(?i)\b(?:(?P<of>(?:(?:city|town|village|county|township|borough|province)\sof|representing)\s(?=[A-Z])|at[-\s]large)|county|representative|"
    r"rep\.|delegate|alternate|appointee|(?:ex[-\s]officio)(?:\smember)?|ward|district|precinct|area|division|zone|seat|place|position|"
    r"region|public\smember|member|president|chair|vice[-\s]chair|pro[-\s]tem|elect|parent|teacher|labou?r|resident|citizen)\b"
)
EX_OFFICIO = re.compile(r"(?i)\s*ex[-\s]officio\b")
OF_THE_PUBLIC = re.compile(r"(?i)(?:the\s)?(?:public|guest|visitor|staff|press|media|audience|citizen|consultant)s?")
ABBREVIATED_BODY = re.compile(r"(?i)\s*(?:bd|brd|comm|cmte|twp|sch)\.?\s*")
VIA = re.compile(
    r"(?i)\s*(?:via|by|through|on)\s(?:phone|telephone|zoom|video|teleconference|videoconference|webex|teams|skype)\b"
)
_DEGREE = re.compile(
    r"(?i)(?:ph\.?\s?d|ed\.?\s?d|m\.?\s?d|j\.?d|d\.?d\.?s|d\.?v\.?m|m\.?b\.?a|c\.?p\.?a|p\.?\s?e|esq(?:uire)?|jr|sr|i{2,3}|iv|aicp|r\.?n)\.?"
)
_LONGEST_ROLE = 9
_WORDS_OF_PLACE = 2
_TIME = r"(?:\d{1,2}(?:[:;.]\d{2})?\s?(?:[ap]\.?\s?m\.?)?|noon)"
_STATUSES = (
    (
        AttendanceStatus.EXCUSED,
        re.compile(r"(?i)(?:absent[\s,/-]{0,3})?(?:excused|exc\.?)(?:\sabsen(?:ce|t))?|absent\s?/\s?excused"),
    ),
    (
        AttendanceStatus.ABSENT,
        re.compile(
            r"(?i)(?:was\s|is\s)?(?:absent|abs\.?|regrets|not\s(?:present|in\sattendance)|unable\sto\sattend)\b.{0,40}"
        ),
    ),
    (
        AttendanceStatus.LATE,
        re.compile(
            r"(?i)(?:late|tardy)\b.{0,40}|(?:who\s)?(?:arriv(?:ed|ing|es)|joined|joining|entered|came|in)\b(?!\s?person).{0,60}|"
            rf"(?:present\s)?(?:after|at|from|beginning\sat)\s{_TIME}.{{0,20}}"
        ),
    ),
    (
        AttendanceStatus.LEFT,
        re.compile(
            r"(?i)(?:who\s)?(?:left|leaving|departed|departing|exited|excused\s(?:himself|herself)?\s?at)\b.{0,60}|until\s.{1,20}"
        ),
    ),
    (
        AttendanceStatus.PRESENT,
        re.compile(
            r"(?i)present|here|p|x|yes|aye|presiding|in\sattendance|remote|on-?line|virtual(?:ly)?|zoom|telephone|phone"
        ),
    ),
)
_HOW = re.compile(
    r"(?i)(?:(?:attend(?:ed|ing)|present|appear(?:ed|ing)|participat(?:ed|ing)|joined|joining)\s)?(?:via|by|through|over|on)\s"
    r"(?:the\s)?(?:zoom|phone|tele|video|conference|remote|web|google|microsoft|teams|skype|internet|virtual|speaker|electronic|cell|audio|go\s?to).{0,40}|"
    r"(?:zoom|remote(?:ly)?|virtual(?:ly)?|telephone|telephonic(?:ally)?|phone|on-?line|tele(?:phone)?\s?conferenc\w+|in\sperson|electronically).{0,20}|"
    r"(?:attend(?:ed|ing)|participat(?:ed|ing))\s(?:remotely|virtually|electronically|telephonically|in\sperson|online).{0,20}"
)
STATUS_AT_END = re.compile(r"(?i)(?<=\s)(?:present|absent|excused|here)$")
_NO_MEMBER = re.compile(r"(?i)(?:resigned|vacan(?:t|cy)|deceased|non\b|replacement|pending).{0,40}")


def status_said(text: str) -> tuple[AttendanceStatus, str | None] | None:
    """A status and the note that says more than it; None for words that tell of no attendance."""
    if _HOW.fullmatch(text):
        return AttendanceStatus.PRESENT, text
    for status, pattern in _STATUSES:
        if pattern.fullmatch(text):
            is_bare = status.value == text.lower() or status is AttendanceStatus.PRESENT
            return status, None if is_bare and not _HOW.fullmatch(text) else text
    return None


def is_degree(text: str) -> bool:
    return _DEGREE.fullmatch(text.strip()) is not None


def is_of_no_member(text: str) -> bool:
    """True for a note that says that the seat is empty."""
    return _NO_MEMBER.fullmatch(text) is not None


def is_officer(text: str) -> bool:
    """True for an office that a member of a board may hold and that an employee may hold too."""
    return _OFFICER.fullmatch(text.strip()) is not None


_PLAIN_AFFILIATION = re.compile(
    r"(?i)(?:.{1,40}\s)?(?:representative|rep\.|delegate|alternate|county|district|precinct|officio|member|at[-\s]large)"
)


def affiliation(text: str) -> re.Match[str] | None:
    """The last word that says whom a member stands for: "Small Cities Representative"; its group `of` begins a place."""
    found = list(_AFFILIATION.finditer(text))
    return found[-1] if found and not is_staff(text) else None


def says_for_whom(text: str) -> bool:
    """True for a piece that is no name and says for whom somebody sits: "Small Cities Representative", "City of Ashland"."""
    found = affiliation(text)
    if found is None:
        return False
    if _PLAIN_AFFILIATION.fullmatch(text) is not None:
        return True
    rest = text[found.end() :].split()
    is_place = len(rest) <= (_WORDS_OF_PLACE if found["of"] else 1) or is_role(text[found.start() :])
    return is_place and name_in(text, 0) is None


def is_of_staff(text: str) -> bool:
    """True for a piece that names somebody who works for the body, or only the office."""
    return is_staff(text) or STAFF_ROLE.search(text) is not None


def is_staff_role(text: str) -> bool:
    """True for "Director of Finance", but for no piece that names somebody."""
    match = STAFF_ROLE.search(text)
    if match is None:
        return False
    before, after = text[: match.start()].strip(), text[match.end() :].strip()
    if before == "The" and after:
        # "The Secretary certified that a quorum was there"
        return False
    return (
        (len(before.split()) <= 1 or name_in(before, 0) is None)
        and (not after or after[0].islower() or after[0] in "/&-")
        and len(text.split()) <= _LONGEST_ROLE
    )


def singular(title: str) -> str:
    """Titles as one of those who bear them is called: "Councilmember" of "Councilmembers"."""
    words = title.split()
    last = words[-1]
    if last.lower().endswith("men"):
        last = last[:-2] + ("AN" if last.isupper() else "an")
    elif last.lower().endswith("s") and not last.lower().endswith(("ss", "crs")):
        last = last[:-1]
    return " ".join([*words[:-1], last])


def is_plural(title: str) -> bool:
    return singular(title) != " ".join(title.split())
