"""The floors of the extractor `rules` on minutes that were labelled by reading."""

from pathlib import Path

import pytest
from label_scores import INVENTED, VALIDATION, Scored, scored

GOLD_F1 = {
    "motion": 0.95,
    "mover": 0.95,
    "seconder": 0.92,
    "result": 0.95,
    "counts": 0.92,
    "present": 0.92,
    "absent": 0.88,
}
VALIDATION_F1 = {
    "motion": 0.90,
    "mover": 0.90,
    "seconder": 0.88,
    "result": 0.92,
    "counts": 0.90,
    "present": 0.85,
    "absent": 0.80,
}

INVENTED_F1 = {
    "motion": 0.96,
    "mover": 0.96,
    "seconder": 0.96,
    "result": 0.945,
    "counts": 0.93,
    "present": 0.945,
    "absent": 0.89,
}


@pytest.fixture(scope="module")
def gold(corpus: Path) -> Scored:
    return scored(corpus, corpus / "minutes-gold" / "gold.jsonl")


@pytest.fixture(scope="module")
def validation(corpus: Path) -> Scored:
    return scored(corpus, VALIDATION)


@pytest.fixture(scope="module")
def invented(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Scored:
    labels = tmp_path_factory.mktemp("invented") / "all.jsonl"
    labels.write_text("".join(file.read_text(encoding="utf-8") for file in sorted(INVENTED.glob("*.jsonl"))))
    return scored(corpus, labels)


def votes_precision_and_recall(scores: Scored) -> tuple[float, float]:
    right, wrong, missed = scores.fields()["votes"]
    return right / max(right + wrong, 1), right / (right + missed)


@pytest.mark.parametrize("field", GOLD_F1)
def test_the_labelled_excerpts_reach_their_floor(gold: Scored, field: str) -> None:
    f1 = gold.f1(field)

    assert f1 >= GOLD_F1[field]


def test_votes_of_the_labelled_excerpts_are_right_and_mostly_found(gold: Scored) -> None:
    precision, recall = votes_precision_and_recall(gold)

    assert precision >= 0.98
    assert recall >= 0.85


def test_most_votes_of_the_labelled_excerpts_are_confirmed_by_printed_numbers(gold: Scored) -> None:
    votes = sum(len(motion["votes"]) for record in gold.records for motion in record["motions"])

    assert gold.tiers()["named"].right["votes"] / votes >= 0.85


@pytest.mark.parametrize("field", INVENTED_F1)
def test_invented_minutes_of_many_styles_reach_their_floor(invented: Scored, field: str) -> None:
    f1 = invented.f1(field)

    assert f1 >= INVENTED_F1[field]


def test_no_vote_of_invented_minutes_is_read_wrongly(invented: Scored) -> None:
    precision, recall = votes_precision_and_recall(invented)

    assert precision >= 0.999
    assert recall >= 0.87


@pytest.mark.parametrize("field", VALIDATION_F1)
def test_minutes_of_other_bodies_reach_their_floor(validation: Scored, field: str) -> None:
    f1 = validation.f1(field)

    assert f1 >= VALIDATION_F1[field]


def test_votes_of_other_bodies_are_right_and_mostly_found(validation: Scored) -> None:
    precision, recall = votes_precision_and_recall(validation)

    assert precision >= 0.98
    assert recall >= 0.75


def test_no_motion_is_found_where_none_is_made(gold: Scored, validation: Scored) -> None:
    assert gold.motions_in_negatives() == 0
    assert validation.motions_in_negatives() == 0


def test_votes_whose_names_equal_printed_numbers_are_right(gold: Scored, validation: Scored) -> None:
    tiers = [scores.tiers()["named"] for scores in (gold, validation)]

    assert sum(tier.said["votes"] for tier in tiers) >= 250
    assert sum(tier.right["votes"] for tier in tiers) / sum(tier.said["votes"] for tier in tiers) >= 0.98


def test_every_quote_of_labelled_minutes_stands_where_it_says(gold: Scored, validation: Scored) -> None:
    for scores in (gold, validation):
        spans = [(name, span) for name, facts in scores.found.items() for span in facts.spans()]

        assert [(name, span) for name, span in spans if not span.stands_in(scores.pages[name])] == []
        assert len(spans) > 200
