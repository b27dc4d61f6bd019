"""Finds the facts of documents: which need it, each in a child process with limits, and checks what comes back."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

from clerk.archive.documents import document_keys, read_manifest
from clerk.archive.facts_file import facts_from_json, facts_to_json, read_facts, write_facts
from clerk.archive.manifest import Manifest
from clerk.archive.pages import DocumentDamaged, DocumentMissing, page_texts
from clerk.archive.paths import SitePaths
from clerk.errors import ClerkError, PluginBroken, ToolCrashed, ToolOutOfMemory, ToolTimeout
from clerk.model.document import DocumentKey, DocumentState
from clerk.model.facts import Facts
from clerk.plugins.contracts import DocumentPages, Extractor
from clerk.tools.child import ChildLimits, answer_of

log = logging.getLogger(__name__)

LIMITS = ChildLimits(memory_bytes=1 << 30, timeout=timedelta(seconds=60))
"""For one document. Rules read thousands of pages in a second: what takes this long will not end."""


class ExtractionFailed(ClerkError):
    """An extractor that could not cope with one document; the same text will fail again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractReport:
    extracted: int
    failures: Mapping[DocumentKey, str]
    done: int
    """So many of the site's documents, in the order of their folders, have had their turn."""
    is_complete: bool
    """False when the time was up before every document had its turn."""


def extract_site(
    paths: SitePaths,
    extractor: Extractor,
    *,
    is_time_up: Callable[[], bool],
    done: int = 0,
    limits: ChildLimits = LIMITS,
) -> ExtractReport:
    """Writes facts.json of each document that needs it, behind the first `done`; one that fails costs itself alone."""
    extracted, failures = 0, dict[DocumentKey, str]()
    for key in islice(document_keys(paths), done, None):
        manifest = manifest_to_extract(paths, key, extractor)
        if manifest is not None:
            if is_time_up():
                return ExtractReport(extracted=extracted, failures=failures, done=done, is_complete=False)
            try:
                facts = extract_document(document_pages(paths, manifest), extractor, limits=limits)
            except (ExtractionFailed, PluginBroken, DocumentMissing, DocumentDamaged) as error:
                log.warning("no facts found", extra={"document": str(key), "reason": str(error)})
                failures[key] = str(error)
            else:
                write_facts(paths, key, facts)
                extracted += 1
        done += 1
    return ExtractReport(extracted=extracted, failures=failures, done=done, is_complete=True)


def manifest_to_extract(paths: SitePaths, key: DocumentKey, extractor: Extractor) -> Manifest | None:
    """The document's manifest if its facts are missing or stale."""
    manifest = read_manifest(paths, key)
    needs = manifest is not None and needs_extraction(manifest, read_facts(paths, key), extractor)
    return manifest if needs else None


def needs_extraction(manifest: Manifest, facts: Facts | None, extractor: Extractor) -> bool:
    """True for a document with text whose facts are missing, or were found in other text or by another extractor."""
    if manifest.state is not DocumentState.OK or not manifest.page_count:
        return False
    return facts is None or (facts.extractor, facts.text_sha256) != (label_of(extractor), manifest.text_sha256)


def label_of(extractor: Extractor) -> str:
    """As facts name their extractor: "rules 1"."""
    return f"{extractor.name} {extractor.version}"


def document_pages(paths: SitePaths, manifest: Manifest) -> DocumentPages:
    """What an extractor sees of a document."""
    key = manifest.key
    return DocumentPages(
        kind=key.kind,
        body=key.body,
        date=key.date,
        pages=page_texts(paths, key),
        text_sha256=manifest.text_sha256,
    )


def extract_document(document: DocumentPages, extractor: Extractor, *, limits: ChildLimits = LIMITS) -> Facts:
    """The document's facts, every span checked.

    The extractor runs in a forked child: a pattern that does not end is killed there, while the alarm by which RQ ends
    a whole job stays as it is. The caller is single-threaded.

    Raises:
        ExtractionFailed: too slow, too large, or the process died.
        PluginBroken: what the extractor gave is not about this document.
    """
    try:
        facts = facts_from_json(answer_of(lambda: facts_to_json(extractor.extract(document)), limits))
    except (ToolTimeout, ToolCrashed, ToolOutOfMemory) as error:
        raise ExtractionFailed(
            f"extractor {extractor.name} failed on {document.kind} of {document.body}, {document.date}: {error}"
        ) from error
    _check(facts, document, extractor)
    return facts


def _check(facts: Facts, document: DocumentPages, extractor: Extractor) -> None:
    named = (facts.extractor, facts.text_sha256)
    if named != (label_of(extractor), document.text_sha256):
        raise PluginBroken(f"extractor {label_of(extractor)} gave facts of {named[0]!r} or of another text")
    for span in facts.spans():
        if not span.stands_in(document.pages):
            raise PluginBroken(
                f"extractor {label_of(extractor)} gave a wrong place: {span.quote[:40]!r} is not at "
                f"{span.start} of page {span.page}"
            )
