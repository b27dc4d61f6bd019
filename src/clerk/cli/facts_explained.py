"""Facts beside the words that say so, page by page, for a person who judges them: pure functions of records."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from clerk.cli.facts_json import result_word
from clerk.cli.facts_text import counts_text, plain, shortened
from clerk.model.facts import Attendance, Facts, Mention, Motion, MotionKind, NamedPerson, SourceKind, Span, Vote

_CONTEXT = 45
"""Characters shown on either side of the quoted words."""
_QUOTE_LENGTH = 200
_NAME_LENGTH = 30

_Block = tuple[tuple[int, int], tuple[str, ...]]
"""Where a fact begins, first to last, and its lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ink:
    """What stands around the parts of a line that shall be seen."""

    quote: tuple[str, str] = ("[", "]")
    heading: tuple[str, str] = ("", "")
    doubt: tuple[str, str] = ("", "")

    def quoted(self, text: str) -> str:
        return text.join(self.quote)

    def headed(self, text: str) -> str:
        return text.join(self.heading)

    def doubted(self, text: str) -> str:
        return text.join(self.doubt)


PLAIN = Ink()
COLOURED = Ink(quote=("\x1b[1;32m", "\x1b[0m"), heading=("\x1b[1m", "\x1b[0m"), doubt=("\x1b[33m", "\x1b[0m"))
"""Source: ECMA-48, 8.3.117, Select Graphic Rendition."""


def explained_lines(facts: Facts, pages: Sequence[str], *, ink: Ink = PLAIN) -> Iterator[str]:
    """Every fact under the page where it begins; at the end what no page says, and how much there was."""
    by_page = _Explainer(pages, ink).blocks_by_page(facts)
    for number in range(1, len(pages) + 1):
        blocks = by_page.get(number, [])
        yield ink.headed(f"Page {number}") + ("" if blocks else ": nothing found")
        yield from _in_order(blocks)
    if None in by_page:
        yield ink.headed("On no page")
        yield from _in_order(by_page[None])
    yield _summary(facts)


def _in_order(blocks: Collection[_Block]) -> Iterator[str]:
    for _, lines in sorted(blocks):
        yield from lines
    if blocks:
        yield ""


def _summary(facts: Facts) -> str:
    doubts = sum(motion.doubt is not None for motion in facts.motions)
    counted = (
        (len(facts.motions), "motion(s)"),
        (sum(len(motion.votes) for motion in facts.motions), "vote(s) by name"),
        (len(facts.attendance), "attendance"),
        (doubts, "in needs_review"),
    )
    return ", ".join(f"{number} {thing}" for number, thing in counted)


