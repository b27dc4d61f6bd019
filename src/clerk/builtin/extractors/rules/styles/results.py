"""How it went, in a word: `Motion carried`, `CARRIED.`, `passed unanimously`, `voted 4-1 to ...`, `died for lack of a second`."""

import re
from collections.abc import Iterator

from clerk.builtin.extractors.rules.events import Example, Resolved, Style
from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.word_patterns import WordPattern
from clerk.model.facts import MotionResult, VoteMethod

_RESULT = WordPattern(
    r"\b(?P<verb>(?:accepted|approved|roll\s?call)\s?:\s{0,4}unanimous|(?<=motion\s)denied|the\sayes\shave\sit|the\s(?:noes|nays)\shave\sit|failed\sto\s(?:receive|get|obtain)\b(?=[^.;\n]{0,40}\bvotes?\b)|carried|arried|carries|passed|passes|prevailed|adopted|approved|accepted|failed|fails|defeated|lost|died|dies|withdrawn|"
    r"withdrew|tabled|ties|tied|pass|fail|carry|unanimous(?:ly)?(?!\s+(?:consent|ballot)\b)|aprobad[oa]s?|rechazad[oa]s?|so\s+(?:unanimously\s+)?voted|so\s+ordered|roll\s?call\s?[-:,]\s?all\s(?:yes|ayes?|yeas?)|(?:agreed|approved|accepted)\sby\sall|m/c(?:/u)?|a\s+vote\s+in\s+favou?r\s+by\s+all|APIF|all\s+in\s+favou?r|"
    r"all\s+(?:\w+\s+){0,2}vot(?:e|ed|ing)\s+[\"']?(?:aye|yes|in\s+favou?r|in\s+the\s+affirmative|affirmatively)|all\s+yes(?=[.,;])|all\s+(?:\w+\s+){0,2}(?:were|was)\s+in\s+favou?r|all\s+(?:ayes|yeas|yea(?=\.))|all\s+aye(?=[.,;])|all\s+(?:agreed|approved?|concurred)(?=[.,;]|\swith\b)|ayes?\s?[:-]\s{0,4}(?:all|unanimous)|ayes\s+all|all\s+voted(?=\s+to\b)|(?:voice\s+|roll\s?call\s+)?vote[ds]?\s*[,:-]?\s*all\s+ayes?|voted)\b",
    re.IGNORECASE,
    words="a. acc ado agr all api app apr arr aye car def den die fai los m. pas pre rec rol so. tab the tie una voi vot wit",
)
_PASS, _FAIL = MotionResult.PASS, MotionResult.FAIL
_RESULTS = {
    "failed": _FAIL, "denied": _FAIL, "the noes have it": _FAIL, "the nays have it": _FAIL, "failed to receive": _FAIL, "failed to get": _FAIL, "failed to obtain": _FAIL, "fails": _FAIL, "defeated": _FAIL, "lost": _FAIL, "fail": _FAIL, "rechazada": _FAIL, "rechazado": _FAIL,
    "died": MotionResult.DIED, "dies": MotionResult.DIED, "withdrawn": MotionResult.WITHDRAWN,
    "withdrew": MotionResult.WITHDRAWN, "tabled": MotionResult.TABLED, "ties": MotionResult.TIE, "tied": MotionResult.TIE,
}  # fmt: skip
_DECIDED = re.compile(
    r"(?i)(?:^|[.;,]\s)\s{0,3}(?:the\s)?(?:ordinance|resolution|minutes|agenda|bill|item)(?:\s(?:was|were))?\s$"
)
_OF_MOTION = re.compile(r"(?i)\bmotion\b(?:[^.;]|(?<=\bM[rs])\.|(?<=\bMrs)\.){0,95}$")
_NUMBERS = re.compile(r"\s{1,2}(?:by\s(?:an?\s)?(?:vote\sof\s)?)?[(\[]?\d{1,2}\s?-\s?\d{1,2}\b(?!\s?[-/]\s?\d{2})")
"""Right behind "the ordinance passed": "(6-0)"."""
_FIRM = re.compile(
    r"(?i)\b(?:motions?|vote|question|amendment|substitute|roll\s?call|moci[oó]n|propuesta)\b[^.;:\n]{0,60}\n?[^.;:\n]{0,30}$|\b(?:RESULT|Status|Vote|Motion|Action)\s{0,3}:\s{0,30}[^.\n]{0,30}$"
)
_LOOSE = re.compile(
    r"(?i)(?:^|[.:;)(\n\]]|\.\s|[\"'])\s*$|\b(?:was|were)\s+(?:then\s+)?(?:unanimously\s+)$|\b(?:item|matter|request|application)\s+(?:was|were)\s+$|(?:^|[.;:]\s{1,3}|\n\s{0,8})(?:The\s)?(?:\w+\s){1,3}(?:was|were)\s$|(?:^|[.;]\s{1,3})Approval\s$|\b(?:and|resolution|ordinance|seconded|council|board|commission|it\s+was|which|second)\b[^.;\n]{0,40}$"
)
_DENIED = re.compile(
    r"(?i)\b(?:no\s+(?:fue|fueron|queda|ser[áa])|not|never|if|when|whether|until|stands?|had|previously|was to be|be|to|being|been|as|once|after|will|would|shall|may|must|be\s+passed\s+and)\s+$"
)
_METHODS = (
    (re.compile(r"(?i)\bvoice\b"), VoteMethod.VOICE),
    (re.compile(r"(?i)\broll[\s-]?call\b"), VoteMethod.ROLL_CALL),
    (re.compile(r"(?i)\bshow of hands\b"), VoteMethod.SHOW_OF_HANDS),
    (re.compile(r"(?i)\bballot\b"), VoteMethod.BALLOT),
)
_UNANIMOUS = re.compile(
    r"(?i)\bunanim|\bapif\b|\ball\b(?!\s(?:the\s)?others?\b)[^.;]{0,40}\bvot(?:e|ed|ing)\s(?:in\sthe\saffirmative|affirmatively)|\bby\sall\b|\bm/c/u\b|\ball\b(?!\s(?:the\s)?others?\b)[^.;]{0,40}\bvot(?:e|ed|ing)\s+[\"']?(?:aye|yes|in\s+favou?r)|\ball\s+(?:\w+\s+){0,2}w(?:ere|as)\s+in\s+favou?r|\bin\s+favou?r\s+by\s+all\b|\bun[aá]nim|\ball (?:in favou?r|ayes?|yeas?|yes|agreed|approved?|concurred)\b|\bayes?\s?[:-]?\s{0,4}all\b|\ball (?!others? )(?:\w+ )?(?:vot|present vot|members vot)\w*|\bwithout (?:objection|dissent|opposition)|\bno (?:objections?|opposition)\b"
)
_STANDING = re.compile(r"(?i)\b(?:minutes|agenda|ordinance|resolution|report|plan|budget|law|act|bill)\s+(?:as\s+)?$")
_VOTED_ON = re.compile(
    r"(?i)\s{0,2}(?:unanimously|:|\d{1,2}\s?[-/]|(?:one|two|three|four|five|six|seven|eight|nine|ten)\b|to\s|by\s|in favou?r|\(|[-,]|that\b)"
)
_BODY_VOTED = re.compile(
    r"(?i)\b(?:board|council|commission|committee|selectmen|members|trustees|it\s+was|was|and|meeting|(?-i:ALL|All)),?\s+(?:unanimously\s+|then\s+)?$|\b(?:2nd|second(?:ed)?)\sby\s(?-i:[A-Z])[\w.\s]{2,30},?\s(?:and\s)?$|;\s+$"
)
_LOOSE_START = re.compile(r"(?:[a-z\d)][.;:]|\n)\s{0,4}$")
_BY_VOTE = re.compile(r"(?i)\bby\s(?:an?\s)?$")
_ON_MOTION = re.compile(
    r"(?i)\b(?:up)?on\s(?:an?\s|the\s)?(?:proper\s)?motion\s(?:duly\s)?(?:made\s|offered\s)?(?:of|by)\b(?![^\n]*[^\W\d_]{4}\.\s[A-Z])[^;]{3,240}\b(?:was|were)\s(?:duly\s)?$"
)
"""Before "approved": "on motion of Lee, seconded by Diaz, the minutes of May 3 were"."""
_ON_MOTION_WITHIN = 260
_BODY_DID = WordPattern(
    r"\b(?:[Uu]p)?[Oo]n\s(?:an?\s)?(?:proper\s)?motion\b[^.;\n]{3,120}(?:\s(?:the\s)?[Mm]eeting\s(?:was\s)?|[,)]\s(?:the\s)?(?:Board|Council|Commission|Committee|Authority|meeting|Court|Trustees|Directors)"
    r"\s(?:unanimously\s|then\s)?)(?P<did>[a-z]{4,14}ed)\b",
    words="on. upo",
)
"""`On motion of Poe, seconded by Lee, the Board ratified the lease`."""
_TALKED = frozenset(
    {"discussed", "considered", "reviewed", "expressed", "opened", "defeated", "rejected", "failed", "tabled", "voted"}
)
_LACK_OF_SECOND = WordPattern(
    r"(?i)\b(?:lack|want)[~\s]+of[~\s]+(?:a\s+)?second|\bno second\b|\bmotion\s(?:was|is)\snot\sseconded\b|\bLACK OF SECOND",
    words="lac mot no. wan",
)
_ALWAYS_OF_MOTIONS = frozenset(
    {
        "carried",
        "carries",
        "m/c",
        "m/c/u",
        "so ordered",
        "so voted",
        "so unanimously voted",
        "the ayes have it",
        "the noes have it",
        "the nays have it",
        "failed to receive",
        "failed to get",
        "failed to obtain",
        "all yeas",
        "all ayes",
    }
)
_THE_MOTION = re.compile(r"(?i)\s+it\b|\s+(?:the|his|her|their)\s+(?:\w+\s)?motion\b")
_EITHER = re.compile(r"\s?/\s?[A-Za-z]")
"""A form to be filled in: "Motion (Carried/Failed)"."""
_HEADS = frozenset({"passed", "failed", "carried"})
_OF_NEXT = re.compile(r"\s?:\s{1,3}Motion\b")
"""`Motion Passed:  Motion made for the Court to ...` heads the motion that is told behind it."""
_MEANS_OTHERWISE = re.compile(
    r"\s(?:over\b|away\b|out\b|along\b|on\s(?:to|the|his|her)\b|the\s(?:house|senate|state)\b|legislation\b)",
    re.IGNORECASE,
)
"""The motion was carried over, a former member passed away, a bill passed the House."""
_FRIENDLY = re.compile(r"(?i)\bfriendly\s+amendment\b[^.;\n]{0,60}$|\bamendment\b[^.;\n]{0,20}(?:,\s)?which\swas\s$")
_ACCEPTED_BY = re.compile(r"\sby\s(?:the\s(?:maker|mover|seconder)|[A-Z])")
_REPORTED = re.compile(
    r"(?i)\b(?:noted|reported|explained|recalled|advised|informed|reminded|mentioned|asked)\b(?:\s\w+){0,3}?\sthat\b[^.;\n]{0,80}$"
)
_SAID = re.compile(
    r"(?i)\b(?:said|stated|says|claimed|thought|heard|told\s\w+)\s(?:that\s)?(?!(?:council|board|commission)\b)[^.;\n]{3,60}$"
)
"""Before "voted": "Mr. Poe said the townships voted unanimously"."""
_LOSES = re.compile(
    r"(?i)(?:^|[.:;)\n\]]|\.\s)\s*$|\b(?:and|which|then|but|it)\s(?:was\s|were\s|then\s)?$|\b(?:was|were)\s$"
)
"""What stands before "failed", "lost" and the like when they are said of the motion, and not of a pump."""
_BUT_FOR = re.compile(
    r"(?i)\ball\s(?:\w+\s){0,3}(?:but|except)\b(?![^.;\n]{0,60}\b(?:absent|abstain\w*|recus\w*)\b)|\bwith\sthe\sexception\b(?!\sof\s(?:items?|numbers?|no\.|section)\b)"
)
_ALL_BUT = re.compile(
    r"[^.;\n]{0,70}\b(?:except|excepting|but|save)\b(?![^.;\n]{0,60}\b(?:absent|abstain\w*|recus\w*)\b)", re.IGNORECASE
)
_DID_NOT = re.compile(r"(?i)did not\s+$")
_SUPPOSED = re.compile(r"(?i)\b(?:if|when|whenever|whether|unless|until)\b(?:(?!\bsecond)[^.;\n]){0,60}$")
_STATUS = re.compile(r"(?i)status\s*:[^\n]{0,40}$")
_MORE_THAN_HALF = re.compile(
    r"(?i)\b(?:two|three|four)[\s-](?:thirds|fourths|fifths)|\b[234]/[345]|\bsuper-?\s?majority|\b(?:required|needed|requires|necessary)\b|\bmust\sbe\sa?\s?unanimous"
)
_NEAR = 90
_REASON_WITHIN = 250
"""Characters after the result in which the majority that it would have taken is told."""
_SHORT_LINE = 40


