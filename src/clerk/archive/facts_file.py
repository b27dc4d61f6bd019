"""facts.json: what an extractor found in one document, as JSON."""

import json

from pydantic import TypeAdapter

from clerk.archive.paths import SitePaths
from clerk.archive.whole_files import write_whole
from clerk.model.document import DocumentKey
from clerk.model.facts import Facts

FORMAT = 2

_FACTS = TypeAdapter(Facts)


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
    except (ValueError, KeyError, TypeError):
        return None


def facts_to_json(facts: Facts) -> bytes:
    document = {"format": FORMAT, **_FACTS.dump_python(facts, mode="python")}
    return json.dumps(document, ensure_ascii=False, indent=1).encode(errors="replace")


def facts_from_json(content: bytes) -> Facts:
    """The facts that these bytes say; ValueError, KeyError or TypeError when they say none."""
    document = json.loads(content)
    written = document.pop("format")
    if written != FORMAT:
        raise ValueError(f"facts of format {written}, this clerk reads {FORMAT}")
    return _FACTS.validate_python(document)
