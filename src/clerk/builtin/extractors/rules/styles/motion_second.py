"""Two names and no verb: `Motion Diaz second Okafor to accept`, `Motion: Diaz. Second: Okafor.`, `Motion made by Vo, second Lee`."""

import re
from collections.abc import Iterator

from clerk.builtin.extractors.rules.events import Event, Example, Moved, Resolved, Seconded, Style
from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.names import TITLE, name_in
from clerk.builtin.extractors.rules.word_patterns import WordPattern
from clerk.model.facts import MotionResult

_NO_NAME = (
    r"(?:Second|Support|Accept|Approv\w*|Adopt|Author\w*|Pay|Pass|Allow|Table|Adjourn|Close|Open|Go|Enter|That|THAT|To|TO|For|Amend|"
    r"Set|Appoint|Hire|Purchase|Grant|Move|Send|Receiv\w*|Place|Motion|MOTION|All|ALL|AYES?|Carried|CARRIED|Roll|ROLL|RCV|Ayes|Yeas|Vote|VOTE)\b"
)
_NAME = rf"(?:{TITLE.pattern})?(?!{_NO_NAME})(?-i:[A-Z])(?:\.|[\w'~-]*)(?:[ ](?!{_NO_NAME})(?-i:[A-Z])(?:\.(?=[ ])|(?<=S)[Tt]\.|[\w'~-]+)){{0,2}}"
_PAIR = WordPattern(
    rf"\b(?:m/m|motion(?:\s(?:was\s)?(?:made|offered))?|was\smoved|(?-i:Moved|MOVED)(?=\s(?-i:[A-Z])[\w'-]+,?\s(?:and\s)?second)|moved(?=\s?[:-]\s))(?:\sby)?(?:\s?[:-](?:\s{{4,12}})?|(?-i:(?<=Motion)),)?\s{{0,3}}(?<=[\s])(?P<mover>{_NAME}?)[,.;]?\s{{1,12}}(?:and\s|with\s(?:a\s)?)?"
    rf"(?:second|support|2nd)(?:ed)?(?:\sby)?(?:,|\s?[:-](?:\s{{4,12}})?)?\s{{0,3}}(?<=\s)(?P<seconder>{_NAME})",
    re.IGNORECASE,
    words="m. mot mov was",
)


_BOTH = WordPattern(
    rf"\b(?:Councilmen|Council\s?members|Councilors|Commissioners|Trustees|Supervisors|Selectmen|Directors|Aldermen|Messrs\.?)\s"
    rf"(?P<mover>{_NAME})\sand\s(?P<seconder>{_NAME})\s(?:so\s)?(?:moved|made\sa\smotion|offered\sa\smotion)\b(?:\sa\smotion)?",
    words="ald com cou dir mes sel sup tru",
)
"""`Councilmen Poe and Lee moved a motion`: the one moved and the other seconded."""
_DASHED = WordPattern(
    rf"\bmotion\s(?P<text>(?:to|that)\s(?:[^.;\n]|(?<=\d)\.(?=\d)){{3,160}}?)(?:\s-{{1,2}}|:)\s(?P<mover>{_NAME})[.,;]?\s{{1,24}}(?:second(?:ed)?|2nd)(?:\sby)?\s?[-:]{{1,2}}\s{{1,8}}(?P<seconder>{_NAME})",
    re.IGNORECASE,
    words="mot",
)
"""`Motion to approve - Poe. Second - Lee.`"""
_MAKING = WordPattern(
    rf"\b(?:approved|accepted|adopted|passed)\swith\s(?P<mover>{_NAME})\smaking\sthe\smotion\sand\s(?P<seconder>{_NAME})\s(?:the\ssecond|seconding)",
    words="acc ado app pas",
)
"""`The low bid was accepted with Poe making the motion and Lee the second`."""
_MADE_BY_BOTH = WordPattern(
    rf"\b[Mm]otion\s(?:made\s)?by\s(?P<mover>{_NAME})\sand\s(?P<seconder>{_NAME})\s(?=(?:to|that)\s)", words="mot"
)


def _find(text: JoinedText) -> Iterator[Event]:
    for match in (
        *_PAIR.finditer(text.plain),
        *_DASHED.finditer(text.plain),
        *_MAKING.finditer(text.plain),
        *_BOTH.finditer(text.plain),
        *_MADE_BY_BOTH.finditer(text.plain),
    ):
        mover = name_in(match["mover"], match.start("mover"))
        seconder = name_in(match["seconder"].rstrip("."), match.start("seconder"))
        if mover is not None and seconder is not None:
            words = match.span("text") if match.re is _DASHED.pattern else None
            yield Moved(start=match.start(), end=match.end(), mover=mover, text=words)
            yield Seconded(start=match.start(), end=seconder.end, seconder=seconder)
            if match.re is _MAKING.pattern:
                yield Resolved(start=match.end(), end=match.end() + 1, result=MotionResult.PASS, is_firm=True)


STYLE = Style(
    name="motion-second",
    find=_find,
    examples=(
        Example(text="Motion Diaz second Okafor to accept the minutes", finds=("moved:Diaz", "seconded:Okafor")),
        Example(text="Motion A. Vo Support Lee Accept the bills", finds=("moved:A. Vo", "seconded:Lee")),
        Example(text="Motion A. Diaz Support Okafor Accept it", finds=("moved:A. Diaz", "seconded:Okafor")),
        Example(text="MOTION - Diaz SECOND - Okafor AYES - ", finds=("moved:Diaz", "seconded:Okafor")),
        Example(text="The resolution was moved Al Vo and seconded by Lee.", finds=("moved:Al Vo", "seconded:Lee")),
        Example(text="Moved- White, seconded- Johnson  Approved", finds=("moved:White", "seconded:Johnson")),
        Example(text="Motion: Diaz. Second: Okafor. All in favor", finds=("moved:Diaz", "seconded:Okafor")),
        Example(text="Motion made by Al Vo, second Lou Lee and approved", finds=("moved:Al Vo", "seconded:Lou Lee")),
        Example(text="Motion was made Morgan and\nseconded by Vo that", finds=("moved:Morgan", "seconded:Vo")),
        Example(text="Motion by Poe and Lee to pay the bills", finds=("moved:Poe", "seconded:Lee")),
        Example(text="Councilmen Poe and Lee moved a motion to pay it", finds=("moved:Poe", "seconded:Lee")),
        Example(text="The motion was seconded by Vo.", finds=()),
        Example(text="Motion to approve - Poe. Second - Lee. All yes.", finds=("moved:Poe", "seconded:Lee")),
        Example(text="Moved Vo, second Lee to adjourn. Passed.", finds=("moved:Vo", "seconded:Lee")),
        Example(
            text="MOTION TO ACCEPT IT AT $1,204.17 - J. ST. CYR          SECONDED:  A. VO",
            finds=("moved:J. ST. CYR", "seconded:A. VO"),
        ),
        Example(text="MOTION:      Ann Vo\n\nSECOND:     Cy Lee\n", finds=("moved:Ann Vo", "seconded:Cy Lee")),
        Example(
            text="The bid was accepted with Poe making the motion and Lee the second;",
            finds=("moved:Poe", "seconded:Lee", "result:pass"),
        ),
        Example(text="Motion made Poe with second by Lee.", finds=("moved:Poe", "seconded:Lee")),
        Example(text="Motion, Poe, Second, Lee; Approval.", finds=("moved:Poe", "seconded:Lee")),
        Example(text="Motion to adopt: Poe. Second: Lee.", finds=("moved:Poe", "seconded:Lee")),
    ),
)
