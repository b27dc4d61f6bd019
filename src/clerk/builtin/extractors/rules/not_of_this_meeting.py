"""Stretches of minutes that tell of votes which this meeting did not take: certificates, other bodies, other days."""

import re
from collections.abc import Iterator

from clerk.builtin.extractors.rules.sentences import end_of_sentence
from clerk.builtin.extractors.rules.word_patterns import WordPattern

_HEAD = 1_500
"""Characters in which minutes name their own body and day."""
_CERTIFIED = WordPattern(
    r"\bcertif(?:y|ied|ication)\b[^.]{0,200}?\b(?:foregoing|above|attached|within|copy)\b", re.IGNORECASE, words="cer"
)
_LONGEST_CERTIFICATE = 1_500
_CERTIFICATE_ENDS = re.compile(
    r"\bin\s+witness\s+whereof\b|^[^\n]{0,60}\b(?:moved|motion\s+(?:by|was|made))\b|\bmeeting\s+(?:was\s+)?adjourned\b",
    re.IGNORECASE | re.MULTILINE,
)
_EXAMPLE = WordPattern(r"\b(?:[Ee]xamples?|e\.g\.),?\s?:?\s{0,3}\"[^\"]{3,400}\"", words="e. exa")
"""In rules of how minutes are to be kept."""
_IN_GENERAL = WordPattern(
    r"\b[Uu]nless\s(?:otherwise\s)?(?:indicated|noted|stated)\b[^.\n]{0,200}\b(?:all|each|every)\b[^.\n]{0,200}(?:[.:]\s{0,3}(?:Ayes|AYES|Yeas|YEAS)\b[^\n]{0,200})?",
    words="unl",
)
"""What is said once of all motions of the day, before there is one."""
_DECIDED = r"(?:moved|voted|recommended|approved|denied|rejected|passed|adopted|endorsed)\b"
_OTHER_BODY = re.compile(
    r"(?<![\w.])(?:[Tt]he\s)?(?P<own>(?!(?:The\s|This\s|Our\s|City\s|Town\s|Village\s|County\s|Full\s|Whole\s|Entire\s|Said\s){1,3}(?:Commission|Council|Board|Committee))(?:[A-Z][\w&'-]+\s(?:and\s|of\s|&\s)?){1,4}"
    r"(?:Commission|Committee|Board|Council|Authority|Panel|Association))"
    rf"(?:\s(?:unanimously|had|has|have|also|then|previously|recently|narrowly)){{0,3}}\s{_DECIDED}"
)
_COMMITTEE_VOTE = re.compile(
    r"\b(?:(?:The|This|Our|And|That)\s)?(?P<own>(?:(?!The\s)[A-Z][\w&'-]+\s){0,3}(?:Commission|Committee|Board|Panel))(?:'s)?\s(?:vote|recommendation)\swas\b"
)
_BEFORE_US = WordPattern(
    r"\b(?:[Pp]revious|[Pp]rior|[Ll]ast|[Oo]ld|[Ff]ormer)\s(?:[Bb]oard|[Cc]ouncil|[Cc]ommission|[Cc]ommittee|[Cc]ourt)\s(?:had\s)?(?:also\s)?"
    rf"{_DECIDED}"
    r"|\b\d{1,2}\s?(?:-|to)\s?\d{1,2}\svote\s(?:of|by)\sthe\s(?P<own>(?:[A-Z][\w&'-]+\s){0,3}(?:Commission|Committee|Board|Council|Court|Panel))\b",
    words="# for las old pre pri",
)
"""`The previous board approved it`, `denied by a 5-2 vote of the Planning Commission`."""
_SENTENCE = r"(?:^|(?<=[.;!?]\s))[ ]{0,8}"
_WHEREAS = WordPattern(
    r"\bWHEREAS\b(?:(?!;|\n\s*\n|THEREFORE|RESOLVED|PASSED|ADOPTED|Moved\b|MOVED\b).){0,600}", re.DOTALL, words="whe"
)
_THAT_DAY = r"(?:[A-Z][a-z]{2,8}\s\d{1,2}(?:,\s\d{4})?|last|previous|prior)"
_THEN = WordPattern(
    rf"\b(?:Council|Commission|Board|Committee|Selectmen|Commissioners)\shad\s(?:already\s|once\s|unanimously\s)?{_DECIDED}|"
    rf"\bat\s(?:the|its|our|their)\s{_THAT_DAY}\s(?:\w+\s){{0,2}}(?:meeting|session),?\s(?!second)(?:[\w.]+\s){{0,4}}?"
    rf"(?:moved|voted|made\sa\smotion|approved|adopted|passed|failed|denied|rejected)\b"
    rf"|\b(?:which\s|motion\s)?(?:was\s)?(?:passed|failed|carried|adopted|defeated|denied)\b[^.;\n]{{0,30}}?\s(?:on|in)\s(?P<own>[A-Z][a-z]{{2,8}}\s\d{{1,2}}(?:,\s\d{{4}})?)",
    words="ado at. boa car com cou def den fai mot pas sel was whi",
)
_SUPPOSED = WordPattern(
    r"\b[Ii]f\s(?:it|a\smotion)\s(?:was|is|were|has\sbeen)\s(?:duly\s)?(?:moved|made|seconded)\b|"
    r"\bshould\s(?:read|say|state|show|reflect)\b",
    words="if. sho",
)
"""`If it was moved by Jones and carried, Clark can bring it back`, as rules are explained, and what other minutes should read."""
_SPANISH = WordPattern(
    r"\ben\s(?:la|el)\s(?:sesi[oó]n|pleno)\s(?:\w+\s){0,2}(?:de|del|anterior)\s[^.;]{0,60}?\b(?:aprob|acord|rechaz)\w+"
    r"|\b(?:Junta\sde\sGobierno|Comisi[oó]n|Diputaci[oó]n|Consejo)\b[^.;]{0,60}?\b(?:aprob[oó]|acord[oó]|acuerda|rechaz[oó])\b",
    words="com con dip en. jun",
)
_OTHER_DAY = WordPattern(
    r"\bvote\sof\s[^.;\n]{3,40}\sat\sthe\s(?:[A-Z][a-z]{2,8}\s\d{1,2}(?:,\s\d{4})?)|"
    rf"{_SENTENCE}(?:(?:At|During|In)\s(?:its|the|our|their)\s(?:last|previous|prior)\s(?:\w+\s)?(?:meeting|session|month|year)"
    r"|Last\s(?:week|month|year|\w+day)|In\s(?:19|20)\d\d|On\s(?P<own>[A-Z][a-z]{2,8}\s\d{1,2}(?:,\s\d{4})?)"
    r"|At\s(?:its|the|our|their)\s(?P<day>[A-Z][a-z]{2,8}\s\d{1,2}(?:,\s\d{4})?)\smeeting),?\s[^.;]{3,120}?\b"
    rf"{_DECIDED}"
    r"|\((?:[Tt]abled|[Pp]ostponed|[Cc]ontinued|[Dd]eferred|[Ii]ntroduced|[Hh]eld\sover)\s(?:(?:from|on|at)\s)?[A-Z][a-z]{2,8}\s\d{1,2}\b[^()\n]{0,160}\)",
    re.MULTILINE,
    words="at. con def dur hel in. int las on. pos tab vot",
    behind=" (",
)


