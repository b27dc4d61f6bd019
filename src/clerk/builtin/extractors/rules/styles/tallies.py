"""Numbers beside a result: `7-0`, `[6 TO 9]`, `5 yes, 0 no`, `Ayes (6), Nays (1)`, `11 TO 0 WITH 3 ABSTENTIONS AND 1 AWAY`."""

import re
from collections.abc import Iterator

from clerk.builtin.extractors.rules.events import Counted, Example, Style
from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.number_words import NUMBER, NUMBER_BEGINS, number_of
from clerk.builtin.extractors.rules.sentences import line_before
from clerk.builtin.extractors.rules.vote_options import option_named
from clerk.builtin.extractors.rules.word_patterns import WordPattern
from clerk.model.facts import VoteOption

_GAP = r"\s{0,2}(?:-{1,2}|/|to|:(?=\d\)))\s{0,2}"
_TALLY = WordPattern(
    rf"(?<![\d/.$#-])(?<!\d\s-)\b(?P<yes>\d{{1,2}}){_GAP}(?P<no>\d{{1,2}})(?:{_GAP}(?P<third>\d{{1,2}}))?(?:{_GAP}(?P<fourth>\d{{1,2}}))?(?![\d/%]|-\d|\.\d|\s?[ap]\.?m)",
    re.IGNORECASE,
    words="#",
)
_IN_WORDS = WordPattern(
    rf"\b(?P<yes>{NUMBER})\sto\s(?P<no>{NUMBER}|none|zero|nothing)\b(?!\s(?:\w+\s)?(?:feet|years?|days?|months?|weeks?|inches|acres|hours?|minutes|members|dollars|percent|p\.?m|a\.?m))",
    re.IGNORECASE,
    words=NUMBER_BEGINS,
)
_CUE_IN_WORDS = re.compile(
    r"(?i)\b(?:carri\w{1,3}|passe[sd]|fail(?:s|ed)|defeated|approved|adopted|vote(?:\sof|\swas)?|lost|denied)[\s,:(]{1,3}(?:by\s(?:an?\s)?(?:vote\sof\s)?)?$"
)
"""Right before numbers in words, which are about many things."""
_CUE = re.compile(
    r"(?i)(?:\b(?:carri\w{1,3}|passe[sd]|fail(?:s|ed)|defeated|approved|approval|adopted|unanim\w{2,6}|vot(?:e[sd]?|ing)|motions?|ties|tied|aprobad[oa]s?|results?|lost|denied|accepted|amended|committee|board|status)[^\n.;]{0,50}(?:[.;]\s{0,2})?$)|\b(?:approve|adopt|continue|deny)\b[^\n]{0,60}[.;]\s{1,2}$|\bsecond(?:ed)?\b[^\n]{0,30}[.;,]\s{1,2}$|[\[(]\s?$|^\s*$"
)
_NUMBER = (
    rf"(?:no(?=\s[\"']?(?:nays|noes|abstentions|opposed|negative\svotes|votes\s(?:against|in\sopposition)))|{NUMBER})"
)
_OPTIONS = {
    VoteOption.YES: r"ayes?|yes(?:es)?|yeas?|in ?favou?r|(?:votos? )?a favor|affirmative(?: votes?)?|(?<=\()favou?r",
    VoteOption.NO: r"nays?|noe?s?|oppos(?:ed|ing)|against|in opposition|(?:votos? )?en contra|dissenting|negative votes?",
    VoteOption.ABSTAIN: r"abst(?:entions?|ain(?:ed|ing|s)?)|recus(?:als?|ed)|abstenci[oó]n(?:es)?",
    VoteOption.ABSENT: r"absent|away|excused|absences?",
}
_WORDED = WordPattern(
    rf"(?<![\d.,$#/-])\b(?P<number>{_NUMBER}|\d(?=[a-z]))\s{{0,3}}(?:-\s{{0,2}})?[\"']?(?:votes?\s)?(?:(?:were|was|voted)\s)?(?:{'|'.join(f'(?P<{option.name}>{words})' for option, words in _OPTIONS.items())})\b(?!\s(?:negative|dissenting)\b)",
    re.IGNORECASE,
    words=NUMBER_BEGINS + " no.",
)
_LABELS = "|".join(f"(?:{words})" for words in _OPTIONS.values())
_LABEL_FIRST = WordPattern(
    rf"(?<!\d)(?<!\d )\b(?:{_LABELS}|for)(?:\(s\))?\s{{0,12}}[=:,-]?\s{{0,2}}(?:{_NUMBER}|none)\b(?!\s{{0,2}}[/-]\s?\d)"
    rf"(?:[\s,;.]{{1,10}}(?:and\s)?(?:{_LABELS})(?:\(s\))?\s{{0,12}}[=:,-]?\s{{0,2}}(?:{_NUMBER}|none)\b){{1,3}}",
    re.IGNORECASE,
    words="a. abs aff aga awa aye dis en. exc fav for in. inf nay neg no. noe nos opp rec vot yea yes",
)
"""`Ayes 3 Noes 2`: the number stands behind its word."""
_LABELLED = re.compile(
    rf"\b(?:{'|'.join(f'(?P<{option.name}>{words})' for option, words in _OPTIONS.items())}|for)"
    rf"(?:\(s\))?\s{{0,12}}[=:,-]?\s{{0,2}}(?P<number>{_NUMBER}|none)\b",
    re.IGNORECASE,
)
_BRACKETED = WordPattern(
    r"\b(?:(?P<YES>ayes?|yes|yeas?|(?<=\()favou?r(?=-))|(?P<NO>nays?|noes)|(?P<ABSTAIN>abstain(?:ed)?|abstentions?|recused)|(?P<ABSENT>absent))\s?[(-](?P<number>\d{1,2})[)\ufffd;-]",
    re.IGNORECASE,
    words="abs aye fav nay noe rec yea yes",
)
_OF_LABEL = re.compile(
    r"(?i)(?<!\d\s)\b(?:ayes?|yeas?|nays?|noe?s?|abst\w*|absent|against|opposed|for|favou?r|yes)\s{0,2}[:(-]\s{0,3}$"
)
_VOTED_DOWN = re.compile(r"\bvoted\s(?:it|them|that|this)\s(?:down|out|in)\s(?:by\s)?$", re.IGNORECASE)
"""A speaker's words of what others did."""
_OF_TALLY = re.compile(rf"\d{_GAP}$", re.IGNORECASE)
"""Before the second number of "voted 3 to 1 in favor"."""
_SPACED = WordPattern(
    r"\b(?:(?:passed|carried|failed)(?:\sas\samended)?|vote\sof)\s(?P<yes>\d{1,2})[\s:](?P<no>\d{1,2})[\s:](?P<third>\d)(?=[.;\s]|$)",
    re.IGNORECASE,
    words="car fai pas vot",
)
"""`passed 4 0 0`: the dashes were lost."""
_COMMA_BETWEEN = WordPattern(
    r"\bvoted?(?:\sunanimously)?\s\((?P<yes>\d{1,2}),\s(?P<no>\d{1,2})\)", re.IGNORECASE, words="vot"
)
"""`the Board voted (3, 1) to accept`."""
_NUMBERS_FIRST = WordPattern(
    r"\((?P<yes>\d{1,2})\)\s?(?:ayes?|yes|yeas?)[,;\s]{1,3}\((?P<no>\d{1,2})\)\s?(?:nays?|noe?s?)\b(?!\s?\()",
    re.IGNORECASE,
    words="#",
    behind="(",
)
"""`Roll call: (6) Yes (0) No`: each number stands before its word, as "Yes (0)" does not tell."""
_TOO_MANY = 60
_MONTH = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|ust|ember|tember|ober)?\.?\s{1,2}$",
    re.IGNORECASE,
)
_VOTE = re.compile(r"[)\s]{1,3}(?:roll\scall\s)?vote\b", re.IGNORECASE)
_OF_VOTE = re.compile(
    r"\b(?:vot(?:e[ds]?|ing)|motion|carried|tally|ayes?)\b|\bsecond(?:ed|s)?[;,.]\s{1,2}$", re.IGNORECASE
)
_SAYS_RESULT = re.compile(r"\b(?:carried|passed|failed|approved|vote)[\s:]{0,2}[(\[]?$", re.IGNORECASE)
"""Before 6/0/1, which is a date elsewhere."""
_NO_TALLY = re.compile(
    r"(?:\b(?:ordinances?|resolutions?|res|ord|items?|sections?|sec|chapters?|numbers?|nos?|code|case|file|policy|bill|article|"
    r"pages?|hours?|from|speed|ages?|grades?|route|lots?|ratio|zones?|forms?|exhibits?|title|rule|district|room|weeks?|open|"
    r"at|docket|petition|permit|variance|application|contract|project|phase|unit|units|tract|block)\.?|[#\u00a7$])\s{0,2}(?:no\.?\s{0,2}|#\s?)?$",
    re.IGNORECASE,
)
_BOTH = WordPattern(r"\bboth\s(?:\w{4,14}\s)?vot(?:ed|ing)\s[\"']?(?:aye|yes|in\sfavou?r)", re.IGNORECASE, words="bot")
_ENDS_IN_NUMBER = re.compile(rf"\b{NUMBER}\s{{1,2}}$", re.IGNORECASE)
_EMERGENCY_CALL = "9-1-1"
_APART = 30


