"""`Councilmember Reed moved to ...`, `Foley made a motion to ...`, `Supervisor Tam motioned`."""

import re
from collections.abc import Iterator

from clerk.builtin.extractors.rules.events import Example, Moved, Style
from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.names import MEMBER, ONE_TITLE, NamedPlace
from clerk.builtin.extractors.rules.names_around import name_after, name_before
from clerk.builtin.extractors.rules.word_patterns import WordPattern

_MOVED = WordPattern(
    r"\s(?:then\s|also\s)?(?:(?P<so>so\smoved)\b|(?P<bare>(?:moved|moves|motioned|motion(?=\s+to\b)|motions(?=\s+(?:to|for)\b))(?!\s+a\s+motion))\b|(?:made|makes|offered|moved|initiated)\s+(?:(?:a|the)\s+(?:\w+\s+)?)?motion\b|offered\s+the\s+following\s+resolution\b(?=[^.;]{0,60}\bsecond))",
    re.IGNORECASE,
    words="als ini mad mak mot mov off so. the",
    behind=" \n",
)
_AFTER_BARE_MOVED = re.compile(
    r"\s*(?:,|\.|;|\(|the\sfollowing\b|(?:first|second|third|final)\s(?:and\sfinal\s)?reading\b|seconded\b|that\b|the\s+previous\s+question\b|it\s+be\b|(?:they|we)\s|for\b|(?:its\s|their\s)?(?:approval|adoption|passage)\b|adjournment\b|denial\b|rejection\b|tabling\b|postponement\b|the\s+(?:(?:city|town|village|county|school)\s+)?(?:council|board|commission|committee)\s+(?!room|hall|chamber|meeting)|acceptance\b|passage\b|and\s+(?:\S+\s+){1,4}?second|the\s+adoption|"
    r"the\s+approval|\S{3,20}\s+second|the\s+(?:\S+\s+){1,8}?be\s|to\s+(?!the\b|a\b|an\b|his\b|her\b|our\b|their\b|this\b|another\b)(?-i:[a-z]|[A-Z]{3})|(?-i:(?:[A-Z\d-]{2,14}\s){1,3})to\s)",
    re.IGNORECASE,
)
_SECONDED_BETWEEN = re.compile(
    r",?\s(?:with\sa\s)?(?:second|support)(?:ed)?\s(?:by|from)\s[^,.;\n]{2,40}(?:\n[^,.;\n]{2,30})?,?\s$", re.IGNORECASE
)
_APPOSITION = re.compile(
    r",\s(?:the\s)?(?:(?:vice|co)[\s-])?(?:chair\w*|president|mayor|secretary|liaison)\b[^,.;\n]{0,40},$", re.IGNORECASE
)
"""`Trustee Rand, Chairman of the Committee, moved`."""
_SET_APART = re.compile(
    rf"(?:^|\n\s{{0,12}}|[^\W\d_]{{3}}[.;:]\s{{1,3}})(?P<name>(?:(?i:{ONE_TITLE})\s)?[A-Z][\w'-]+(?:\s[A-Z][\w'.-]+){{0,2}}),$"
)
"""`Mr. Poe, MOTIONED, SECONDED by`, `POE, moved to adopt`."""
_HEADS_LINE = re.compile(r"\s*\n\s*M(?:otion|OTION)")
"""`Seconder: Lee`, and below it `Motion to approve`."""
_BEGINS_ANEW = re.compile(r"[^\W\d_]{3}[.:]\s[MS]$")
"""A sentence that begins with "Moved" says nobody's name before it."""
_NOT_SOMEONE = frozenset(
    {
        "substitute",
        "main",
        "original",
        "alternate",
        "alternative",
        "friendly",
        "previous",
        "first",
        "final",
        "next",
        "this",
        "any",
        "another",
        "council",
    }
)
"""What a motion may be called, so that it looks like a name before "motion to"."""
_GOES_ON = re.compile(r"(?:\band|,)(?:\sthen)?\s{0,2}$", re.IGNORECASE)
_BEGINS_SENTENCE = re.compile(r"(?<=[^\W\d_]{3})[.?!;:]\s+|\n[ ]*\n|(?<=\))[.:]\s")
_OTHER_SUBJECT = re.compile(
    r"\b(?:who|which|he|she|they|and\s(?:he|she))\b|\bthat\s[^,;]{0,80}\s(?:was|is|had|has|were|are)\b"
)
_DID = re.compile(
    r"\s(?:introduced|presented|offered|read|said|stated|thanked|commented|noted|agreed|reviewed|explained|recommended|asked|expressed|suggested)\b"
)
_DID_ANYTHING = re.compile(r"\s(?!and\b|or\b)[a-z]{2,}\s")
"""Whatever a member did, whose title begins the sentence, before he "made a motion to deny"."""
_TITLED = re.compile(rf"\b{MEMBER}\s(?=[A-Z])", re.IGNORECASE)
_LONGEST_SENTENCE = 300
_WINDOW = 100
_ASKED = re.compile(r"\bmotion\s(?:to|that)\s(?P<text>[^.;?]{3,160})[.;?][^.;?]{0,60}$", re.IGNORECASE)
_ASKED_WITHIN = 250
_PRONOUN = re.compile(r"\b(?:he|she|they)\s*$", re.IGNORECASE)