def told_of_others(plain: str) -> Iterator[tuple[int, int]]:
    """Where each such stretch begins and ends, in no order."""
    for match in _CERTIFIED.finditer(plain):
        stop = min(len(plain), match.end() + _LONGEST_CERTIFICATE)
        end = _CERTIFICATE_ENDS.search(plain, match.end(), stop)
        yield match.start(), end.start() if end else stop
    yield from (match.span() for pattern in (_WHEREAS, _EXAMPLE, _IN_GENERAL) for match in pattern.finditer(plain))
    for match in (*_THEN.finditer(plain), *_SPANISH.finditer(plain), *_SUPPOSED.finditer(plain)):
        own = match.groupdict().get("own")
        if own is None or _folded(own) not in _folded(plain[: min(_HEAD, match.start())]):
            yield match.start(), max(match.end(), end_of_sentence(plain, match.end()) if own is None else match.end())
    for match in (
        *_OTHER_BODY.finditer(plain),
        *_COMMITTEE_VOTE.finditer(plain),
        *_BEFORE_US.finditer(plain),
        *_OTHER_DAY.finditer(plain),
    ):
        own = match["own"]
        if own is None or _folded(own) not in _folded(plain[: min(_HEAD, match.start())]):
            yield match.start(), match.end() if match[0].endswith(")") else end_of_sentence(plain, match.end())


def _folded(text: str) -> str:
    return " ".join(text.lower().split())
