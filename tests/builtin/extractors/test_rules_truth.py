"""The extractor `rules` against minutes whose facts are known: the demo city's, and labelled ones."""

import json
import re
import unicodedata
from pathlib import Path

import pytest

from clerk import demo
from clerk.builtin.extractors import plugin as extractors
from clerk.builtin.extractors.rules.extractor import RulesExtractor
from clerk.demo.truth import DocumentTruth, read_truth
from clerk.model.document import DocumentKind
from clerk.model.facts import AttendanceStatus, Counts, Motion
from fixtures.read_minutes import facts_of, name_of, people_of, votes_of

TRUTH = read_truth(demo.TRUTH)


def _as_printed(motion: Motion) -> Counts:
    """Without the nobody against it that a unanimous vote implies."""
    return motion.counts if motion.counts_printed or motion.votes else Counts()


def _named(document: DocumentTruth) -> str:
    return document.file


@pytest.mark.parametrize("document", TRUTH, ids=_named)
def test_the_facts_of_the_demo_city_are_its_truth(document: DocumentTruth) -> None:
    pages = [page.text for page in document.pages]

    facts = facts_of(*pages, kind=document.kind)

    assert people_of(facts.attendance, AttendanceStatus.PRESENT) == document.present
    assert people_of(facts.attendance, AttendanceStatus.ABSENT) == document.absent
    assert [
        (
            motion.text,
            name_of(motion.mover),
            name_of(motion.seconder),
            motion.result,
            _as_printed(motion),
            motion.span and motion.span.page,
            votes_of(motion),
        )
        for motion in facts.motions
    ] == [
        (
            motion.text,
            motion.mover,
            motion.seconder,
            motion.result,
            motion.counts,
            motion.page,
            {vote.name: vote.option for vote in motion.votes},
        )
        for motion in document.motions
    ]


def test_every_quote_of_the_labelled_minutes_stands_where_it_says(corpus: Path) -> None:
    lines = (corpus / "minutes-gold" / "gold.jsonl").read_text(encoding="utf-8").splitlines()

    spans = [span for line in lines for span in facts_of(json.loads(line)["text"]).spans()]

    assert len(spans) > 200


def test_no_vote_is_found_that_the_labelled_minutes_do_not_hold(corpus: Path) -> None:
    lines = (corpus / "minutes-gold" / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    found: set[tuple[str, str, str]] = set()
    labelled: set[tuple[str, str, str]] = set()
    for record in map(json.loads, lines):
        for motion in facts_of(record["text"]).motions:
            found |= {
                (record["id"], _surname(vote.voter.name), vote.option) for vote in motion.votes if not vote.is_inferred
            }
        for gold in record["motions"]:
            labelled |= {(record["id"], _surname(vote["voter"]), vote["option"]) for vote in gold["votes"]}

    assert found - labelled == set()
    assert len(found) >= 150


def _surname(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z]", "", plain.split()[-1])


def test_no_motion_is_found_where_none_is_made(corpus: Path) -> None:
    lines = (corpus / "minutes-gold" / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    negatives = [record for record in records if record["id"] in {"kenai-agenda", "amity-rules", "johnsoncity-news"}]

    assert [facts_of(record["text"]).motions for record in negatives] == [(), (), ()]


def test_an_agenda_holds_no_facts() -> None:
    text = "Present: Ann Smith, Bob Jones\nMoved by Smith, seconded by Jones, to adjourn. Motion carried 2-0."

    facts = facts_of(text, kind=DocumentKind.AGENDA)

    assert (facts.attendance, facts.motions) == ((), ())
    assert (facts.extractor, facts.text_sha256) == ("rules 6", "0" * 64)


def test_the_hook_answers_to_its_own_name_only() -> None:
    assert isinstance(extractors.extractor(name="rules"), RulesExtractor)
    assert extractors.extractor(name="oracle") is None
