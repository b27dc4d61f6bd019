"""What was moved: its words, of what kind it is, and which items of the agenda it decides."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from clerk.builtin.extractors.rules.draft import Draft
from clerk.builtin.extractors.rules.sentences import LONGEST_TEXT, end_of_sentence, past_lead_in
from clerk.model.facts import MotionKind

_JOINS_SECOND = re.compile(
    r"\s?[,;./(]?\s*(?:motion\s)?(?:\b(?:and\sa|and|y|with\sa|which)\b\s*)?(?:was\s)?(?:duly\s)?$", re.IGNORECASE
)
_AT_ONCE = 4
_BEHIND_VOTE = re.compile(r"[\s,;)]{0,4}(?:the\smotion\s)?(?:to|that)\s", re.IGNORECASE)
_WHO_DECIDED = re.compile(
    r"\s{0,2}(?:the\s)?(?:[A-Z]\w+\s){0,2}(?:Board|Council|Commission|Committee|Authority|Court|Trustees|Directors|meeting)\s(?:then\s)?",
    re.IGNORECASE,
)
_DECIDED = re.compile(r"(?:unanimously\s)?\w+\s")
"""`On motion of Poe, seconded by Lee, the Board approved the lease`: what was moved stands behind the outcome."""
_LABEL_OF_VOTE = re.compile(r"\s?\b(?:[Vv]ote|VOTE|DISPOSITION)(?:\s?:|$)$")
_TELLS_OF_VOTE = re.compile(
    r"\s{0,3}(?:Final\sResolution|Voting|Vote|VOTE|Roll\s?[Cc]all|Motion|Status|Result|Ayes?|AYES?|Vote\staken)\s?(?::|;|$)"
)
"""In forms the names stand behind what was moved, and the vote follows."""
_BEGINS_OUTCOME = re.compile(
    r",?\s(?:and|with|which)$|(?:^|\s)(?:was|were|WAS|WERE)$|(?:[;,]|\sand)\s(?:the|said)\s[Mm]otion(?:\swas)?$|\.\s(?:The\s)?Motion$"
)
_STRAY_LABEL = re.compile(r"\n[ ]*MOTION:[ ]*\n")
"""From the left column of a page, in the middle of the sentence in the right one."""
_SUBSTITUTE = re.compile(r"(?i)substitute\s+motion")
_AMENDMENT = re.compile(
    r"(?i)^(?:\W|that|to|further|make|an|friendly)*\s?amend(?:ment)?\b(?!\s+(?:the\s+)?(?:zoning|code|chapter|section|ordinance|agenda))|^\W*amend\s+(?:the\s+)?(?:main\s+)?motion|"
    r"^\W*(?:that\s)?(?:the\s)?(?:clause|paragraph|main\smotion|motion|recommendation)\b.{0,30}\bbe\s(?:further\s)?amended\b"
)
_AMENDMENT_HEADING = re.compile(
    r"(?i)(?:^|\n)[ ]*(?:(?:first|second|third|fourth|fifth|proposed|friendly)\s)?amendment(?:\sno\.?\s\d+|\s#?\d+)?[: ]*\n[\s\d.]*$"
)
_PROCEDURAL = re.compile(
    r"(?i)^\W*(?:that\s|to\s|the\s)*(?:table|postpone|adjourn|recess|reconsider|continue|defer|convene|reconvene|go\s+into|move\s+into|come\s+out|"
    r"(?:close|open|re-?open)\s+(?:the\s+)?(?:public|hearing|meeting|nominations|floor|polls|comment|discussion|debate)|"
    r"enter\s+(?:in)?to\s+(?:an?\s+)?(?:executive|closed)|extend\s+(?:the\s+)?(?:meeting|time|debate|discussion)|"
    r"waive\s+(?:the\s+)?(?:first\s+|second\s+|full\s+|further\s+)?(?:reading|rules)|"
    r"call\s+the\s+question|suspend|lay|meeting\s+(?:be\s+)?adjourn)\b|\b(?:executive|closed)\s+session\b"
)
_ITEM_HEAD = re.compile(
    r"^[ ]{0,12}(?P<item>\d{1,2}(?:[.-]?[A-Z\d]{1,2}){0,2}|[A-Z](?:[.-]\d{1,2})?)[.)]\s{1,8}(?=[A-Z\"])", re.MULTILINE
)
_ONE_ITEM = r"(?:[A-Z]?-?\d{1,3}(?:-?(?-i:[A-Z])(?!\w))?(?:\.\w{1,3})?|(?-i:[A-Z])(?!\w|\.\w))"
_ITEMS = re.compile(
    rf"(?i)\bitems?\s+(?:nos?\.?\s+|numbers?\s+)?(?P<list>{_ONE_ITEM}"
    rf"(?:(?:(?:,|\s+and|\s+through|\s+thru|\s+to|\s?-|\s?&|,\s+and)\s+|\s?-)(?:items?\s+)?{_ONE_ITEM}){{0,30}})"
)
_LAST_OF_ITEM = re.compile(r"(?P<stem>.*?)(?P<number>\d+|[A-Z])")
_EXCEPT = re.compile(r"(?i)\b(?:except(?:ing|ion)?|excluding|without|minus|less)\b.{0,60}$")
_RANGE = re.compile(r"(?i)(?P<first>[\w.-]+?)\s*(?:\bthrough\b|\bthru\b|\bto\b|-)\s*(?P<last>[\w.-]+)")
_MOST_ITEMS = 80


def words_of(plain: str, draft: Draft) -> tuple[int, int]:
    """Where the words stand that say what was moved; the same place twice when nothing does."""
    opening = draft.opening
    if opening is not None and opening.text is not None:
        return opening.text
    if opening is None or opening.is_table:
        return draft.start, draft.start
    begin, limit = opening.end, opening.end + LONGEST_TEXT
    seconded = draft.seconded
    if seconded is not None and _JOINS_SECOND.match(plain, begin, max(begin, seconded.start)):
        begin = max(begin, seconded.end)
    begin = past_lead_in(plain, begin, min(len(plain), begin + LONGEST_TEXT))
    end = end_of_sentence(plain, begin, min(len(plain), limit))
    outcome = draft.outcome_start()
    if outcome is not None and outcome - begin < _AT_ONCE:
        told = [found.end for found in draft.results] + [found.end for found in draft.counts]
        behind = (_words_behind(plain, end) for end in (*sorted(told), draft.last))
        return next((words for words in behind if words is not None), (draft.last, draft.last))
    stops = [at for at in (outcome, seconded.start if seconded else None) if at is not None and begin < at < end]
    last = min(stops, default=end)
    if _TELLS_OF_VOTE.match(plain, begin, last + 1):
        return begin, begin
    if outcome is not None and _WHO_DECIDED.fullmatch(plain, begin, last):
        said = _DECIDED.match(plain, outcome)
        return (said.end(), end_of_sentence(plain, said.end())) if said else (begin, last)
    return begin, last


def _words_behind(plain: str, last: int) -> tuple[int, int] | None:
    """Where the vote is told first: "carried with the following vote: ... to approve the agenda"."""
    match = _BEHIND_VOTE.match(plain, last)
    return (match.end(), end_of_sentence(plain, match.end())) if match else None


def as_words(text: str) -> str:
    """On one line, without what the layout put around it."""
    words = " ".join(_STRAY_LABEL.sub("\n", text).split()).strip(" ,;.-)(")
    return _LABEL_OF_VOTE.sub("", _BEGINS_OUTCOME.sub("", words))


def kind_of(plain: str, draft: Draft, text: str) -> MotionKind:
    if _SUBSTITUTE.search(plain, max(0, draft.start - 40), draft.start + 60):
        return MotionKind.SUBSTITUTE
    if _AMENDMENT.search(text) or _AMENDMENT_HEADING.search(plain[max(0, draft.start - 60) : draft.start]):
        return MotionKind.AMENDMENT
    return MotionKind.PROCEDURAL if _PROCEDURAL.search(text) else MotionKind.MAIN


class ItemHeadings:
    """The numbers of the agenda as they stand before the items."""

    def __init__(self, plain: str) -> None:
        found = [(match.start(), match["item"]) for match in _ITEM_HEAD.finditer(plain)]
        self._starts: Sequence[int] = [start for start, _ in found]
        self._items: Sequence[str] = [item for _, item in found]

    def before(self, start: int) -> str | None:
        at = bisect_right(self._starts, start) - 1
        return self._items[at] if at >= 0 else None


def items_of(text: str) -> tuple[str, ...]:
    """The items that a motion names, ranges counted out, without those that it excepts."""
    wanted: dict[str, None] = {}
    for match in _ITEMS.finditer(text):
        found = [item for part in re.split(r"(?i),|\band\b|&", match["list"]) for item in _range(part.strip())]
        if _EXCEPT.search(text[max(0, match.start() - 70) : match.start()]):
            for item in found:
                wanted.pop(item, None)
        else:
            wanted |= dict.fromkeys(found)
    return tuple(wanted)


def _range(part: str) -> Sequence[str]:
    part = re.sub(r"(?i)^items?\s+", "", part)
    match = _RANGE.fullmatch(part)
    if match is None or re.fullmatch(_ONE_ITEM, part):
        return [part] if part else []
    first, last = _LAST_OF_ITEM.fullmatch(match["first"]), _LAST_OF_ITEM.fullmatch(match["last"])
    if first is None or last is None or first["stem"] != last["stem"]:
        return [match["first"], match["last"]]
    return _between(first["stem"], first["number"], last["number"]) or [match["first"], match["last"]]


def _between(stem: str, first: str, last: str) -> Sequence[str]:
    """Each item from the first to the last, by numbers or by letters; nothing when these do not count up."""
    if first.isdigit() != last.isdigit():
        return []
    begin, end = (int(first), int(last)) if first.isdigit() else (ord(first), ord(last))
    if not 0 < end - begin < _MOST_ITEMS:
        return []
    return [f"{stem}{number if first.isdigit() else chr(number)}" for number in range(begin, end + 1)]
