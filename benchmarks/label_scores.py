"""Scores the extractor `rules` against labelled minutes, with the scorer that comes with them.

    python benchmarks/label_scores.py ../shared/corpus [benchmarks/validation/labels.jsonl] [-v]

Without a file of labels, `minutes-gold/gold.jsonl` of the corpus. Labels that hold no text name a document of the
corpus, its pages and the hash of their text layer, so that a reader that reads them otherwise is noticed.
"""

import hashlib
import importlib.util
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from corpus_facts import facts_of, pdf_pages

from clerk.cli.facts_json import facts_json
from clerk.model.facts import Facts

Record = dict[str, Any]
"""A line of labels, as minutes-gold/README.md describes it."""
Counted = list[int]
"""True positives, false positives, false negatives."""

VALIDATION = Path(__file__).parent / "validation" / "labels.jsonl"
INVENTED = Path(__file__).parent / "invented"
"""Labelled minutes of bodies that do not exist, in styles of bodies that do."""


class TextChanged(Exception):
    """The text layer of a labelled document is no longer the one that was labelled."""


@dataclass(slots=True, kw_only=True)
class TierScore:
    """What of one tier is right, by motion, result, counts and votes by name."""

    motions: int = 0
    unlabelled: int = 0
    """Motions that no label answers to."""
    right: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    said: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def precision(self, what: str) -> float | None:
        return self.right[what] / self.said[what] if self.said[what] else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A file of labels beside what the extractor found."""

    scorer: ModuleType
    records: Sequence[Record]
    pages: Mapping[str, Sequence[str]]
    found: Mapping[str, Facts]

    @property
    def predictions(self) -> dict[str, Record]:
        return {name: dict(facts_json(facts)) for name, facts in self.found.items()}

    def fields(self, body: str | None = None, *, is_verbose: bool = False) -> dict[str, Counted]:
        """Each field's counts, of all records or one body's."""
        wanted = None if body is None else lambda record: body_of(record) == body
        scores: dict[str, Counted] = self.scorer.score(list(self.records), self.predictions, is_verbose, wanted)
        return scores

    def f1(self, name: str) -> float:
        f1: float = self.scorer.prf(self.fields()[name])[2]
        return f1

    def motions_in_negatives(self) -> int:
        negatives = [record for record in self.records if record["style"].startswith("NEGATIVE")]
        return sum(len(self.found[record["id"]].motions) for record in negatives)

    def in_doubt(self) -> int:
        return sum(motion.doubt is not None for facts in self.found.values() for motion in facts.motions)

    def tiers(self) -> dict[str, TierScore]:
        """By tier, what was published of its motions; what is in doubt says nothing and so is never wrong."""
        tiers: dict[str, TierScore] = defaultdict(TierScore)
        predictions = self.predictions
        for record in self.records:
            motions = predictions[record["id"]]["motions"]
            pairs = self.scorer.align(motions, record["motions"])
            for index, motion in enumerate(motions):
                label = record["motions"][pairs[index]] if index in pairs else None
                tier = tiers[str(motion["tier"])]
                self._add(tier, motion, label)
                inferred = self._ballots(motion["inferred_votes"])
                tier.said["inferred"] += len(inferred)
                tier.right["inferred"] += len(self._possible(record, label) & inferred)
        return tiers

    def _possible(self, record: Record, label: Record | None) -> set[tuple[str, str]]:
        """The yes votes that the label leaves open: of members present, if nobody is said to have voted otherwise."""
        if label is None or label["counts"]["no"] or label["counts"]["abstain"]:
            return set()
        otherwise = {name for name, option in self._ballots(label["votes"]) if option != "yes"}
        return {(self.scorer.key(name), "yes") for name in record["people_present"]} - {(n, "yes") for n in otherwise}

    def _add(self, tier: TierScore, motion: Record, label: Record | None) -> None:
        tier.motions += 1
        tier.unlabelled += label is None
        if motion["result"]:
            tier.said["result"] += 1
            tier.right["result"] += label is not None and self._same_result(motion, label)
        for option, count in motion["counts"].items():
            tier.said["counts"] += count is not None
            tier.right["counts"] += count is not None and label is not None and self._is_count(label, option, count)
        said = self._ballots(motion["votes"])
        tier.said["votes"] += len(said)
        tier.right["votes"] += len(said & self._ballots(label["votes"] if label else ()))

    def _same_result(self, motion: Record, label: Record) -> bool:
        return bool(label["result"] and self.scorer.res(motion["result"]) == self.scorer.res(label["result"]))

    def _is_count(self, label: Record, option: str, count: int) -> bool:
        """True also for a number that is not printed and equals the names that are."""
        labelled = label["counts"][option]
        named = sum(vote["option"] == option for vote in label["votes"])
        return bool(count == (named if labelled is None else labelled))

    def _ballots(self, votes: Iterable[Record]) -> set[tuple[str, str]]:
        return {(self.scorer.key(vote["voter"]), str(vote["option"])) for vote in votes}


def body_of(record: Record) -> str:
    """The body, or what stands for it in the name of a gold record: "rtd" of "rtd-2378-min"."""
    return str(record["body"] if "body" in record else record["id"].split("-")[0])


def scored(corpus: Path, labels: Path) -> Scored:
    """Runs the extractor over every record.

    Raises:
        TextChanged: a labelled document's text layer is read otherwise than it was.
    """
    records = [json.loads(line) for line in labels.read_text(encoding="utf-8").splitlines()]
    pages = {record["id"]: _pages(corpus, record) for record in records}
    found = {name: facts_of(read) for name, read in pages.items()}
    return Scored(scorer=_scorer(corpus), records=records, pages=pages, found=found)


def _pages(corpus: Path, record: Record) -> Sequence[str]:
    if "text" in record:
        return [record["text"]]
    first, last = record["pages"]
    pages = pdf_pages(corpus / record["source"])[first - 1 : last]
    if hashlib.sha256("\f".join(pages).encode()).hexdigest() != record["text_sha256"]:
        raise TextChanged(f"{record['source']}: its text layer is not the one that was labelled")
    return pages


def _scorer(corpus: Path) -> ModuleType:
    path = corpus / "minutes-gold" / "score.py"
    specification = importlib.util.spec_from_file_location("minutes_gold_score", path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def report(scores: Scored) -> Iterator[str]:
    """The table of all records, a line for each body, and the tiers."""
    yield scores.scorer.table(scores.fields())
    yield f"motions found in the negatives: {scores.motions_in_negatives()}; in doubt: {scores.in_doubt()}"
    yield f"\n{'F1 by body':52} {'motion':>7} {'mover':>7} {'second':>7} {'result':>7} {'counts':>7} {'votes':>7}"
    for body in dict.fromkeys(body_of(record) for record in scores.records):
        fields = scores.fields(body)
        cells = (_f1(scores, fields[name]) for name in ("motion", "mover", "seconder", "result", "counts", "votes"))
        yield f"{body[:52]:52} " + " ".join(f"{cell:>7}" for cell in cells)
    yield f"\n{'precision by tier':20} {'motions':>8} {'result':>12} {'counts':>12} {'votes':>12} {'inferred':>12}"
    for name, tier in sorted(scores.tiers().items()):
        cells = (_share(tier, what) for what in ("result", "counts", "votes", "inferred"))
        yield f"{name:20} {tier.motions:8} " + " ".join(f"{cell:>12}" for cell in cells)


def _f1(scores: Scored, counted: Counted) -> str:
    return f"{scores.scorer.prf(counted)[2]:.2f}" if any(counted) else "-"


def _share(tier: TierScore, what: str) -> str:
    precision = tier.precision(what)
    return "-" if precision is None else f"{precision:.3f} /{tier.said[what]}"


def main(corpus: Path, labels: Path, *, is_verbose: bool) -> None:
    scores = scored(corpus, labels)
    if is_verbose:
        scores.fields(is_verbose=True)
    print("\n".join(report(scores)))


if __name__ == "__main__":
    names = [Path(name) for name in sys.argv[1:] if name != "-v"]
    gold = names[0] / "minutes-gold" / "gold.jsonl"
    main(names[0], names[1] if len(names) > 1 else gold, is_verbose="-v" in sys.argv)
