"""The extractor `rules`: every fact of the demo city, and nothing that the minutes do not say."""

import datetime as dt
import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk import demo
from clerk.builtin import extractors
from clerk.builtin.extractors.rules.extractor import RulesExtractor
from clerk.demo.truth import DocumentTruth, read_truth
from clerk.model.document import DocumentKind
from clerk.model.facts import Attendance, AttendanceStatus, Counts, Facts, Motion, MotionResult, VoteOption
from clerk.plugins.contracts import DocumentPages
from clerk.stages.extract import is_true, spans_of

TRUTH = read_truth(demo.TRUTH)


def _document(*pages: str, kind: DocumentKind = DocumentKind.MINUTES) -> DocumentPages:
    return DocumentPages(kind=kind, body="City Council", date=dt.date(2024, 1, 9), pages=pages, text_sha256="0" * 64)


def _facts(*pages: str) -> Facts:
    document = _document(*pages)
    facts = RulesExtractor().extract(document)
    assert [span for span in spans_of(facts) if not is_true(span, document)] == []
    return facts


def _motion(*pages: str) -> Motion:
    (motion,) = _facts(*pages).motions
    return motion


def _votes(motion: Motion) -> dict[str, VoteOption]:
    return {vote.name: vote.option for vote in motion.votes}


def _people(found: tuple[Attendance, ...], status: AttendanceStatus) -> tuple[str, ...]:
    return tuple(each.name for each in found if each.status is status)


def _named(document: DocumentTruth) -> str:
    return document.file


