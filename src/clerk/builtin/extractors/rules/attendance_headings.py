"""Headings over those present, absent and others: what words they are, and what must stand around them."""

import re
from enum import StrEnum

from clerk.builtin.extractors.rules.attendance_words import STAFF_ROLE
from clerk.builtin.extractors.rules.names import MEMBER
from clerk.builtin.extractors.rules.word_patterns import WordPattern


class Heading(StrEnum):
    PRESENT = "present"
    ABSENT = "absent"
    EXCUSED = "excused"
    LATE = "late"
    BODY = "body"
    """A body's name over its members: that they were there is not said in so many words."""
    OTHERS = "others"
    """Staff, guests, the public."""


_AWAY = {Heading.ABSENT, Heading.EXCUSED, Heading.LATE}
HEADING = WordPattern(
    r"\b(?:(?P<excused>(?:absent[\s,-]{1,3}(?:and\s)?)?excused(?:[\s-]absen(?:t|ces?))?|excuse(?=\s?:))|"
    r"(?P<absent>unexcused(?:\sabsences?)?|unable\sto\s(?:attend|be\spresent)|leave\sof\sabsence|absent|absentees?|absences|ausentes?|no\sasisten(?:tes)?|regrets|apologies|not\s(?:present|in\sattendance|attending)|away)|"
    r"(?P<late>late\sarrivals?|arrived\slate|arriving\slate|tardy)|"
    r"(?P<present>present(?:es)?|in\sattendance|attendance|attendees|attending|participating|participants|respond(?:ed|ing)|answer(?:ed|ing)|asistentes?|asisten|presiding(?=\s?:))|"
    r"(?P<others>staff(?:\smembers)?|employees|guests?|visitors?|others|audience|(?:members\sof\sthe\s|general\s)?public|administration|"
    r"advisory\smembers|press|media|(?:legal\s|city\s|town\s)?counsel|consultants?|officials|recording\ssecretary|minutes\staken\sby|"
    r"speakers|presenters|citizens|residents|(?P<office>(?:(?:executive|recording|city|town|village|deputy|county|board|district|township)[ ]){0,2}(?:manager|attorney|clerk|secretary|administrator|solicitor|engineer|"
    r"superintendent|treasurer|recorder|planner))|"
    r"vacan(?:t|cy|cies)|liaisons?|students?(?:\s\w+)?|department\sheads|ex[\s-]officio(?:\smembers)?)|"
    r"(?P<body>council(?:\s?members|lors|men)?|commissioners|trustees|directors|supervisors|select(?:men|board(?:\smembers)?)|"
    r"alder(?:men|persons)|(?:board|voting|committee|commission)\smembers|board|board\sof\s\w+|members|roll\scall|(?:(?:vice|deputy)[\s-]?)?(?:mayor|chair(?:man|woman|person)?|president|reeve)(?=\s?:)|mayor\spro[\s-]?tem(?:pore)?(?=\s?:)|"
    r"(?:school|town|city)\s(?:committee|commission|council|board)))\b",
    re.IGNORECASE,
    words="abs adm adv ald ans apo arr asi att aud aus awa boa cha cit cle com con cou dep dir dis emp eng ex. exc "
    "exe gen gue in. lat lea leg lia man may med mem min no. not off oth par pla pre pub rec ree reg res rol "
    "sch sec sel sol spe sta stu sup tar tow tre tru una une vac vic vil vis vot",
)
_WORDS_TO_COLON = re.compile(
    r"(?P<words>(?:\s(?i:constitut\w+)(?=\s))?(?:,(?=\s[a-z]))?(?:[ ]{1,3}(?:\([^()\n]{0,30}\)|(?!and\b)[\w'./~-]{1,16})){0,7}(?:,\sto[\s-]wit)?)"
    r"[ ]{0,3}(?::(?!\d)|;(?=\s[A-Z])|(?<=resent)\.(?=\s?[A-Z])|(?<=bsent)\.(?=\s?[A-Z])|(?<=ttendance)\.(?=\s{1,9}[A-Z]))|"
    r"(?P<blank>(?:[ ]?\(\d{1,2}\))?[ ]{0,3})$",
    re.MULTILINE,
)
_DASH = re.compile(r"[ ]{1,3}--?(?=\s)|--?\s|[ ]{1,9}\d{1,3}[ ]{1,2}--?(?=\s)")
_SPOKEN = re.compile(
    r"(?:,\s[^.:;,\n]{3,40},)?(?:\s(?:(?:for|at|in)\s)?(?:the\s)?(?:\w+\s){0,3}?\w+)?\s(?:was|were|are|is|included?|includes)\b(?:\sthe\sfollowing(?:\s\w+){0,3})?[:,]?(?=\s)|\s(?:to\s)?(?:the\s)?roll(?:\s?call)?[:,]\s",
    re.IGNORECASE,
)
_WORDS_BEFORE = re.compile(
    r"(?:(?:\b(?:also|staff|others?|employees|public|guests?|visitors|audience|citizens|officials|elected|appointed|administration|press|"
    r"media|counsel|legal|residents|consultants?|advisory|attorney|manager|clerk|non|voting|students?|personnel|departments?|"
    r"city|town|county|village|township|school|district|library|parish|borough|park|planning|zoning|water|members?|member|council|board|"
    r"commission|committee|commissioners?|council\s?(?:members?|men)|councill?ors?|there|trustees?|directors?|supervisors?|select(?:men|board|persons)|"
    r"alder(?:men|persons)|roll|call|those|the|following|were|was|are|of|and|in|with|all|present|absent|regular|alternate|governing|"
    r"(?-i:[A-Z]{2,5})(?=\srepresentatives)|officers?|representatives|senior|management|team|executive|not|to|a|quorum|being)|&)[\s,/-]{1,2})*$",
    re.IGNORECASE,
)
_NOT_MEMBERS = re.compile(
    r"(?i)\b(?:also|staff|others?|employees|public|guests?|visitors|audience|citizens|administration|press|media|"
    r"counsel|residents|consultants?|advisory|attorney|manager|clerk|non|ex[\s-]officio|students?|personnel|departments?)\b"
)
_OTHERS_BEFORE = re.compile(r"(?i)(?:\balso|\n[ ]{0,9}(?:staff|others?|also)\b[^\n:]{0,80})\s{0,3}\n[ ]{0,20}$")
_FOLLOWING = re.compile(r"(?i)\bfollowing\b")
_OTHER_MEMBERS = re.compile(
    r"(?i)\bmembers\s(?:&|and)\sstaff\b|\bothers?\s(?=(?:(?:board|council|commission|committee)\s)?(?:members|selectmen|trustees|commissioners|directors|supervisors)\b)"
)
_ALSO = re.compile(r"(?i)\s*also\b")
_MEMBERS_FOLLOW = re.compile(
    r"\s*(?:Council\s?members|Trustees|Directors|Commissioners|Aldermen|Selectmen|Supervisors|Councill?ors|(?:Board|Committee)\s[Mm]embers)\s[A-Z]"
)
_PRESIDER_BEFORE = re.compile(r"(?i)\b(?:to\sorder|presid(?:ed|ing))\b[^;\n]{0,90},\s$")
_RESPONDS = re.compile(r"(?i)respond|answer")
_OF_TALK = re.compile(r"(?i)\b(?:regarding|concerning|agenda|wishing|comments?)\b")
"""Of "PERSONS PRESENT REGARDING TONIGHT'S AGENDA:", behind which people speak."""
_TO_WIT = re.compile(r"(?i),?\s?to[\s-]wit\b")
_THERE = re.compile(r"(?i)\b(?:present|attend|roll)")
_NOT = re.compile(r"(?i)\b(?:not|un)\b")
_EX_OFFICIO = re.compile(r"(?i)\bex[-\s]officio\s$")
_CAPITALS_BEFORE = re.compile(r"(?:(?!MEETING|MINUTES|HEARING|SESSION)[A-Z]{2,}[ ])*$")
_ROLL = re.compile(r"(?i)\broll\b")
_COLUMN_HEADS = re.compile(r"\s{0,3}(?:(?:BOARD|COUNCIL|COMMISSION|MEMBERS)\s{1,9}STAFF|ROLL\sCALL)\s")
_MOST_WORDS = 6
_OF_MEMBERS = re.compile(rf"(?i)\b(?:{MEMBER}|board|members?|trustees|council|commission)\b")
_NAME_FOLLOWS = re.compile(
    r"[\s:.,-]{0,9}(?:(?:the\s)?(?:board|council|commission|committee)\s?members?:?\s|trustees\s|commissioners\s|directors\s|the\s(?=Hon))?(?!(?i:audience|staff|guests?|absent|present|also|others?|public)\b)[A-Z][\w.'-]*,?\s{1,3}[A-Z(]"
)
_HEADING_FOLLOWS = re.compile(r"\s(?:Staff|Members|Councilmembers|Others)\s(?:Present|Absent|in\sAttendance)\b")
_TITLE_FOLLOWS = re.compile(rf"\s{{0,3}}(?:{MEMBER})\s+[A-Z]", re.IGNORECASE)
_AWAY_BEHIND_NAME = re.compile(r"[A-Z][\w.'-]+\s{0,3}(?:--?|\()\s{0,3}$")


