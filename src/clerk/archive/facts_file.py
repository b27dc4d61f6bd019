"""facts.json: what an extractor found in one document, as JSON."""

import json
from dataclasses import asdict, dataclass
from typing import Literal

from pydantic import TypeAdapter

from clerk.archive.paths import SitePaths
from clerk.archive.whole_files import write_whole
from clerk.model.document import DocumentKey
from clerk.model.facts import Facts

FORMAT: Literal[2] = 2
"""Raised when a field of Facts changes its meaning; one of another format is found anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _FactsFile:
    """`{"format": 2, "facts": {"extractor": "rules 2", "motions": [...]}}`: fields named as in the model."""

    format: Literal[2]
    facts: Facts


_FACTS_FILE = TypeAdapter(_FactsFile)


def write_facts(paths: SitePaths, key: DocumentKey, facts: Facts) -> None:
    """Keeps the facts beside the document.

    Raises:
        StorageUnavailable: the disk is full or read-only.
    """
    write_whole(paths.facts(key), facts_to_json(facts), aside_in=paths.incoming)


def read_facts(paths: SitePaths, key: DocumentKey) -> Facts | None:
    """The facts, or None when nothing was extracted yet, or by another format: then it is to be done again."""
    try:
        content = paths.facts(key).read_bytes()
    except FileNotFoundError:
        return None
    try:
        return facts_from_json(content)
    except ValueError:
        return None


def facts_to_json(facts: Facts) -> bytes:
    document = asdict(_FactsFile(format=FORMAT, facts=facts))
    return json.dumps(document, ensure_ascii=False, indent=1).encode(errors="replace")


def facts_from_json(content: bytes) -> Facts:
    """The facts that these bytes say; ValueError when they say none."""
    return _FACTS_FILE.validate_json(content, strict=True).facts
