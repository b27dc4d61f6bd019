"""Holds the demo city's archive against its truth: states, words, motions and votes."""

import difflib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from clerk.archive.documents import document_keys, read_manifest
from clerk.archive.facts_file import read_facts
from clerk.archive.manifest import Manifest
from clerk.archive.pages import page_texts
from clerk.archive.paths import SitePaths
from clerk.demo import TRUTH
from clerk.demo.truth import DocumentTruth, read_truth
from clerk.model.facts import Facts

_SCANS_SHOULD_HAVE = 0.97
"""Of their words: stamps and noise cost some."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """One document as it is in the archive, beside what it should be."""

    truth: DocumentTruth
    manifest: Manifest | None
    texts: tuple[str, ...]
    facts: Facts | None


def report_lines(paths: SitePaths) -> tuple[Sequence[str], bool]:
    """What was right and what was not, a line each; and whether all was as it should be."""
    held = tuple(_held(paths))
    states = [one for one in held if one.manifest is None or one.manifest.state is not one.truth.state]
    typeset, scanned = _share_of_words(held, is_scan=False), _share_of_words(held, is_scan=True)
    motions, found, votes, right, wrong = _votes(held)
    lines = (
        f"{len(held)} documents, {len(held) - len(states)} in the state that they should be in",
        f"{100 * typeset:.1f} % of the words of typeset pages, {100 * scanned:.1f} % of those of scanned pages",
        f"{found} of {motions} motions with their mover, seconder and result",
        f"{right} of {votes} votes by name, {wrong} wrong",
    )
    is_right = not states and typeset == 1 and scanned >= _SCANS_SHOULD_HAVE and found == motions and not wrong
    return lines, is_right and right == votes


def _held(paths: SitePaths) -> Iterator[_Held]:
    by_file = {}
    for key in document_keys(paths):
        manifest = read_manifest(paths, key)
        if manifest is not None:
            by_file[unquote(urlsplit(manifest.url).path)] = manifest
    for truth in read_truth(TRUTH):
        manifest = next((found for path, found in by_file.items() if path.endswith(f"/{truth.file}")), None)
        yield _Held(
            truth=truth,
            manifest=manifest,
            texts=() if manifest is None else page_texts(paths, manifest.key),
            facts=None if manifest is None else read_facts(paths, manifest.key),
        )


def _share_of_words(held: Sequence[_Held], *, is_scan: bool) -> float:
    """Of the words that are printed on the pages, the share that was read, in order."""
    printed = read = 0
    for one in held:
        for page, text in zip(one.truth.pages, one.texts, strict=False):
            if page.is_scan is is_scan:
                words = page.text.split()
                blocks = difflib.SequenceMatcher(None, words, text.split(), autojunk=False).get_matching_blocks()
                printed += len(words)
                read += sum(block.size for block in blocks)
    return read / printed if printed else 1.0


def _votes(held: Sequence[_Held]) -> tuple[int, int, int, int, int]:
    """Motions printed and found; votes by name printed, found, and found though not printed."""
    motions: Counter[object] = Counter()
    found: Counter[object] = Counter()
    votes: Counter[object] = Counter()
    cast: Counter[object] = Counter()
    for one in held:
        for number, motion in enumerate(one.truth.motions, start=1):
            motions[one.truth.file, number, motion.mover, motion.seconder, motion.result] += 1
            votes.update((one.truth.file, number, vote.name, vote.option) for vote in motion.votes)
        for each in () if one.facts is None else one.facts.motions:
            mover, seconder = (None if person is None else person.name for person in (each.mover, each.seconder))
            found[one.truth.file, each.sequence, mover, seconder, each.result] += 1
            printed = [vote for vote in each.votes if not vote.is_inferred]
            cast.update((one.truth.file, each.sequence, vote.voter.name, vote.option) for vote in printed)
    return (
        motions.total(),
        (motions & found).total(),
        votes.total(),
        (votes & cast).total(),
        (cast - votes).total(),
    )