def headed(plain: str, match: re.Match[str]) -> tuple[Heading, int, int, bool, bool] | None:
    """What it is, where its words and its list begin, whether it is of members, whether it is marked."""
    heading = next(each for each in Heading if match[each.value] is not None)
    line = plain.rfind("\n", max(0, match.start() - 70), match.start()) + 1
    start, colon = _start(plain, match, line, heading), _colon(plain, match)
    words = (colon["words"] or "") if colon else ""
    if _is_of_sentence(plain, match, start, colon) or (
        heading in _AWAY and (colon is None or colon["blank"] is not None) and _is_of_name(plain, match, line, start)
    ):
        return None
    end = _end_of_heading(plain, match, start, colon, heading)
    if end is None or (plain[end - 1] in ".;" and not _may_stop(plain, match, start, plain[end - 1])):
        return None
    said = _OTHER_MEMBERS.sub(" ", _FOLLOWING.split(plain[start : match.end()] + words)[-1])
    is_marked = colon is not None and end >= colon.end()
    if heading is Heading.PRESENT and _is_of_office(plain, match, line, start):
        heading, start = Heading.OTHERS, line
    elif heading is Heading.BODY and _TO_WIT.match(words) and _THERE.search(plain, max(0, start - 250), start):
        heading = Heading.PRESENT
    elif heading is not Heading.BODY:
        heading = _of_whom(plain, match, (start, end), said, heading)
    skipped = _COLUMN_HEADS.match(plain, end)
    return heading, start, skipped.end() if skipped else end, _OF_MEMBERS.search(said) is not None, is_marked