def _find(text: JoinedText) -> Iterator[Resolved]:
    plain = text.plain
    for match in _RESULT.finditer(plain):
        found = _read(plain, match)
        if found is not None:
            yield found
    for match in _BODY_DID.finditer(plain):
        if match["did"] not in _TALKED:
            yield Resolved(start=match.start("did"), end=match.end(), result=_PASS)
    for match in _LACK_OF_SECOND.finditer(plain):
        if _SUPPOSED.search(plain, max(0, match.start() - 100), match.start()):
            continue
        yield Resolved(start=match.start(), end=match.end(), result=MotionResult.DIED, is_firm=True)


def _read(plain: str, match: re.Match[str]) -> Resolved | None:
    verb = " ".join(match["verb"].lower().split())
    before = plain[max(0, match.start() - 100) : match.start()]
    if _means_otherwise(plain, match, verb, before):
        return None
    if verb == "voted":
        return _voted(plain, match, before)
    if verb == "withdrew":
        return _withdrew(plain, match)
    is_firm = (
        verb in _ALWAYS_OF_MOTIONS
        or ":" in verb
        or _FIRM.search(before) is not None
        or _is_alone(plain, match)
        or _stands_out(plain, match)
        or bool((_DECIDED.search(before) or _OF_MOTION.search(before)) and _NUMBERS.match(plain, match.end()))
    )
    result = _RESULTS.get(verb, _PASS)
    if _DID_NOT.search(before):
        result = _FAIL
    elif not (_is_on_motion(plain, match, verb) or _tells_of_a_vote(verb, before, is_firm=is_firm)):
        return None
    return _resolved(plain, match, result, is_firm=is_firm)


