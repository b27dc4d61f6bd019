"""Votes in a sentence: `with Rogers and Daly abstaining`, `Foley opposed`, `Alderman Solinger voted nay`, `Those voting Aye being ...`."""

import re
from collections.abc import Iterator

from clerk.builtin.extractors.rules.events import Example, Style, Voted
from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.name_lists import read_names
from clerk.builtin.extractors.rules.names import MEMBER, NO_TITLE_BEFORE, ONE_TITLE
from clerk.builtin.extractors.rules.names_around import names_before, with_title
from clerk.builtin.extractors.rules.vote_options import option_named
from clerk.builtin.extractors.rules.word_patterns import WordPattern

_NO = r"[\"']?(?:no|nay|negatively|against(?:\s+(?:the\s+motion|it))?|in\s+opposition|in\s+the\s+negative)[\"']?"
_YES = r"[\"']?(?:yes|aye|yea|affirmatively|in\s+favou?r|in\s+the\s+affirmative)[\"']?"
_AFTER_NAMES = WordPattern(
    rf"(?P<who>,?\swho\s|;?[\s,]{{1,2}})(?:(?P<NO>(?:(?:(?:broke\s(?:the|a)\stie\s(?:by\s)?)?voting|voted|votes|cast(?:ing)?\s+(?:a|the)?(?:\s+dissenting)?(?:\s+votes?)?)\s+(?:{_NO})(?!\w)(?!\s+(?:being|were|was)))|(?:was\s|were\s)?opposed\b(?!\s+to)(?!\s*[:(-])|dissent(?:ing|ed|s)\b|opposing\b|(?:nay|against)(?=\s?[.;)]|$)|in\sopposition\b|cast(?:ing)?\s(?:the|a)\s(?:lone\s|only\s|sole\s)?(?:dissenting|negative|opposing|nay|no)\svotes?\b)|"
    rf"(?P<YES>(?:were|was)\s+in\s+favou?r\b|for(?=,\s(?-i:[A-Z])[^.;\n]{{2,40}}\sagainst\b)|(?:broke\s(?:the|a)\stie\s(?:by\s)?)?(?:voting|voted|votes)\s+(?:{_YES})(?!\w)(?!\s+(?:being|were|was)))|"
    r"(?P<ABSTAIN>abstain(?:ing|ed|s)\b|recus(?:ing|ed|es)\b(?!\s+(?:him|her|them)sel))|(?P<ABSENT>(?:was\s|were\s|being\s)?absent\b(?!\s*:)(?!\s+member)(?!\s+(?:from|at|for|during)\s+(?:that|last|(?:the|its)\s+(?:previous|last|prior|(?-i:[A-Z])\w+)))|(?:was|were)\s+(?:away|not\s+present)\b|(?:was|were)\s+excused(?=\s?\))))",
    re.IGNORECASE,
    words="abs aga bei bro cas dis for in. nay opp rec vot was wer who",
    behind=" \n,;",
)
_BEFORE_NAMES = WordPattern(
    rf"\b(?:(?P<NO>those\s(?:opposed|against)(?:\s(?:to\s)?(?:the\smotion|it))?\s(?:were|was)\s|following\s(?:\w+\s){{0,3}}voted\s(?:{_NO})(?:\sthereof|\sthe\ssame|\sof\s(?:it|the\ssame|the\smotion))?:?\s|(?:those\s+)?voting\s+(?:against(?:\sthe\s(?:\w+\s)?motion)?|{_NO})\s+(?:(?:being|were|was)\s|(?={MEMBER}\s))|(?:nay|no|dissenting)\s+votes?\s+(?:(?:from|by|of|cast\s+by)\s|(?={ONE_TITLE}\s[A-Z]))|opposed\s+by\s)|"
    rf"(?P<YES>those\sin\sfavou?r(?:\sof\s(?:the\smotion|it))?\s(?:were|was)\s|following\s(?:\w+\s){{0,3}}voted\s(?:{_YES})(?:\sthereof|\sof\s(?:it|the\ssame|the\smotion))?:?\s|affirmative\svotes?\sof\s|(?:those\s+)?voting\s+(?:for(?:\sthe\s(?:\w+\s)?motion)?|{_YES})\s+(?:(?:being|were|was)\s|(?={MEMBER}\s)))|(?P<ABSENT>those\s+absent\s+being\s)|(?P<ABSTAIN>(?:those\s+abstaining\s+being|recusals?|(?:one|1)\s+abstention\s+(?:by|from))\s\(?))",
    re.IGNORECASE,
    words="# aff dis fol nay no. one opp rec tho vot",
)
_NUMBER_BEHIND = re.compile(r"\s-\s?\d{1,2}\s?$")
_HEADS_COLUMN = re.compile(r"\bvoting\s(?:aye|yes|nay|no)\s{1,12}$", re.IGNORECASE)
"""Before "Those voting nay", which heads a column beside it."""
_NAMES_END = re.compile(
    NO_TITLE_BEFORE
    + r"(?<!Cllrs)(?<=[^\W\d_]{3})\.(?:\s|$)|[;)]|\b(?:those|because|whereupon|and\sthe\sfollowing|who|voted|voting|the|as|for|to)\b|\n\s{0,80}\n",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(
    r"(?:\s\w+){0,3}\s(?:last\s(?:time|year|month|week|meeting)|previously|earlier|in\s\d{4})\b", re.IGNORECASE
)
_LEADS_ELSEWHERE = re.compile(
    r"\b(?:show|reflect|read|corrected|straw\s(?:poll|vote)|before|all\s(?:\w+\s)?(?:but|except)|exception\sof)\b[^.;\n]{0,30}$",
    re.IGNORECASE,
)
_AND_SAID = re.compile(r"\s(?:and|but)\s(?:said|stated|asked|felt|thought|wanted)\b", re.IGNORECASE)
_IS_TOPIC = re.compile(
    r"(?<!vote)(?<!voting)(?<!carried)(?<!passed)(?<!failed)(?<!\d)(?<!motion)(?<!against):\s{1,3}(?:\w+\.?\s)?$",
    re.IGNORECASE,
)
"""Before a remark under a heading: "Discussion of the tax: Mr. Lee was opposed"."""
_REST = re.compile(r"\s(?:for\sthe\s(?:rest|remainder)|in\s[A-Z])")
_SAYS_VOTE = re.compile(r"\b(?:vot|nay|cast|dissent|abstain|recus|absent|away)", re.IGNORECASE)
_OUTCOME_NEXT = re.compile(r",\s(?:the\s)?motion\s(?:carried|carries|passed|passes|failed)\b", re.IGNORECASE)
"""`Lee seconded, Poe opposed, motion carried`: no remark of the public."""
_LONGEST = 400


def _find(text: JoinedText) -> Iterator[Voted]:
    plain, before = text.plain, 0
    for match in _AFTER_NAMES.finditer(plain):
        before_this, before = before, match.end()
        names = names_before(plain, match.start(), before_this)
        if names and not _is_told_of(plain, match, names[0].start):
            yield Voted(
                start=with_title(plain, before_this, names[0].start),
                end=match.end(),
                option=option_named(match),
                names=names,
                is_prose=True,
                is_weak=_SAYS_VOTE.search(match[0]) is None and not _OUTCOME_NEXT.match(plain, match.end()),
                note=_note(match[0]),
            )
    yield from _before_names(plain)


def _before_names(plain: str) -> Iterator[Voted]:
    for match in _BEFORE_NAMES.finditer(plain):
        if _HEADS_COLUMN.search(plain, max(0, match.start() - 30), match.start()):
            continue
        end = _NAMES_END.search(plain, match.end(), match.end() + _LONGEST)
        stop = end.start() if end else min(len(plain), match.end() + _LONGEST)
        number = _NUMBER_BEHIND.search(plain, match.end(), stop)
        stop = number.start() if number else stop
        names, is_clean = read_names(plain, match.end(), stop)
        if names and is_clean:
            yield Voted(
                start=match.start(),
                end=stop,
                option=option_named(match),
                names=names,
                is_prose=True,
                note=_note(match[0]),
            )


def _is_told_of(plain: str, match: re.Match[str], names: int) -> bool:
    """True for votes of another day, in minutes to be corrected, or of "all but Smith"."""
    if _OF_ANOTHER.match(plain, match.end()) or (match["ABSENT"] and _REST.match(plain, match.end())):
        return True
    if _SAYS_VOTE.search(match[0]) is None and (
        _AND_SAID.match(plain, match.end()) or _IS_TOPIC.search(plain, max(0, names - 60), names)
    ):
        return True
    return "who" not in match["who"] and _LEADS_ELSEWHERE.search(plain, max(0, names - 60), names) is not None


def _note(words: str) -> str | None:
    return "recused" if "recus" in words.lower() else None


STYLE = Style(
    name="told-votes",
    find=_find,
    examples=(
        Example(text="the motion passed 5-0-2 with Rogers and Daly abstaining", finds=("abstain:Rogers,Daly",)),
        Example(text="the motion passed 6-1, Foley opposed.", finds=("no:Foley",)),
        Example(
            text="Those voting Aye being Crs. Kirchhoff and Becker Those voting No being Cr. Rupp",
            finds=("yes:Kirchhoff,Becker", "no:Rupp"),
        ),
        Example(text="the following members voted aye:\nAlderman Vo, Lee and Ito.", finds=("yes:Vo,Lee,Ito",)),
        Example(text="carried by a majority, with a nay vote from Dr. Carr.", finds=("no:Carr",)),
        Example(text="4 ayes, 0 nays and one abstention by Trustee Vo.", finds=("abstain:Vo",)),
        Example(text="unanimously (4-0, Commissioner Vo being absent) approved it", finds=("absent:Vo",)),
        Example(text="Voting for were Poe, Lee and Vo. Voting against was Foy.", finds=("yes:Poe,Lee,Vo", "no:Foy")),
        Example(text="Those voting aye Those voting nay\nCouncil Member Poe Council Member Lee", finds=()),
        Example(text="Doris & Norm for, Everett against. Motion carried.", finds=("yes:Doris,Norm", "no:Everett")),
        Example(text="Carried 3-0; Vo and Lee were not present.", finds=("absent:Vo,Lee",)),
    ),
)
