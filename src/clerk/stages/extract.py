"""Finds the facts of documents: which need it, each in a child process with limits, and checks what comes back."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from clerk.archive.documents import document_keys, read_manifest
from clerk.archive.facts_file import facts_from_json, facts_to_json, read_facts, write_facts
from clerk.archive.manifest import Manifest
from clerk.archive.pages import DocumentDamaged, DocumentMissing, page_texts
from clerk.archive.paths import SitePaths
from clerk.archive.recorded_file import Recorded, RecordedUnreadable, read_recorded
from clerk.errors import ClerkError, PluginBroken, ToolCrashed, ToolOutOfMemory, ToolTimeout
from clerk.model.document import DocumentKey, DocumentState
from clerk.model.facts import Facts
from clerk.plugins.contracts import DocumentPages, Extractor
from clerk.stages.earlier_members import EarlierMembers, sha256_of
from clerk.stages.recorded_votes import with_recorded
from clerk.tools.child import ChildLimits, answer_of

log = logging.getLogger(__name__)

LIMITS = ChildLimits(memory_bytes=1 << 30, timeout=timedelta(seconds=60))
"""For one document. Rules read thousands of pages in a second: what takes this long will not end."""

_NOTHING_RECORDED = Recorded()


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A document whose facts are missing or stale, and what they are to be found by."""

    manifest: Manifest
    members: Sequence[str] = ()
    """Of earlier meetings of its body, the latest first."""
    recorded: Recorded = field(default_factory=Recorded)


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
    earlier = EarlierMembers(lambda key: _usable_facts(paths, key, extractor))
    for number, key in enumerate(document_keys(paths)):
        earlier.pass_over(key)
        if number < done:
            continue
        try:
            work = work_on(paths, key, extractor, members=earlier.before(key))
            if work is not None:
                if is_time_up():
                    return ExtractReport(extracted=extracted, failures=failures, done=number, is_complete=False)
                write_facts(paths, key, _extract(paths, work, extractor, limits))
                extracted += 1
        except (ExtractionFailed, PluginBroken, DocumentMissing, DocumentDamaged, RecordedUnreadable) as error:
            log.warning("no facts found", extra={"document": str(key), "reason": str(error)})
            failures[key] = str(error)
            earlier.learn(key, None)
        done = number + 1
    return ExtractReport(extracted=extracted, failures=failures, done=done, is_complete=True)


def work_on(paths: SitePaths, key: DocumentKey, extractor: Extractor, *, members: Sequence[str] = ()) -> Work | None:
    """What is to be done so that the document has its facts; None when it has them, or can have none.

    Raises:
        RecordedUnreadable: the votes that came with it are damaged.
    """
    manifest = read_manifest(paths, key)
    if manifest is None or not _has_text(manifest):
        return None
    work = Work(manifest=manifest, members=members, recorded=read_recorded(paths, key))
    return work if needs_extraction(work, read_facts(paths, key), extractor) else None


def needs_extraction(work: Work, facts: Facts | None, extractor: Extractor) -> bool:
    """True for a document with text whose facts are missing, or were found by something else than would be used now."""
    return _has_text(work.manifest) and (
        not _are_usable(facts, work.manifest, extractor)
        or facts is None
        or (facts.members_sha256, facts.recorded_sha256) != (sha256_of(work.members), work.recorded.sha256)
    )


def label_of(extractor: Extractor) -> str:
    """As facts name their extractor: "rules 1"."""
    return f"{extractor.name} {extractor.version}"


def document_pages(paths: SitePaths, manifest: Manifest, *, members: Sequence[str] = ()) -> DocumentPages:
    """What an extractor sees of a document."""
    key = manifest.key
    return DocumentPages(
        kind=key.kind,
        body=key.body,
        date=key.date,
        pages=page_texts(paths, key),
        text_sha256=manifest.text_sha256,
        earlier_members=members,
    )


def extract_document(
    document: DocumentPages,
    extractor: Extractor,
    *,
    recorded: Recorded = _NOTHING_RECORDED,
    limits: ChildLimits = LIMITS,
) -> Facts:
    """The document's facts, every span checked, with what its platform's records say of them.

    The extractor runs in a forked child: a pattern that does not end is killed there, while the alarm by which RQ ends
    a whole job stays as it is. The caller is single-threaded.

    Raises:
        ExtractionFailed: too slow, too large, or the process died.
        PluginBroken: what the extractor gave is not about this document.
    """
    try:
        answer = answer_of(
            lambda: facts_to_json(with_recorded(extractor.extract(document), recorded.motions)),
            limits,
        )
        facts = facts_from_json(answer)
    except (ToolTimeout, ToolCrashed, ToolOutOfMemory) as error:
        raise ExtractionFailed(
            f"extractor {extractor.name} failed on {document.kind} of {document.body}, {document.date}: {error}"
        ) from error
    _check(facts, document, extractor)
    return replace(facts, members_sha256=sha256_of(document.earlier_members), recorded_sha256=recorded.sha256)


def _extract(paths: SitePaths, work: Work, extractor: Extractor, limits: ChildLimits) -> Facts:
    document = document_pages(paths, work.manifest, members=work.members)
    return extract_document(document, extractor, recorded=work.recorded, limits=limits)


def _usable_facts(paths: SitePaths, key: DocumentKey, extractor: Extractor) -> Facts | None:
    """The facts of a document that had its turn, unless it failed and has those of another text or extractor."""
    manifest, facts = read_manifest(paths, key), read_facts(paths, key)
    return facts if manifest is not None and _are_usable(facts, manifest, extractor) else None


def _are_usable(facts: Facts | None, manifest: Manifest, extractor: Extractor) -> bool:
    return (
        facts is not None
        and _has_text(manifest)
        and (facts.extractor, facts.text_sha256) == (label_of(extractor), manifest.text_sha256)
    )


def _has_text(manifest: Manifest) -> bool:
    return manifest.state is DocumentState.OK and manifest.page_count > 0


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