def _is_on_motion(plain: str, match: re.Match[str], verb: str) -> bool:
    """True for "on motion of Lee, seconded by Diaz, the minutes were approved", and for "by unanimous vote"."""
    before = plain[max(0, match.start() - _ON_MOTION_WITHIN) : match.start()]
    if verb == "unanimous":
        return _BY_VOTE.search(before) is not None and plain[match.end() : match.end() + 5].lower() == " vote"
    return verb in {"approved", "adopted", "accepted", "passed"} and _ON_MOTION.search(before) is not None


def _means_otherwise(plain: str, match: re.Match[str], verb: str, before: str) -> bool:
    end = match.end()
    if verb in _HEADS and _OF_NEXT.match(plain, end):
        return True
    if _EITHER.match(plain, end) or before.endswith("/") or _MEANS_OTHERWISE.match(plain, end):
        return True
    if _FRIENDLY.search(before) or (verb == "accepted" and _ACCEPTED_BY.match(plain, end)):
        return True
    return verb == "all in favor" and plain.startswith("?", end)


def _tells_of_a_vote(verb: str, before: str, *, is_firm: bool) -> bool:
    """False for "if the motion carried", "the minutes as approved" and the like."""
    if _DENIED.search(before) or _SUPPOSED.search(before):
        return False
    if verb in {"pass", "fail", "carry"}:
        return _STATUS.search(before) is not None
    if is_firm:
        return True
    if (
        _REPORTED.search(before)
        or _SAID.search(before)
        or (_RESULTS.get(verb) is not None and _LOSES.search(before) is None)
    ):
        return False
    return _LOOSE.search(before) is not None and _STANDING.search(before) is None


