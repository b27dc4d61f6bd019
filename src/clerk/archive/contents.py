"""What the archive holds of one document, read together and checked against itself."""

import datetime as dt
import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from clerk.archive.documents import read_manifest
from clerk.archive.facts_file import read_facts
from clerk.archive.manifest import Manifest, ManifestHead
from clerk.archive.page_stream import pages_of_text
from clerk.archive.paths import SitePaths
from clerk.archive.whole_files import storage_errors
from clerk.model.document import DocumentKey, DocumentState
from clerk.model.facts import Facts

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """One document as the archive holds it."""

    manifest: Manifest
    texts: Sequence[str]
    """One for each page of the manifest."""
    text_sha256: str
    facts: Facts | None
    """None when they were not asked for, are not there, or are those of another text."""
    is_at_rest: bool
    """False when it will change without a new manifest: a join is under way, or somebody may mend the files."""


def read_contents(paths: SitePaths, key: DocumentKey, *, with_facts: bool) -> Contents:
    """The document, or one that says it is unreadable when its files are damaged: it costs itself, not the site.

    Raises:
        StorageUnavailable: the disk does not let us read, which says nothing about the document.
        ManifestNewer: a newer clerk wrote it.
    """
    try:
        with storage_errors(paths.folder(key), "read"):
            return _read(paths, key, with_facts=with_facts)
    except (_Damaged, FileNotFoundError, UnicodeDecodeError) as error:
        log.warning("document in the archive is damaged", extra={"document": str(key), "error": str(error)})
        return _unreadable(paths, key)


class _Damaged(Exception):
    """The files do not belong together; caught above and never seen outside."""


def _read(paths: SitePaths, key: DocumentKey, *, with_facts: bool) -> Contents:
    manifest = read_manifest(paths, key)
    if manifest is None:
        raise _Damaged("its manifest is damaged")
    content = paths.text(key).read_bytes()
    text_sha256 = hashlib.sha256(content).hexdigest()
    texts = pages_of_text(content)
    if len(texts) != len(manifest.pages):
        raise _Damaged(f"text.txt holds {len(texts)} pages, the manifest {len(manifest.pages)}")
    facts = read_facts(paths, key) if with_facts else None
    return Contents(
        manifest=manifest,
        texts=texts,
        text_sha256=text_sha256,
        facts=facts if facts is not None and _belong(key, facts, texts, text_sha256) else None,
        is_at_rest=text_sha256 == manifest.text_sha256,
    )


def _belong(key: DocumentKey, facts: Facts, texts: Sequence[str], text_sha256: str) -> bool:
    """True when each fact stands where it says, in the text as it is now."""
    if facts.text_sha256 != text_sha256:
        return False
    if all(span.stands_in(texts) for span in facts.spans()):
        return True
    log.warning("facts left out: a quote is not where it should be", extra={"document": str(key)})
    return False


def _unreadable(paths: SitePaths, key: DocumentKey) -> Contents:
    head = ManifestHead(
        key=key,
        url=paths.pdf(key).absolute().as_uri(),
        title=f"{key.body} {key.kind.value}",
        fetched_at=dt.datetime.fromtimestamp(0, dt.UTC),
        sha256=key.digest,
        size=0,
        state=DocumentState.UNREADABLE,
        reason="its files in the archive are damaged; restore its folder, or move it away to have it fetched again",
    )
    nothing = hashlib.sha256().hexdigest()
    manifest = Manifest.begin(head, (), nothing)
    return Contents(manifest=manifest, texts=(), text_sha256=nothing, facts=None, is_at_rest=False)