def _start(plain: str, match: re.Match[str], line: int, heading: Heading) -> int:
    """Where its words begin: "Members" of "Members absent", but "absent" in "Ed Vo, City Clerk absent: Ann Lee"."""
    before = _WORDS_BEFORE.search(plain, max(line, match.start() - 70), match.start())
    start = before.start() if before else match.start()
    is_office = match[0].islower() or STAFF_ROLE.fullmatch(plain[start : match.start()].strip()) is not None
    is_behind_name = heading in _AWAY and is_office and plain[max(0, start - 2) : start] == ", "
    return match.start() if is_behind_name else start


def _colon(plain: str, match: re.Match[str]) -> re.Match[str] | None:
    """The words up to a colon; none up to a semicolon behind somebody's name, "Attendance Mayor Ann Lee; Bo Diaz"."""
    colon = _WORDS_TO_COLON.match(plain, match.end())
    if colon is None or not colon[0].endswith(";") or not colon["words"]:
        return colon
    return colon if colon["words"].islower() else None


def _is_of_sentence(plain: str, match: re.Match[str], start: int, colon: re.Match[str] | None) -> bool:
    """True for who answered no roll, and for "PERSONS PRESENT REGARDING TONIGHT'S AGENDA:"."""
    if _RESPONDS.match(match[0]) and not _ROLL.search(plain, max(0, start - 80), match.end() + 30):
        return True
    return colon is not None and _OF_TALK.search(colon["words"] or "") is not None


def _is_of_name(plain: str, match: re.Match[str], line: int, start: int) -> bool:
    """True for "Ann Lee - absent", "Council Member, excused"."""
    is_behind_comma = plain[line : match.start()].rstrip().endswith(",")
    return is_behind_comma or _AWAY_BEHIND_NAME.search(plain, line, start) is not None


def _of_whom(plain: str, match: re.Match[str], span: tuple[int, int], said: str, heading: Heading) -> Heading:
    """OTHERS for those who are no members, ABSENT for who is not present."""
    start, end = span
    if _is_of_others(plain, match[0], start, said):
        is_of_members = _ALSO.match(plain, start) and _are_beside_presider(plain, start, end)
        return Heading.PRESENT if is_of_members else Heading.OTHERS
    is_denied = _NOT.search(plain, start, match.start()) is not None
    return Heading.ABSENT if heading is Heading.PRESENT and is_denied else heading


def _is_of_office(plain: str, match: re.Match[str], line: int, start: int) -> bool:
    is_of_members = _OF_MEMBERS.search(plain, start, match.end()) is not None
    return not is_of_members and _is_office(plain[line : match.start()].strip())