def _withdrew(plain: str, match: re.Match[str]) -> Resolved | None:
    if _THE_MOTION.match(plain, match.end()) is None:
        return None
    return Resolved(start=match.start(), end=match.end(), result=MotionResult.WITHDRAWN, is_firm=True)


def _is_alone(plain: str, match: re.Match[str]) -> bool:
    """True for "Carried." on a line of its own."""
    start, end = plain.rfind("\n", 0, match.start()) + 1, plain.find("\n", match.end())
    line = plain[start : len(plain) if end < 0 else end].strip(" .*:!")
    return len(line) <= _SHORT_LINE and not plain[start : match.start()].strip(" .*:") and match[0][0].isupper()


def _stands_out(plain: str, match: re.Match[str]) -> bool:
    """True for "FAILED" at the end of a sentence in small letters."""
    before = plain[max(0, match.start() - _SHORT_LINE) : match.start()]
    return (
        match["verb"].isupper()
        and not before.isupper()
        and bool(before.strip())
        and plain[match.end() : match.end() + 1] in {".", ""}
    )


def _voted(plain: str, match: re.Match[str], before: str) -> Resolved | None:
    is_sentence = match["verb"][0] == "V" and _LOOSE_START.search(before) is not None
    if _SAID.search(before) or not (
        (is_sentence or _BODY_VOTED.search(before)) and _VOTED_ON.match(plain, match.end())
    ):
        return None
    return _resolved(plain, match, _PASS, is_firm=False)