def _find(text: JoinedText) -> Iterator[Counted]:
    yield from _tallies(text.plain)
    yield from _tallies_in_words(text.plain)
    for match in _SPACED.finditer(text.plain):
        yield _counted(match, [int(match[group]) for group in ("yes", "no", "third")], is_of_vote=True)
    first = list(_NUMBERS_FIRST.finditer(text.plain))
    for match in (*_COMMA_BETWEEN.finditer(text.plain), *first):
        yield _counted(match, [int(match["yes"]), int(match["no"])], is_of_vote=True)
    labelled = [
        match
        for match in _LABEL_FIRST.finditer(text.plain)
        if not _ENDS_IN_NUMBER.search(text.plain, max(0, match.start() - 16), match.start())
    ]
    for match in labelled:
        yield Counted(start=match.start(), end=match.end(), counts=dict(_labelled(text.plain, *match.span())))
    inside = [match.span() for match in (*labelled, *first)]
    yield from _runs([each for each in _worded(text.plain) if not any(start <= each[0] < end for start, end in inside)])
    for match in _BOTH.finditer(text.plain):
        yield Counted(start=match.start(), end=match.end(), counts={VoteOption.YES: 2, VoteOption.NO: 0})


def _labelled(plain: str, start: int, end: int) -> Iterator[tuple[VoteOption, int]]:
    for match in _LABELLED.finditer(plain, start, end):
        option = VoteOption.YES if match[0].lower().startswith("for") else option_named(match)
        yield option, 0 if match["number"].lower() == "none" else number_of(match["number"])


