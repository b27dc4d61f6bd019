"""What a style can find in the text of minutes: somebody moved, somebody seconded, so it went, so they voted."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.names import NamedPlace
from clerk.model.facts import MotionResult, VoteMethod, VoteOption


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A motion opens here."""

    start: int
    end: int
    """Where the words end that say so: what was moved follows, unless `text` says where it stands."""
    mover: NamedPlace | None
    text: tuple[int, int] | None = None
    is_table: bool = False
    """True for a table of results, which may tell again of the motion before it."""
    is_heading: bool = False
    """True for words before which nobody is named: who moved may be told behind them."""
    is_late: bool = False
    """True for words about a motion made before: "Dr. Carr's motion failed"."""
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seconded:
    start: int
    end: int
    seconder: NamedPlace
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """How the motion went."""

    start: int
    end: int
    result: MotionResult | None
    """None for words that say only how the vote was taken, or only that nobody was against it."""
    is_unanimous: bool = False
    method: VoteMethod | None = None
    is_firm: bool = False
    """True for words that can only be about a motion: "the motion carried"."""
    needs_more: bool = False
    """True where it is told that more than half of the votes were needed."""
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Numbers that are printed apart from any names."""

    start: int
    end: int
    counts: Mapping[VoteOption, int]
    unplaced: int | None = None
    """The third number of "5-0-2", which may be abstentions or absences."""
    outranks: bool = False
    """True for a table, beside which sentences about the same vote do not count."""
    is_of_vote: bool = True
    """False for bare numbers, "5-2", whose neighbours do not say that they are of a vote."""
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voted:
    """Names under one option."""

    start: int
    end: int
    option: VoteOption
    names: Sequence[NamedPlace]
    printed: int | None = None
    """The number that stands beside the names; 0 for "None"."""
    is_whole: bool = True
    """False when something among the names was none: then nobody knows who else is on the list."""
    is_prose: bool = False
    """True for names in a sentence, which tells of some and not of all."""
    note: str | None = None
    outranks: bool = False
    """True for a table, beside which sentences about the same vote do not count."""
    is_weak: bool = False
    """True for words that are said of the public too: "in favor", "opposed"."""
    is_later: bool = False
    """True for a vote that was changed or given after the others."""
    rule: str = ""


Event = Moved | Seconded | Resolved | Counted | Voted


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A piece of minutes and what the style must find in it, one word for each event: "moved:Foy", "yes:Foy,Berndt"."""

    text: str
    finds: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """One way in which minutes tell of motions and votes."""

    name: str
    find: Callable[[JoinedText], Iterable[Event]]
    examples: tuple[Example, ...]
    claims: bool = False
    """True for a style that reads a whole table: within it no other style finds anything."""


def notation(event: Event) -> str:
    """The event in the short form of examples."""
    match event:
        case Moved():
            return f"moved:{event.mover.name if event.mover else '?'}"
        case Seconded():
            return f"seconded:{event.seconder.name}"
        case Resolved():
            return f"result:{event.result or '?'}{'!' if event.is_unanimous else ''}"
        case Counted():
            tail = "" if event.unplaced is None else f",?={event.unplaced}"
            return "counts:" + ",".join(f"{option}={count}" for option, count in event.counts.items()) + tail
        case Voted():
            return f"{event.option}:{','.join(name.name for name in event.names)}"