@pytest.mark.parametrize("document", TRUTH, ids=_named)
def test_the_facts_of_the_demo_city_are_its_truth(document: DocumentTruth) -> None:
    pages = [page.text for page in document.pages]
    told = _document(*pages, kind=document.kind)

    facts = RulesExtractor().extract(told)

    assert _people(facts.attendance, AttendanceStatus.PRESENT) == document.present
    assert _people(facts.attendance, AttendanceStatus.ABSENT) == document.absent
    assert [
        (motion.text, motion.mover, motion.seconder, motion.result, motion.counts, motion.span.page, _votes(motion))
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
    assert [span for span in spans_of(facts) if not is_true(span, told)] == []


def test_every_quote_of_the_labelled_minutes_stands_where_it_says(corpus: Path) -> None:
    lines = (corpus / "minutes-gold" / "gold.jsonl").read_text(encoding="utf-8").splitlines()

    spans = [span for line in lines for span in spans_of(_facts(json.loads(line)["text"]))]

    assert len(spans) > 200


def test_no_vote_is_found_that_the_labelled_minutes_do_not_hold(corpus: Path) -> None:
    lines = (corpus / "minutes-gold" / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    found: set[tuple[str, str, str]] = set()
    labelled: set[tuple[str, str, str]] = set()
    for record in map(json.loads, lines):
        for motion in _facts(record["text"]).motions:
            found |= {(record["id"], _surname(vote.name), vote.option) for vote in motion.votes}
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

    assert [_facts(record["text"]).motions for record in negatives] == [(), (), ()]


def test_an_agenda_holds_no_facts() -> None:
    text = "Present: Ann Smith, Bob Jones\nMoved by Smith, seconded by Jones, to adjourn. Motion carried 2-0."

    facts = RulesExtractor().extract(_document(text, kind=DocumentKind.AGENDA))

    assert (facts.attendance, facts.motions) == ((), ())
    assert (facts.extractor, facts.text_sha256) == ("rules 1", "0" * 64)


@pytest.mark.parametrize(
    ("text", "present", "absent"),
    [
        (
            "PRESENT: Mayor Ann Smith, Council Members Bob Jones and Cy Young\nABSENT: None",
            "Ann Smith|Bob Jones|Cy Young",
            "",
        ),
        (
            "Present: Smith, Jones, O'Neill\nAbsent: Young\nStaff present: Dee Tan, Clerk",
            "Smith|Jones|O'Neill",
            "Young",
        ),
        (
            "PRESENT:\nAnn Smith\nBob Jones, Chair\nABSENT:\nCy Young\n\nCALL TO ORDER",
            "Ann Smith|Bob Jones",
            "Cy Young",
        ),
        ("Present: Ann Smith\n    Bob Jones\n    Don Lowe, Town Administrator\n", "Ann Smith|Bob Jones", ""),
        ("ROLL CALL\nMayor Smith: Here\nMember Jones: Absent\nMember Young: Here", "Smith|Young", "Jones"),
        ("Present: Ann Smith, Bob Jones\nAbsent: Bob Jones", "Ann Smith", ""),
        ("Present: the public was present: nobody spoke", "", ""),
        ("Selectman Smith and Selectman Jones were present.\nChairman Young was absent.", "Smith|Jones", "Young"),
        ("Present: Ann Smith\nAlso\nPresent: Mr. Bob Jones, Deputy Clerk, Cy Young", "Ann Smith", ""),
        ("Those members present were: Smith, Jones and Young. The rest came late.", "Smith|Jones|Young", ""),
        ("Mr. Smith was present. The Smith family and staff were present.", "", ""),
    ],
)
def test_people_are_found_in_the_lists_of_those_present_and_absent(text: str, present: str, absent: str) -> None:
    found = _facts(text).attendance

    assert "|".join(_people(found, AttendanceStatus.PRESENT)) == present
    assert "|".join(_people(found, AttendanceStatus.ABSENT)) == absent


@pytest.mark.parametrize(
    "text",
    [
        "It was moved by Smith, seconded by Jones, to close the road. Motion carried 3-1.",
        "Moved by Council Member Smith and seconded by Council\nMember Jones to close the road. The motion passed 3-1.",
        "Motion by Smith, second by Jones, to close the road. Motion carried 3-1.",
        "Smith moved to close the road. Jones seconded the motion. The motion carried 3 to 1.",
        "Council Member Smith made a motion to close the road; Jones seconded. Motion passed 3/1.",
        "MOTION: Mayor Smith moved, seconded by Mr. Jones to close the road.\nMOTION PASSED: 3-1",
    ],
)
def test_a_motion_is_read_in_each_plain_style(text: str) -> None:
    motion = _motion(text)

    assert (motion.text, motion.mover, motion.seconder) == ("close the road", "Smith", "Jones")
    assert (motion.result, motion.counts) == (MotionResult.PASS, Counts(yes=3, no=1))


def test_a_unanimous_motion_has_a_result_and_no_counts() -> None:
    motion = _motion("Smith moved to adjourn, seconded by Jones. The motion passed unanimously.")

    assert (motion.result, motion.counts, motion.votes) == (MotionResult.PASS, Counts(), ())


def test_names_are_given_in_full_where_the_minutes_name_them_in_full() -> None:
    motion = _motion(
        "Present: Ann Smith, Bob Jones\nMoved by Smith, seconded by Jones, to adjourn.\nAYES: Jones, Smith"
    )

    assert (motion.mover, motion.seconder) == ("Ann Smith", "Bob Jones")
    assert _votes(motion) == {"Bob Jones": VoteOption.YES, "Ann Smith": VoteOption.YES}


def test_a_surname_that_two_members_share_is_left_out() -> None:
    motion = _motion(
        "Present: Ann Smith, Bob Smith, Cy Young\nMoved by Young, seconded by A. Smith, to adjourn.\n"
        "AYES: Young, Smith, B. Smith"
    )

    assert motion.seconder == "Ann Smith"
    assert _votes(motion) == {"Cy Young": VoteOption.YES, "Bob Smith": VoteOption.YES}


def test_a_surname_with_one_letter_misread_is_the_members_when_only_one_is_so_like_it() -> None:
    motion = _motion(
        "Present: Ann Brandt, Bob Olsen, Cy Olson\nMoved by Brandt, seconded by Olson, to adjourn.\n"
        "AYES: Branat, Olsan\nABSENT: Branxx"
    )

    assert _votes(motion) == {"Ann Brandt": VoteOption.YES, "Branxx": VoteOption.ABSENT}


def test_specks_of_a_scan_are_no_part_of_a_name() -> None:
    assert _people(_facts("Absent: Member Ann Smith \u00a9\n").attendance, AttendanceStatus.ABSENT) == ()
    assert _people(_facts("Present: Bob Jones\nAbsent: Ann Smith \u00a9\n").attendance, AttendanceStatus.ABSENT) == (
        "Ann Smith",
    )


TABLE = """
RESULT:    {result}
MOVER:     Ann Smith, Director, District B
SECONDER:  Bob Jones, Director, District L
AYES:      Ann Smith, Director, District B, Bob Jones, Jan
           Van Hout
NAYS:      Young
"""


def test_a_table_that_tells_again_of_the_motion_before_it_is_one_motion_with_it() -> None:
    told = "Director Smith made the motion to close the road.\nDirector Jones seconded the motion.\n"

    motion = _motion(told + TABLE.format(result="PASSED [3 TO 1]"))

    assert (motion.text, motion.result, motion.counts) == ("close the road", MotionResult.PASS, Counts(yes=3, no=1))
    assert _votes(motion) == {
        "Ann Smith": VoteOption.YES,
        "Bob Jones": VoteOption.YES,
        "Jan Van Hout": VoteOption.YES,
        "Young": VoteOption.NO,
    }


def test_a_name_that_may_have_lost_its_comma_at_a_lines_end_makes_its_list_unsure() -> None:
    motion = _motion("Moved by Smith, seconded by Jones, to adjourn.\nAYES: Smith, Jones\nHout, Young\nNOES: Brown\n")

    assert (_votes(motion), motion.counts) == ({"Brown": VoteOption.NO}, Counts(no=1))


def test_a_table_alone_is_a_motion_whose_words_stand_elsewhere() -> None:
    motion = _motion("Nobody said what was moved.\n" + TABLE.format(result="FAILED [3 TO 1]"))

    assert (motion.mover, motion.seconder, motion.text) == ("Ann Smith", "Bob Jones", "")
    assert (motion.result, len(motion.votes)) == (MotionResult.FAIL, 4)


def test_a_line_with_a_label_of_its_own_is_no_name_of_the_list_before_it() -> None:
    motion = _motion("Moved: Smith / Seconded: Jones)\nYeas: Smith, Jones)\nNays: Young)\nMajority: (2-1) Vote)\n")

    assert (motion.mover, motion.seconder, motion.counts) == ("Smith", "Jones", Counts(yes=2, no=1))
    assert _votes(motion) == {"Smith": VoteOption.YES, "Jones": VoteOption.YES, "Young": VoteOption.NO}


def test_a_motion_that_was_withdrawn_has_no_result_and_no_votes() -> None:
    motion = _motion(
        "Smith moved to close the road. Jones seconded the motion. Smith withdrew the motion.\nAYES: Smith, Jones\n"
    )

    assert (motion.result, motion.counts, motion.votes) == (None, Counts(), ())


def test_ayes_with_nobody_beside_them_give_no_votes() -> None:
    """Bug: columns that OCR read one below the other gave "Noes: Abseni"."""
    motion = _motion(
        "Smith moved, second by Jones, to adjourn.\nAYES:\nNOES:\nABSENI':\nSmith, Jones\nNone\nYoung\nMotion carried"
    )

    assert (motion.result, motion.counts, motion.votes) == (MotionResult.PASS, Counts(), ())


@pytest.mark.parametrize(
    "lists",
    [
        "AYES: 3 - Smith, Jones\nNOES: None",
        "AYES: Smith, Jones, and others as noted\nNOES: None",
        "AYES: Smith, Jones\nNOES: Smith",
        "AYES: Smith, Jones, Young\nNOES: None\nMotion carried 2-1.",
    ],
)
def test_lists_that_contradict_themselves_give_no_votes(lists: str) -> None:
    motion = _motion(f"Moved by Smith, seconded by Jones, to adjourn.\n{lists}\n")

    assert [vote for vote in motion.votes if vote.name == "Smith"] == []
    assert motion.counts.yes != 3


def test_counts_whose_order_is_not_sure_are_left_out() -> None:
    motion = _motion("Moved by Smith, seconded by Jones, to adjourn. Motion failed 6-1.")

    assert (motion.result, motion.counts) == (MotionResult.FAIL, Counts())


def test_the_votes_of_the_next_item_are_not_given_to_a_voice_vote() -> None:
    facts = _facts(
        "Moved by Smith, seconded by Jones, to adjourn. Motion carried.\n"
        + "The Council heard a long report on the bridge. " * 10
        + "\nAYES: Smith, Jones\nNOES: Young"
    )

    (motion,) = facts.motions
    assert motion.votes == ()


def test_a_vote_that_runs_over_a_page_end_is_one_vote() -> None:
    header = "Riverbend City Council - Page {}\n"

    motion = _motion(
        header.format(1) + "Moved by Smith, seconded by Jones, to adjourn.\nAYES: Smith, Jones",
        header.format(2) + "NOES: Young\nMotion carried 2-1.\nThe end.",
        header.format(3) + "Nothing else was said.",
    )

    assert _votes(motion) == {"Smith": VoteOption.YES, "Jones": VoteOption.YES, "Young": VoteOption.NO}
    assert {vote.name: vote.span.page for vote in motion.votes} == {"Smith": 1, "Jones": 1, "Young": 2}


_WORDS = st.one_of(
    st.sampled_from(
        ["AYES:", "NOES:", "ABSENT:", "Present:", "RESULT:", "Mayor", "Council Member", "moved by", "moved"]
    ),
    st.sampled_from(
        ["seconded by", "second", "motion carried", "unanimously", "failed", "4-1", "None", "yes", "no", "to"]
    ),
    st.sampled_from(
        ["Smith", "Jones", "O'Neill", "\u0130stanbul", "Pe\u00f1a", "A.", ",", ";", ".", "and", "\n", "(", ")"]
    ),
    st.sampled_from(["-", "\u2013", "\u2019", "\ufffd", "\x00", "\u200f", "Page 3"]),
)


@given(st.lists(st.lists(_WORDS, max_size=40).map(" ".join), min_size=1, max_size=3))
def test_every_quote_stands_where_it_says_whatever_the_text(pages: list[str]) -> None:
    _facts(*pages)


@given(st.lists(st.text(max_size=80), max_size=3))
def test_any_text_at_all_is_read_without_an_error(pages: list[str]) -> None:
    _facts(*pages)


@pytest.mark.parametrize(
    "noise",
    [
        "AYES: " + "Smith, " * 24_000,
        "moved by " * 20_000,
        "Smith moved, " * 16_000,
        "A" * 200_000,
        " " * 200_000,
        "\n" * 120_000,
        "AYES:\n" * 32_000,
        "Smith, yes; " * 16_000,
        "council member " * 12_000,
        "seconded by carried 4-1 " * 8_000,
        "Moved by Smith, seconded by Jones. " + "motion carried " * 12_000,
        "PRESENT: " + "Ann\nBob\n" * 20_000,
        "First\n" + " " * 100_000 + "x" + " " * 100_000 + "yes\nLast",
        "Mayor Smith" + " was present" * 16_000,
        "Moved by Smith, seconded by Jones.\nAYES: Smith\nNOES: Jones\n" * 3_200,
    ],
    ids=lambda noise: re.sub(r"\s+", " ", noise[:12]),
)
def test_noise_as_long_as_a_book_is_read_in_the_time_a_test_has(noise: str) -> None:
    """No timing here: a pattern that takes more than linear time runs into the suite's own limit."""
    _facts(noise)


def test_the_hook_answers_to_its_own_name_only() -> None:
    assert isinstance(extractors.extractor(name="rules"), RulesExtractor)
    assert extractors.extractor(name="oracle") is None