def _resolved(plain: str, match: re.Match[str], result: MotionResult, *, is_firm: bool) -> Resolved:
    around = _sentence(plain, match.start(), match.end())
    method = next((method for pattern, method in _METHODS if pattern.search(around)), None)
    is_unanimous = result is _PASS and _UNANIMOUS.search(around) is not None
    is_unanimous = is_unanimous and not (_ALL_BUT.match(plain, match.end()) or _BUT_FOR.search(around))
    reason = plain[match.end() : match.end() + _REASON_WITHIN].split("\n\n", maxsplit=1)[0]
    return Resolved(
        start=match.start(),
        end=match.end(),
        result=result,
        is_unanimous=is_unanimous,
        method=method,
        is_firm=is_firm,
        needs_more=result is _FAIL and _MORE_THAN_HALF.search(around + reason) is not None,
    )


def _sentence(plain: str, start: int, end: int) -> str:
    """What is said within one sentence of the verb."""
    first = max(0, start - _NEAR)
    cut = max(
        plain.rfind(". ", first, start), plain.rfind("\n\n", first, start), plain.rfind(".\n", first, start), first - 1
    )
    stops = [
        at
        for at in (
            plain.find(". ", end, end + _NEAR),
            plain.find("\n\n", end, end + _NEAR),
            plain.find(".\n", end, end + _NEAR),
        )
        if at >= 0
    ]
    return plain[cut + 1 : min(stops, default=end + _NEAR)]


STYLE = Style(
    name="results",
    find=_find,
    examples=(
        Example(text="Motion carried.", finds=("result:pass",)),
        Example(text="The motion passed unanimously (7-0).", finds=("result:pass!", "result:pass!")),
        Example(text="MOTION DIED~ LACK OF SECOND", finds=("result:died", "result:died")),
        Example(text="RESULT:              FAILED [6 TO 9]", finds=("result:fail",)),
        Example(text="If the motion is carried, the Chair moves on.", finds=()),
        Example(text="On motion of Vo, seconded by Lee, the Board ratified the lease.", finds=("result:pass",)),
        Example(text="The ordinance passed (6-0).", finds=("result:pass",)),
        Example(text="The 1998 petition passed 6-3 and nothing was built.", finds=()),
        Example(text="Ayes: Unanimous", finds=("result:pass!",)),
        Example(text="Mark moved to wait until July, Joyce seconded and all approved.", finds=("result:pass!",)),
        Example(text="On a voice vote, the ayes have it.", finds=("result:pass",)),
        Example(text="Roll call: Unanimous", finds=("result:pass!",)),
        Example(text="Resolution 15-3 failed to receive the five votes required.", finds=("result:fail",)),
        Example(text="Motion Failed:  Motion made for the Court to raze it", finds=()),
        Example(text="Nays: Vo and Lee, motion denied.", finds=("result:fail",)),
    ),
)