def _tallies(plain: str) -> Iterator[Counted]:
    for match in _TALLY.finditer(plain):
        numbers = [int(match[group]) for group in ("yes", "no", "third", "fourth") if match[group] is not None]
        line = line_before(plain, match.start())
        if (
            max(numbers) > _TOO_MANY
            or match[0] == _EMERGENCY_CALL
            or _NO_TALLY.search(line)
            or any(len(number) > 1 and number.startswith("0") for number in match.groups() if number)
            or _VOTED_DOWN.search(line)
            or ("/" in match[0] and match["third"] and not _SAYS_RESULT.search(line))
            or not (_CUE.search(line) or _VOTE.match(plain, match.end()))
            or _MONTH.search(line)
            or (not line.strip() and not _is_alone(plain, match))
        ):
            continue
        is_of_vote = _OF_VOTE.search(line) is not None or _VOTE.match(plain, match.end()) is not None
        yield _counted(match, numbers, is_of_vote=is_of_vote)


def _tallies_in_words(plain: str) -> Iterator[Counted]:
    for match in _IN_WORDS.finditer(plain):
        if match["yes"].isdigit() or not _CUE_IN_WORDS.search(plain, max(0, match.start() - 40), match.start()):
            continue
        against = 0 if match["no"].lower() in {"none", "zero", "nothing"} else number_of(match["no"])
        counts = {VoteOption.YES: number_of(match["yes"]), VoteOption.NO: against}
        yield Counted(start=match.start(), end=match.end(), counts=counts)


