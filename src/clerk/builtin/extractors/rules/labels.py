"""Labels that open a list of names, and what each list is a list of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.name_lists import NameList, read_list
from clerk.builtin.extractors.rules.names import ONE_TITLE
from clerk.builtin.extractors.rules.number_words import ENGLISH, number_of
from clerk.builtin.extractors.rules.word_patterns import WordPattern


class Label(StrEnum):
    PRESENT = "present"
    ABSENT = "absent"
    EXCUSED = "excused"
    LATE = "late"
    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"
    OTHER = "other"
    """A label whose list is none of ours, and ends the list before it: staff, guests, the recused."""


_WORDS = {
    Label.PRESENT: r"present|in attendance|presentes?|attendees|attending|asistentes|asisten",
    Label.ABSENT: r"absent|absences|not present|members away|away|ausentes?",
    Label.EXCUSED: r"excused(?: absences?)?|excusad[oa]s?|absent (?:and )?excused|excused absent",
    Label.LATE: r"late|arrived late|late arrivals?",
    Label.YES: (
        r"ayes?|yeas?|yes(?: votes?)?|voting [\"']?(?:yes|aye|in favou?r|for|affirmative(?:ly)?)[\"']?(?: (?:of )?the (?:motion|change|request|item))?(?= was:| were:|)|in favou?r|for(?: approval| passage| adoption)?|votes? for|affirmative|a favor"
    ),
    Label.NO: (
        r"noes|nos|nay(?:e?s)?|no(?: votes?)?|voting [\"']?(?:no|nay|against)[\"']?(?: the motion)?|opposed|against(?: approval| passage| adoption)?|votes? against|negative|en contra"
    ),
    Label.ABSTAIN: r"pass(?=:)|conflict(?= \(\d)|abstain(?:ed|ing|s)?|abstentions?|abstenid[oa]s?|abstenciones|abstenci\u00f3n",
    Label.OTHER: (
        r"recus(?:ed?|als?|ing)|not voting|vacant|vacanc(?:y|ies)|staff(?: members?)?|guests?|others?|visitors?|motion|"
        r"mover|moved|moved by|seconder|seconded|seconded by|second|result|vote|action|resolved|whereas|recorder|"
        r"minutes|presiding|quorum|conflict|did not vote|paired"
    ),
}
_BEFORE = (
    r"(?:(?:city|town|county|village|members?|council|board|commission|committee|commissioners|councilmembers|trustees|"
    r"directors|supervisors|selectmen|aldermen|roll|call|votes?|public|guests?|ex|officio|non|voting)"
    r"[ -]|(?:also|staff|others?)\s){0,4}"
)
_BEGINS = " ".join(
    begins if begins == "#" else f"{begins}."[:3]
    for begins in ["#", *ENGLISH, *re.findall(r"(?:^|[|(:])([a-z]+)", "|".join([_BEFORE, *_WORDS.values()]))]
)
"""How each word begins with which a label may: what it counts, whose list it is, and what it says."""
_LABEL = WordPattern(
    rf"(?<![\w-])[\"]?(?:(?P<number>{'|'.join(ENGLISH)}|^\d{{1,2}}(?=\s(?-i:[A-Z]{{3}})))\s)?(?P<before>{_BEFORE})"
    rf"(?:{'|'.join(f'(?P<{label.name}>{words})' for label, words in _WORDS.items())})"
    r"(?: members?| commissioners?| votes?| trustees?| directors?| council ?members?)?"
    r"(?:\"(?=\s?-\s|\s(?-i:[A-Z])))?(?: ?& not voting)?(?:,?\sand\sin\sfavou?r\sthereof|,?\sand\sopposed\sthereto)?(?:[ ]?\((?:\d{1,3}|to\s[a-z ]{3,24})\))?"
    r"(?P<mark>[ ]{0,3}:|(?<=(?-i:AYES|NAYS|NOES|YEAS)),(?=[ ](?:[A-Z]|none\b))|(?<=nays|noes),(?=\s(?:none|None)\b)|(?<=yeas|nays|ayes|noes),(?=\s(?:Commissioner|Alder|Council|Trustee|Supervisor|Selectm)\w{0,9}\s)|(?<=\d\))(?=[ ]{1,3}[A-Z])|[ ]{0,2}--?\s{0,2}(?=\d)|[ ]{0,2}--?(?=\s)|(?<=yes|oes|ays|eas)--?(?=[A-Z]\w{2,15}(?:\s[A-Z]|,\s)|[A-Z]\w{2,15}\.(?:\s|$)|[Nn]one\b)|[ ]{2,9}\d{1,3}[ ]{1,2}-|;(?=\s\d{1,2}\s-\s)|(?<=\")(?=\s(?-i:[A-Z]))|(?=[ ]{1,3}\d{1,2}[ ]{0,3}\n[ ]{0,20}(?-i:[A-Z])[\w.]{1,20}[,\n])|[ ]{0,3}$|"
    rf"(?P<titled>[ ](?={ONE_TITLE}[ ](?-i:[A-Z])|none\b))|"
    r"\s(?:was|were|included|are)\b\s?:?|\s(?:at|via|by|in|during)\s[^:.;\n]{3,40}:)",
    re.IGNORECASE | re.MULTILINE,
    words=_BEGINS,
    behind='"',
)
_NOT_MEMBERS = re.compile(r"(?i)also|staff|other|public|guest|officio|non")
_TALLY_BEFORE = re.compile(
    r"\d-\d{1,2}(?:-\d{1,2})?[).,;:]{0,2}\s{1,3}$|\b(?:[Cc]arried|CARRIED|[Pp]assed)[.,;:]{1,2}\s{1,3}$"
)
_SAME_VOTE = 400
"""Characters from one label of a vote within which the next need not begin a line."""
_NAME_FOLLOWS = re.compile(r"\s{0,2}(?:[A-Z][A-Za-z]|[Nn]one\b)")
_AGAINST = re.compile(r"\sAgainst:\s")
_NEXT = 300
_OF_VOTES = {Label.YES, Label.NO, Label.ABSTAIN, Label.ABSENT}
_PLURALS = frozenset({"Ayes", "Nays", "Noes", "Yeas"})
_ONLY_AT_LINE_START = frozenset(
    {"for", "no", "yes", "against", "opposed", "late", "away", "nos", "negative", "affirmative"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledList:
    label: Label
    start: int
    list: NameList


def labelled_lists(text: JoinedText) -> tuple[LabelledList, ...]:
    """Every labelled list of the document, in order."""
    return _lists_in(text.plain)


@lru_cache(maxsize=1)
def _lists_in(plain: str) -> tuple[LabelledList, ...]:
    # Attendance asks for them, and then the votes of the same text.
    labels = list(_labels(plain))
    stops = [*(start for _, start, _, _ in labels), len(plain)][1:]
    return tuple(
        LabelledList(label=label, start=start, list=_read(plain, begin, stop, number))
        for (label, start, begin, number), stop in zip(labels, stops, strict=True)
    )


def _read(plain: str, begin: int, stop: int, number: int | None) -> NameList:
    """The list behind a label; "TWO AYES:" says before it how many there are."""
    found = read_list(plain, begin, stop)
    return found if number is None or found.printed is not None else replace(found, printed=number)


def _labels(plain: str) -> Iterator[tuple[Label, int, int, int | None]]:
    """Each label, where it starts, where its list begins, and the number in words before it."""
    vote = -_SAME_VOTE
    for match in _LABEL.finditer(plain):
        label = next(label for label in Label if match[label.name] is not None)
        # "Ayes - Poe, Lee; Absent - Vo": the second label is written as no label is that stands alone.
        is_next = match.start() - vote < _SAME_VOTE and plain[match.start() - 2 : match.start()] in {"; ", ", "}
        if not _is_marked(plain, match, label) and not (is_next and match["mark"].strip() == "-"):
            continue
        follows_tally = _TALLY_BEFORE.search(plain, max(0, match.start() - 16), match.start()) is not None
        goes_on = follows_tally or (
            match.start() - vote < _SAME_VOTE
            and plain[max(0, match.start() - 4) : match.start()].rstrip().endswith((".", ";"))
        )
        if match[label.name].lower() in _ONLY_AT_LINE_START and not (goes_on or _is_free(plain, match, vote)):
            continue
        vote = match.end() if label in {Label.YES, Label.NO} else vote
        if _NOT_MEMBERS.search(match["before"]) and label not in {Label.YES, Label.NO}:
            label = Label.OTHER
        number = re.search(r"\(?\d", plain[match.end(label.name) : match.end()])
        begin = match.end(label.name) + number.start() if number else match.end()
        yield label, match.start(), begin, number_of(match["number"]) if match["number"] else None


def _is_free(plain: str, match: re.Match[str], vote: int) -> bool:
    """True where a word of everyday use, as "for" is, can only be a label."""
    if match["mark"].strip() == "-" and _begins_list(plain, match):
        return True
    if (
        match["titled"]
        or match["number"]
        or match[0].lower().startswith("voting")
        or _starts_line(plain, match.start())
    ):
        return True
    return _is_of_row(plain, match, vote)


def _is_of_row(plain: str, match: re.Match[str], vote: int) -> bool:
    """True for "No:" behind "Yes: Lee, Diaz", for "Yes:" behind "as follows:", and for "For:" before "Against:"."""
    if match["mark"].strip() != ":" or not match[0][0].isupper():
        return False
    if match[0].istitle() and _AGAINST.search(plain, match.end(), match.end() + _NEXT):
        return True
    return match.start() - vote < _SAME_VOTE or plain[max(0, match.start() - 4) : match.start()].rstrip().endswith(":")


def _is_marked(plain: str, match: re.Match[str], label: Label) -> bool:
    """True for a word that is followed by what makes it a label."""
    mark, word = match["mark"].strip(), match[label.name]
    if match["titled"]:
        return _is_titled(match, label)
    if not mark:
        return match[0].endswith((")", '"')) or _is_heading(plain, match)
    if mark == "--" and label in {Label.PRESENT, Label.ABSENT}:
        return True
    if mark.startswith("-"):
        is_title = word.istitle() and (word in _PLURALS or plain[match.end() : match.end() + 1].isdigit())
        return word.isupper() or is_title or _begins_list(plain, match) or match[0].lower().startswith("voting")
    if mark[0].isalpha():
        return label in {Label.PRESENT, Label.ABSENT} or (match[0].lower().startswith("voting") and mark.endswith(":"))
    return True


def _begins_list(plain: str, match: re.Match[str]) -> bool:
    """True for "Yes - Lee, Diaz. No - Poe." behind "the following vote:"."""
    before = plain[max(0, match.start() - 4) : match.start()].rstrip()
    begins = (":", ".", ";") if match[0][0] in "YN" else (":", ";")
    return before.endswith(begins) and match[0][0] in "YNyna" and _NAME_FOLLOWS.match(plain, match.end()) is not None


def _is_titled(match: re.Match[str], label: Label) -> bool:
    """True for "AGAINST Mr. Poe": the word stands out, and somebody with a title follows it."""
    return match[label.name].isupper() and label in _OF_VOTES


def _is_heading(plain: str, match: re.Match[str]) -> bool:
    """A label without a colon is one when it has a line to itself and is written as a heading."""
    words = match[0].strip()
    return _starts_line(plain, match.start()) and (words.isupper() or words.istitle())


def _starts_line(plain: str, start: int) -> bool:
    return not plain[plain.rfind("\n", 0, start) + 1 : start].strip(" -*0123456789.)(")
