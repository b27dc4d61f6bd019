"""An extractor that adds, to what another one finds, the names that a model finds in the same pages."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from clerk.model.document import DocumentKind
from clerk.model.facts import Facts, Mention
from clerk.plugins.contracts import DocumentPages, Extractor

_WORD = re.compile(r"[^\W_]+")
_TITLE = re.compile(
    r"alder(?:man|woman|person)|board|chair(?:man|woman|person)?|clerk|commissioner|"
    r"council(?:l?or|man|woman|member|person)?|deputy|director|dr|hon(?:orable)?|madam|mayor|member|mr|mrs|ms|president|"
    r"pro|secretary|supervisor|tem|the|treasurer|trustee|vice"
)


class NameModel(Protocol):
    """Finds names in pages."""

    label: str
    """Name and version: "en_core_web_sm 3.8.0"."""

    def mentions(self, pages: Sequence[str]) -> Iterator[Mention]: ...


class MentionsExtractor:
    """Its version names the model: facts that another model found, or none, are stale."""

    def __init__(self, extractor: Extractor, model: NameModel) -> None:
        self._extractor = extractor
        self._model = model
        self.name = extractor.name
        self.version = f"{extractor.version} + {model.label}"

    def extract(self, document: DocumentPages) -> Facts:
        """The other's facts, and in minutes the names of whom it does not know; whom it names, it knows better."""
        facts = replace(self._extractor.extract(document), extractor=f"{self.name} {self.version}")
        if document.kind is not DocumentKind.MINUTES:
            return facts
        known = _KnownPeople(facts)
        found = (mention for mention in self._model.mentions(document.pages) if not known.include(mention))
        return replace(facts, mentions=(*facts.mentions, *found))


class _KnownPeople:
    """Those whom the facts name already; a model takes many of them for organizations and places."""

    def __init__(self, facts: Facts) -> None:
        named = [one.person for one in facts.attendance]
        named += [person for motion in facts.motions for person in motion.people()]
        spans = {person.span for person in named if person.span is not None}
        self._taken = {(span.page, position) for span in spans for position in range(span.start, span.end)}
        self._officials = [_words(name) for name in {person.name for person in named if person.is_official}]

    def include(self, mention: Mention) -> bool:
        """True at a place where the facts name somebody, elsewhere for a bare title or a part of an official's name."""
        span, words = mention.span, _words(mention.text)
        return (
            any((span.page, position) in self._taken for position in range(span.start, span.end))
            or not words
            or any(words <= official for official in self._officials)
        )


def _words(name: str) -> frozenset[str]:
    """Its words in small letters, without titles."""
    return frozenset(word for word in _WORD.findall(name.lower()) if not _TITLE.fullmatch(word))
