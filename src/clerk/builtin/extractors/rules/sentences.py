"""Where sentences end, and what was moved in them."""

import re

LONGEST_TEXT = 700
_LINE_BEFORE = 60
_LONG_LINE = 50
"""Characters after which a line may end inside a sentence."""
_SENTENCE_END = re.compile(
    r"\n[ ]*\n|[.;?!][\"')]?(?=\s+(?:[/*|.-]{1,3}[A-Z]?\s?)?[\"(]?[A-Z0-9]|\s*$)|\n[ ]*(?=[A-Z][A-Za-z ]{2,20}:)(?!MOTION:[ ]*\n)"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:nos?|st|mr|mrs|ms|dr|inc|ave|jr|sr|vs|sec|art|vol|rd|blvd|co|dept|res|ord|ch)|\b[A-Z])$", re.IGNORECASE
)
_OF_VOTE = re.compile(
    r"\s+(?:A\sroll|Roll\s[Cc]all|Motion\s(?:carried|passed|failed)|The\s(?:motion|vote)|Vote\b|Ayes\b|AYES\b|Upon\s(?:roll|vote))"
)
"""What follows "Items A through F.", which is no abbreviation."""
_LEAD_IN = re.compile(
    r"(?:[\s,:;.-]|\b(?:and|to|that|for|it\s+was|voted|seconded|unanimously|motion|(?:a\s+)?motion\s+was\s+made|(?:the|a)\s+(?:motion|second))\b|\b(?:the\s)?(?:Town\s|City\s)?(?:Board|Council|Commission|Committee)"
    r"(?:\sof\s\w+)?\s+(?:then\s)?(?:unanimously\s)?voted\b)*(?:\d{1,2}\.\s{1,5})?(?:[Tt]hat\s)?",
    re.IGNORECASE,
)


def end_of_sentence(plain: str, start: int, stop: int | None = None) -> int:
    """Where the sentence ends that goes on at `start`; at most 700 characters on."""
    end = min(len(plain), start + LONGEST_TEXT) if stop is None else stop
    for match in _SENTENCE_END.finditer(plain, start, end):
        if (
            match[0][0] != "."
            or not _ABBREVIATION.search(plain, max(start, match.start() - 5), match.start())
            or _OF_VOTE.match(plain, match.end())
        ):
            return match.start()
    return end


def past_lead_in(plain: str, start: int, stop: int) -> int:
    """Where what was moved begins, behind "that", "to" and "the Board voted"."""
    match = _LEAD_IN.match(plain, start, stop)
    return match.end() if match else start


def line_before(plain: str, at: int) -> str:
    """What stands before a place on its line, at most 60 characters; on the line above where that one ran on."""
    first = max(0, at - _LINE_BEFORE)
    newline = plain.rfind("\n", first, at)
    line = plain[newline + 1 if newline >= 0 else first : at]
    if newline < 0 or line.strip() or newline - plain.rfind("\n", 0, newline) < _LONG_LINE:
        return line
    return plain[max(first, plain.rfind("\n", 0, newline) + 1) : newline] + " "