def _find(text: JoinedText) -> Iterator[Moved]:
    plain = text.plain
    for match in _MOVED.finditer(plain):
        if match["bare"] and not _AFTER_BARE_MOVED.match(plain, match.end()):
            continue
        if _HEADS_LINE.match(match[0]):
            continue
        between = _SECONDED_BETWEEN.search(plain, max(0, match.start() - _WINDOW), match.start() + 1)
        end = between.start() if between else match.start()
        if _BEGINS_ANEW.search(plain, max(0, match.start() - 4), match.start() + 2):
            continue
        role = _APPOSITION.search(plain, max(0, end - _WINDOW), end)
        apart = _SET_APART.search(plain, max(0, end - _WINDOW), end)
        end = role.start() if role else apart.end("name") if apart else end
        mover = name_before(plain, end) or _subject(plain, end)
        if mover is not None and _is_no_mover(mover):
            continue
        if mover is not None or not match["bare"] or _PRONOUN.search(plain, max(0, match.start() - 6), match.start()):
            start = mover.start if mover else match.start() + 1
            asked = _ASKED.search(plain, max(0, match.start() - _ASKED_WITHIN), match.start()) if match["so"] else None
            yield Moved(start=start, end=match.end(), mover=mover, text=asked.span("text") if asked else None)


def _is_no_mover(name: NamedPlace) -> bool:
    """True for the "Substitute" and the "Lee's" of "substitute motion" and "Lee's motion"."""
    return name.name.split()[0].lower() in _NOT_SOMEONE or name.name.endswith("'s")


def _subject(plain: str, end: int) -> NamedPlace | None:
    """Who introduced the resolution "and moved its adoption": the name with which the sentence begins."""
    if not _GOES_ON.search(plain, max(0, end - 16), end):
        return None
    first = max(0, end - _LONGEST_SENTENCE)
    begins = [match.end() for match in _BEGINS_SENTENCE.finditer(plain, first, end)]
    titles = [match.start() for match in _TITLED.finditer(plain, begins[-1] if begins else first, end)]
    for begin in (*reversed(titles), begins[-1] if begins else first):
        name = name_after(plain, begin, end)
        did = _DID_ANYTHING if begin in titles else _DID
        if name is not None and did.match(plain, name.end) and not _OTHER_SUBJECT.search(plain, name.end, end):
            return name
    return None


STYLE = Style(
    name="someone-moved",
    find=_find,
    examples=(
        Example(text="Foley made a motion to approve the minutes.", finds=("moved:Foley",)),
        Example(text="Commissioner Lindqvist moved to approve Variance V-23-08", finds=("moved:Lindqvist",)),
        Example(text="Crawford moved, McConnell second to approve", finds=("moved:Crawford",)),
        Example(text="Trustee Vo, seconded by Trustee Lee, moved to approve the minutes.", finds=("moved:Vo",)),
        Example(text="Mr. Lee moved the Certificate be approved as read", finds=("moved:Lee",)),
        Example(text="asked for a motion to adjourn. Wade Vo so moved, seconded by Lee.", finds=("moved:Wade Vo",)),
        Example(text="Lou made motion to accept, Cy seconded", finds=("moved:Lou",)),
        Example(text="The family moved to the city in 1998.", finds=()),
        Example(text="Trustee Rand, Chairman of the Committee, moved the minutes be approved.", finds=("moved:Rand",)),
        Example(text="Mr. Vo, MOTIONED, SECONDED by Ms. Lee to adjourn.", finds=("moved:Vo",)),
        Example(text="Dr. Vo initiated a motion, seconded by Mr. Lee to pay it.", finds=("moved:Vo",)),
        Example(text="Commissioner Vo was worried about the well and made a motion to deny it.", finds=("moved:Vo",)),
        Example(
            text="Council Member Vo moved and Council Member Lee seconded the motion to adopt it.", finds=("moved:Vo",)
        ),
        Example(text="Seconder: Vo\nMotion to approve the plan.", finds=()),
        Example(text="Baker moved; Cole seconded: to appoint Lee.", finds=("moved:Baker",)),
        Example(text="Councillor Vo moved second reading of By-law 12.", finds=("moved:Vo",)),
        Example(text="Mrs. Poe moved the following:\n\nRESOLVED, the minutes", finds=("moved:Poe",)),
        Example(
            text="Councilman Poe offered the following resolution, which was seconded by Mr. Lee", finds=("moved:Poe",)
        ),
    ),
)
