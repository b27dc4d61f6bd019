"""The shape of `clerk extract --json`: what others read under their names, doubts and inferences apart."""

import json
from dataclasses import replace

import pytest

from clerk.cli.facts_json import facts_json
from clerk.model.facts import MotionResult, VoteOption
from fixtures.judged_facts import FACTS, MENTION, RENT_CONTROL


def motions() -> list[dict[str, object]]:
    written: list[dict[str, object]] = json.loads(json.dumps(facts_json(FACTS)))["motions"]
    return written


def test_a_motion_has_its_words_its_vote_and_its_place() -> None:
    motion = motions()[0]

    assert {name: motion[name] for name in ("text", "mover", "seconder", "result", "counts", "tier", "items")} == {
        "text": "adopt rent control",
        "mover": "Ana Reyes",
        "seconder": "Bo Smith",
        "result": "failed",
        "counts": {"yes": 1, "no": 1, "abstain": None, "absent": None},
        "tier": "named",
        "items": ["5", "6"],
    }
    assert (motion["page"], motion["start"], motion["end"]) == (1, 53, 108)
    assert motion["quote"] == "Moved by Reyes, seconded by Smith to adopt rent control"


def test_who_is_there_for_a_part_of_the_meeting_is_present_and_who_is_excused_is_absent() -> None:
    written = facts_json(FACTS)

    assert written["people_present"] == ["Ana Reyes", "Bo Smith"]
    assert written["people_absent"] == ["Cy Young"]


def test_what_is_in_doubt_stands_under_needs_review_and_nowhere_else() -> None:
    (doubt,) = json.loads(json.dumps(facts_json(FACTS)))["needs_review"]

    assert (doubt["motion"], doubt["reason"]) == (2, "the tally says 3, but 2 were there")
    assert doubt["counts"] == {"yes": 3, "no": 0, "abstain": None, "absent": None}
    assert [(vote["voter"], vote["option"]) for vote in doubt["votes"]] == [("Bo Smith", "yes")]
    assert (motions()[1]["counts"], motions()[1]["votes"]) == (
        {"yes": None, "no": None, "abstain": None, "absent": None},
        [],
    )


def test_inferred_votes_are_not_among_the_votes() -> None:
    recorded = motions()[2]

    assert recorded["votes"] == []
    assert [vote["voter"] for vote in json.loads(json.dumps(recorded["inferred_votes"]))] == ["Ana Reyes"]
    assert (recorded["page"], recorded["quote"]) == (None, None)


def test_mentions_stand_under_a_key_of_their_own() -> None:
    written = json.loads(json.dumps(facts_json(replace(FACTS, mentions=(MENTION,)))))

    assert written.pop("mentions") == [
        {
            "text": "Ana Reyes",
            "label": "person",
            "method": "a model 1",
            "quote": "Ana Reyes",
            "page": 1,
            "start": 15,
            "end": 24,
        }
    ]
    assert {**written, "mentions": []} == json.loads(json.dumps(facts_json(FACTS)))


@pytest.mark.parametrize(
    ("option", "note", "word"),
    [
        (VoteOption.EXCUSED, None, "absent"),
        (VoteOption.EXCUSED, "Recused himself", "abstain"),
        (VoteOption.ABSTAIN, "recused", "abstain"),
        (VoteOption.NOT_VOTING, None, "not voting"),
    ],
)
def test_options_are_told_in_four_words_as_far_as_they_go(option: VoteOption, note: str | None, word: str) -> None:
    vote = replace(RENT_CONTROL.votes[0], option=option, note=note)
    facts = replace(FACTS, motions=(replace(RENT_CONTROL, votes=(vote,)),))

    (motion,) = json.loads(json.dumps(facts_json(facts)))["motions"]

    assert [cast["option"] for cast in motion["votes"]] == [word]


def test_every_result_has_a_word() -> None:
    assert [result.as_said for result in MotionResult] == ["passed", "failed", "tie", "withdrawn", "died", "tabled"]