def _counted(match: re.Match[str], numbers: list[int], *, is_of_vote: bool) -> Counted:
    counts = {VoteOption.YES: numbers[0], VoteOption.NO: numbers[1]}
    rest = numbers[2:]
    unplaced = rest[0] if len(rest) == 1 else None
    if rest and unplaced is None:
        counts |= zip((VoteOption.ABSTAIN, VoteOption.ABSENT), rest, strict=True)
    return Counted(start=match.start(), end=match.end(), counts=counts, unplaced=unplaced, is_of_vote=is_of_vote)


def _is_alone(plain: str, match: re.Match[str]) -> bool:
    """True for a tally that has a line or a sentence to itself."""
    return plain[match.end() : match.end() + 2].strip(" ") in {"", ".", "\n", ".\n"}


def _worded(plain: str) -> Iterator[tuple[int, int, VoteOption, int]]:
    found = [*_WORDED.finditer(plain), *_BRACKETED.finditer(plain)]
    for match in sorted(found, key=lambda match: match.start()):
        option = option_named(match)
        if (
            match.re is _WORDED.pattern
            and "\n" in match[0]
            and not plain[plain.rfind("\n", 0, match.start()) + 1 : match.start()].strip()
        ):
            # The number of a page that ends here.
            continue
        if "\n" in match[0] and plain[match.end() : match.end() + 2].strip()[:1] == ":":
            # "Poe, Lee - 2" and on the next line "Nays:".
            continue
        if _OF_TALLY.search(plain, max(0, match.start() - 8), match.start()):
            continue
        if match.re is _WORDED.pattern and _OF_LABEL.search(plain, max(0, match.start() - 16), match.start()):
            continue
        yield match.start(), match.end(), option, number_of(match["number"])


def _runs(found: list[tuple[int, int, VoteOption, int]]) -> Iterator[Counted]:
    """Numbers that stand close together are one count; each option once."""
    run: list[tuple[int, int, VoteOption, int]] = []
    for each in [*found, None]:
        if run and (each is None or each[0] - run[-1][1] > _APART or each[2] in {option for _, _, option, _ in run}):
            yield Counted(start=run[0][0], end=run[-1][1], counts={option: number for _, _, option, number in run})
            run = []
        if each is not None:
            run.append(each)


STYLE = Style(
    name="tallies",
    find=_find,
    examples=(
        Example(text="MOTION PASSED: 9-0", finds=("counts:yes=9,no=0",)),
        Example(text="A vote was taken and the motion passed 5-0-2", finds=("counts:yes=5,no=0,?=2",)),
        Example(text="Motion passed 5 yes, 0 no, and 0 absent.", finds=("counts:yes=5,no=0,absent=0",)),
        Example(text="Ayes 3 Noes 2. Carried.", finds=("counts:yes=3,no=2",)),
        Example(text="AYES 3 NAYS 2 ABSENT 0", finds=("counts:yes=3,no=2,absent=0",)),
        Example(
            text="Motion by Vo to adopt Ordinance 24-3 and Section 12-4. Motion carried. Resolution 24-05", finds=()
        ),
        Example(text="The meeting of 5-21-15 was long.", finds=()),
        Example(text="Vote: 5 Yes - 0 No.", finds=("counts:yes=5,no=0",)),
        Example(text="YEA(s)         3       NAY(s)         0", finds=("counts:yes=3,no=0",)),
        Example(
            text="approved by the Board (favor-6; opposed-1; abstained-1).", finds=("counts:yes=6,no=1,abstain=1",)
        ),
        Example(text="Vote 4 affirmative and 1 opposed.", finds=("counts:yes=4,no=1",)),
        Example(text="The motion passed 4 0 0.", finds=("counts:yes=4,no=0,?=0",)),
        Example(text="Upon roll call, two were in favor, one was opposed.", finds=("counts:yes=2,no=1",)),
        Example(text="the Board voted (3, 1) to accept it", finds=("counts:yes=3,no=1",)),
        Example(text="Vote: ayes, 4; noes, 0.", finds=("counts:yes=4,no=0",)),
    ),
)
