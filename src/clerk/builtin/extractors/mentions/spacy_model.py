"""A model of spaCy's: only the two parts of it that find names, a few passages at a time."""

import re
import warnings
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

import spacy
from spacy.language import Language
from spacy.tokens import Span as Entity

from clerk.builtin.extractors.mentions.passages import Passage, passages_of
from clerk.builtin.extractors.mentions.tidy_names import name_within, one_line
from clerk.errors import EngineUnavailable
from clerk.model.facts import Mention, MentionLabel, Span

BATCH: Final = 8
"""Passages. 144 MB whatever the length of a document; batches of 500 took 3 GB."""
NEEDED: Final = ("tok2vec", "ner")

_LABELS = {
    "PERSON": MentionLabel.PERSON,
    "PER": MentionLabel.PERSON,
    "ORG": MentionLabel.ORGANIZATION,
    "GPE": MentionLabel.PLACE,
    "LOC": MentionLabel.PLACE,
    "FAC": MentionLabel.PLACE,
}
"""The names of OntoNotes, which English models use, and of WikiNER, which Spanish and French ones use."""


_NO_WORD = re.compile(r"\S{100,}")


class SpacyModel:
    """Finds names; loading one takes a second and 140 MB, so it is kept for all documents of a process."""

    def __init__(self, name: str) -> None:
        """Loads the model: an installed package's name, or a folder.

        Raises:
            EngineUnavailable: there is no such model, it does not load, or it finds no names.
        """
        self._language = _loaded(name)
        meta = self._language.meta
        self.label = f"{meta['lang']}_{meta['name']} {meta['version']}"
        """As facts name the model: "en_core_web_sm 3.8.0"."""

    def mentions(self, pages: Sequence[str]) -> Iterator[Mention]:
        """Each name, at each of its places, in the order of the text."""
        passages = ((_spaced(passage.text), passage) for passage in passages_of(pages))
        for read, passage in self._language.pipe(passages, as_tuples=True, batch_size=BATCH):
            for entity in read.ents:
                mention = self._mention(entity, passage)
                if mention is not None:
                    yield mention

    def _mention(self, entity: Entity, passage: Passage) -> Mention | None:
        label = _LABELS.get(entity.label_)
        place = name_within(passage.text[entity.start_char : entity.end_char])
        if label is None or place is None:
            return None
        start, end = (entity.start_char + offset for offset in place)
        quote = passage.text[start:end]
        span = Span(page=passage.page, start=passage.start + start, end=passage.start + end, quote=quote)
        return Mention(text=one_line(quote), label=label, method=self.label, span=span)


def _spaced(text: str) -> str:
    """The same text, letter by letter, whose lines run on: a line's end inside a name is no end of the name.

    What is longer than any word goes: pages of marks in a row took spaCy more than 1 GB.
    """
    return _NO_WORD.sub(lambda found: " " * len(found[0]), text).replace("\n", " ").replace("\x00", " ")


@cache
def _loaded(name: str) -> Language:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a model made by another version of spaCy says so; that it loads is enough
            language = spacy.load(name, enable=NEEDED)
    except (OSError, ValueError, ImportError) as error:
        reason = str(error).splitlines()[0]
        raise EngineUnavailable(f"NER_MODEL {name!r} cannot be loaded: {reason}") from error
    for unused in language.disabled:
        language.remove_pipe(unused)
    if "ner" not in language.pipe_names:
        raise EngineUnavailable(f"NER_MODEL {name!r} finds no names: it has no part called ner")
    return language