def _is_office(text: str) -> bool:
    """True for "Code Enforcement Officer" before "Present"."""
    is_short = len(text.split()) < _MOST_WORDS and not set(text) & set(".,:;")
    return is_short and any(found.end() == len(text) for found in STAFF_ROLE.finditer(text))


def _are_beside_presider(plain: str, start: int, end: int) -> bool:
    """True for "called to order by Chairman Lee, also present was Commissioner Diaz", "Also present: Commissioners Diaz"."""
    is_of_sentence = _PRESIDER_BEFORE.search(plain, max(0, start - 150), start) is not None
    return _MEMBERS_FOLLOW.match(plain, end) is not None or (
        is_of_sentence and _TITLE_FOLLOWS.match(plain, end) is not None
    )


def _may_stop(plain: str, match: re.Match[str], start: int, mark: str) -> bool:
    """True for "Present." and "the following members present." before a list, as OCR and haste write a colon."""
    if plain[max(0, start - 9) : start].rstrip(" ").endswith(","):
        return False
    return mark == ";" or match[0][0].isupper() or _FOLLOWING.search(plain, start, match.start()) is not None


def _is_of_others(plain: str, word: str, start: int, said: str) -> bool:
    """True for "Staff present", "Also" on the line before, "MEMBERS OF THE PUBLIC WHO WERE PRESENT"."""
    if _NOT_MEMBERS.search(said) or _OTHERS_BEFORE.search(plain, max(0, start - 90), start):
        return True
    officio = _EX_OFFICIO.search(plain, max(0, start - 12), start)
    if officio is not None and officio[0].isupper() == word.isupper():
        return True
    capitals = _CAPITALS_BEFORE.search(plain, max(0, start - 80), start) if word.isupper() else None
    return capitals is not None and _NOT_MEMBERS.search(capitals[0]) is not None


def _end_of_heading(
    plain: str, match: re.Match[str], start: int, colon: re.Match[str] | None, heading: Heading
) -> int | None:
    """Where the list begins; None for a word that is no heading."""
    is_weak = heading in {Heading.BODY, Heading.OTHERS}
    starts_line = not plain[plain.rfind("\n", 0, start) + 1 : start].strip(" -*0123456789.)(")
    if colon is not None and colon["blank"] is None and (not is_weak or _is_bare(colon["words"])):
        return colon.end()
    if match["office"] is not None:
        return None
    if colon is not None and colon["blank"] is not None:
        line = plain[plain.rfind("\n", 0, start) + 1 : match.end()].strip(" -*0123456789.)(IVX")
        if starts_line and len(line.split()) <= _MOST_WORDS:
            is_written_so = line.isupper() or line.istitle() or (line[:1].isupper() and not is_weak)
            return colon.end() if is_written_so else None
        if not is_weak and "following" in plain[start : match.start()].lower():
            return colon.end()
    if is_weak:
        is_in_line = match[0].isupper() and plain[max(0, start - 2) : start] == ". "
        return _end_of_roll(plain, match) if starts_line or is_in_line else None
    return _end_without_colon(plain, match, start)


def _is_bare(words: str) -> bool:
    return not words.strip() or _TO_WIT.match(words) is not None


def _end_of_roll(plain: str, match: re.Match[str]) -> int | None:
    """Of "Roll Call - Ann Lee", "Roll call Mayor Lee", "STAFF" at the beginning of a line."""
    if _ROLL.search(match[0]) is None:
        return match.end() if match["others"] is not None and match[0].isupper() else None
    dash = _DASH.match(plain, match.end())
    if dash is not None:
        return dash.end()
    return match.end() if _TITLE_FOLLOWS.match(plain, match.end()) else None


def _end_without_colon(plain: str, match: re.Match[str], start: int) -> int | None:
    """Of "Present were", "PRESENT - ", and of capitals, or "Members present", before a name."""
    word, end = match[0], match.end()
    spoken, dash = _SPOKEN.match(plain, end), _DASH.match(plain, end)
    if spoken is not None and _NAME_FOLLOWS.match(plain, spoken.end()):
        return spoken.end()
    if dash is not None and word[0].isupper():
        return dash.end()
    is_phrase = start < match.start() and plain[start].isupper()
    if is_phrase and word[0].isupper() and _HEADING_FOLLOWS.match(plain, end):
        return end
    if match["absent"] is not None and word[0].isupper() and plain[max(0, start - 9) : start].rstrip().endswith("."):
        is_phrase = True
    follows = _NAME_FOLLOWS if word.isupper() or is_phrase else _TITLE_FOLLOWS
    return end if (word[0].isupper() or is_phrase) and follows.match(plain, end) else None