@dataclass(frozen=True, slots=True)
class _Explainer:
    pages: Sequence[str]
    ink: Ink

    def blocks_by_page(self, facts: Facts) -> dict[int | None, list[_Block]]:
        """The lines of each fact with where on its page it begins; under None what stands on no page."""
        found = (
            *((one.person.span, self._attendance(one)) for one in facts.attendance),
            *((motion.span, self._motion(motion)) for motion in facts.motions),
            *((mention.span, self._mention(mention)) for mention in facts.mentions),
        )
        blocks: dict[int | None, list[_Block]] = defaultdict(list)
        for order, (span, lines) in enumerate(found):
            place = (0 if span is None else span.start, order)
            blocks[_page_of(span)].append((place, tuple(lines)))
        return blocks

    def _attendance(self, one: Attendance) -> Iterator[str]:
        said = ", ".join(plain(part) for part in (one.role, one.note) if part)
        name = one.person.name + (f" ({said})" if said else "")
        yield self._fact(one.status, name, one.person.span, page=_page_of(one.person.span))

    def _mention(self, mention: Mention) -> Iterator[str]:
        label = f"{mention.label}, by {mention.method}"
        yield self._fact(mention.label, label, mention.span, page=mention.span.page)

    def _motion(self, motion: Motion) -> Iterator[str]:
        page = _page_of(motion.span)
        yield ""
        yield self.ink.headed(f"  {_title(motion)}") + f"  rule {motion.rule}"
        yield f"    {shortened(motion.text, _QUOTE_LENGTH) or '(what was moved is not said)'}"
        if motion.span is not None:
            yield self._fact("motion", "", motion.span, page=page)
        yield from self._people(motion, page)
        if motion.result is not None or motion.result_span is not None:
            shown = _result_text(motion)
            yield self._fact("result", shown, motion.result_span, page=page)
        for vote in motion.votes:
            yield self._vote(vote, page)
        yield from self._doubt(motion, page)

    def _people(self, motion: Motion, page: int | None) -> Iterator[str]:
        named: tuple[tuple[str, NamedPerson | None], ...] = (("moved by", motion.mover), ("seconded", motion.seconder))
        for label, person in named:
            if person is not None:
                yield self._fact(label, _official(person), person.span, page=page)

    def _vote(self, vote: Vote, page: int | None) -> str:
        inferred = ", inferred" if vote.is_inferred else ""
        note = f" ({plain(vote.note)})" if vote.note else ""
        return self._fact(vote.option, f"{_official(vote.voter)}{note}{inferred}", vote.voter.span, page=page)

    def _doubt(self, motion: Motion, page: int | None) -> Iterator[str]:
        doubt = motion.doubt
        if doubt is None:
            return
        yield f"    {self.ink.doubted('needs review')}: {plain(doubt.reason)}"
        read = [result_word(doubt.result), counts_text(doubt.counts)]
        said = " ".join(each for each in read if each)
        if said:
            yield f"      not published: {said}"
        for vote in doubt.votes:
            yield f"  {self._vote(vote, page)}"

    def _fact(self, label: str, said: str, span: Span | None, *, page: int | None) -> str:
        """One line: what is claimed, and the words that say so with what stands around them."""
        beside = "" if span is None or span.page == page else f"  (page {span.page})"
        claim = f"    {label:<12} {shortened(said, _NAME_LENGTH):<{_NAME_LENGTH}}"
        return f"{claim}  {self._words(span)}{beside}".rstrip()

    def _words(self, span: Span | None) -> str:
        if span is None:
            return "(said by no page)"
        text = self.pages[span.page - 1]
        before = text[_context_start(text, span.start) : span.start]
        after = text[span.end : _context_end(text, span.end)]
        gap_before = " " if before[-1:].isspace() else ""
        gap_after = " " if after[:1].isspace() else ""
        quote = self.ink.quoted(shortened(span.quote, _QUOTE_LENGTH))
        return f"{plain(before)}{gap_before}{quote}{gap_after}{plain(after)}"


def _context_start(text: str, start: int) -> int:
    """Where a whole word begins, some 45 characters before `start`; or within one that is longer."""
    far = max(start - _CONTEXT, 0)
    return next((at for at in range(far, start) if at == 0 or text[at - 1].isspace()), far)


def _context_end(text: str, end: int) -> int:
    far = min(end + _CONTEXT, len(text))
    return next((at for at in range(far, end, -1) if at == len(text) or text[at].isspace()), far)


def _title(motion: Motion) -> str:
    parts = (
        f"Motion {motion.sequence}",
        result_word(motion.result) or "no result",
        counts_text(motion.counts) + ("" if motion.counts_printed or not counts_text(motion.counts) else " (counted)"),
        "" if motion.kind is MotionKind.MAIN else motion.kind.value,
        "" if motion.parent is None else f"to motion {motion.parent}",
        "" if motion.agenda_item is None else f"item {plain(motion.agenda_item)}",
        f"items {plain(', '.join(motion.items))}" if motion.items else "",
        f"tier {motion.tier.value}",
        "" if motion.source_kind is SourceKind.TEXT else f"from {motion.source_kind.value}",
    )
    return "  ".join(part for part in parts if part)


def _result_text(motion: Motion) -> str:
    word = result_word(motion.result) or "no result"
    return word if motion.method is None else f"{word}, {motion.method}"


def _official(person: NamedPerson) -> str:
    return plain(person.name) + ("" if person.is_official else " (not on the roster)")


def _page_of(span: Span | None) -> int | None:
    return None if span is None else span.page
