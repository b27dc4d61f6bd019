"""text.txt and words.json.gz: all pages of a document, written and read one page at a time."""

import gzip
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from json.encoder import encode_basestring
from math import isfinite
from pathlib import Path
from types import TracebackType
from typing import Self

from clerk.archive.manifest import PageRecord
from clerk.model.page import PageText, Word

PAGE_END = "\f"
"""Stands behind each page, the last one too, as pdftotext writes it: as many form feeds as pages."""
_COMPRESSION = 4
"""3 % larger than gzip's usual level, in half the time."""


def text_sha256(pages: Iterable[str]) -> str:
    """SHA-256 of the text.txt that these pages make: what Facts.text_sha256 holds."""
    digest = hashlib.sha256()
    for page in pages:
        digest.update(stored_text(page).encode())
        digest.update(PAGE_END.encode())
    return digest.hexdigest()


def stored_text(text: str) -> str:
    """The text as text.txt can hold it: valid Unicode without the two characters that would break its layout."""
    return text.replace(PAGE_END, "\n").replace("\0", "").encode(errors="replace").decode()


def pages_of_text(content: bytes) -> tuple[str, ...]:
    """The pages that a text.txt holds."""
    return tuple(content.decode().split(PAGE_END)[:-1])


class PageStreamWriter:
    """Writes text.txt and words.json.gz page by page, and keeps the record of each page."""

    def __init__(self, text: Path, words: Path) -> None:
        self.records: list[PageRecord] = []
        self._text_path = text
        self._words_path = words
        self._digest = hashlib.sha256()
        self._files = ExitStack()

    def __enter__(self) -> Self:
        self._text = self._files.enter_context(self._text_path.open("wb"))
        raw = self._files.enter_context(self._words_path.open("wb"))
        # No name and no time inside, so that the same words are the same bytes.
        self._words = self._files.enter_context(
            gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0, compresslevel=_COMPRESSION)
        )
        self._words.write(b"[")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        with self._files:
            if kind is None:
                self._words.write(b"\n]\n")

    @property
    def text_sha256(self) -> str:
        return self._digest.hexdigest()

    def add(self, page: PageText) -> None:
        self.add_stored(PageRecord.of(len(self.records) + 1, page), page.text, words_to_line(page.words))

    def add_stored(self, record: PageRecord, text: str, words_line: bytes) -> None:
        self._words.write(b",\n" if self.records else b"\n")
        self._words.write(words_line)
        content = (stored_text(text) + PAGE_END).encode()
        self._digest.update(content)
        self._text.write(content)
        self.records.append(record)


def words_to_line(words: Sequence[Word]) -> bytes:
    """A page's words as a line of JSON: `[["Minutes",72.0,70.1,118.4,82.0,0.961],...]`, without words that are nowhere.

    Put together by hand, in a third of the time of json.dumps: half of what adding a page costs went into it.
    """
    boxed = (word for word in words if isfinite(word.left + word.top + word.right + word.bottom))
    return f"[{','.join(map(_word_as_json, boxed))}]".encode(errors="replace")


def _word_as_json(word: Word) -> str:
    text, left, top, right, bottom, confidence = word
    known = "null" if confidence is None else f"{confidence:.3f}"
    return f"[{encode_basestring(text)},{left:.1f},{top:.1f},{right:.1f},{bottom:.1f},{known}]"


def words_lines(path: Path) -> Iterator[bytes]:
    """The line of each page in a words.json.gz."""
    with gzip.open(path, "rb") as lines:
        for line in lines:
            if line.strip() not in {b"[", b"]"}:
                yield line.rstrip(b",\n")
