"""What people said, read, heard or did otherwise is no vote on the motion before the body."""

import pytest

from clerk.model.facts import Counts, MotionResult, Tier, VoteOption
from fixtures.read_minutes import facts_of, motion_of, name_of, votes_of

HEAD = "Present: Mayor Ann Hart, Councilmembers Bob Smith, Carl Jones, Dana Reyes, Ed Lee\nAbsent: None\n\n"
MOVED = "Reyes moved to approve the permit, seconded by Jones. "


@pytest.mark.parametrize(
    "told",
    [
        "Tom Smith, a resident, voiced concern; Mr. Smith was opposed. Motion carried.",
        "Resident Tom Smith was opposed. Motion carried 4-1.",
        "The Clerk read letters from Jane Lee and Bob Cole opposing it. Motion passed 3-2.",
        "Barbara Smith was opposed. Motion carried 4-1.",
        "Brenda Smith and Eve Lee were in favor. Motion carried.",
        "Mr. Jonas was opposed. Motion carried.",
        "Motion carried.\n\nPUBLIC HEARING - 14 Elm\nIn favor: Tom Brown, Ann Stone, Sue Poe\nOpposed: Jim Hill\n",
        "Motion carried unanimously.\n\nIn favor: Tom Brown, Sue Miller\nOpposed: Jim Poe\n",
        "Councilmember Smith was absent from that meeting. Motion carried.",
    ],
)
def test_what_the_public_thinks_is_nobodys_vote(told: str) -> None:
    motion = motion_of(HEAD + MOVED + told)

    assert (motion.result, votes_of(motion)) == (MotionResult.PASS, {})


@pytest.mark.parametrize(
    "text",
    [
        "Speaking in favor: Tom Brown, Sue Miller\nSpeaking in opposition: Jim Poe\n",
        "WHEREAS, on March 3, 2023, on motion of Council Member Jones, the City Council voted 4-1 to deny; and\n",
        "Mayor Hart recalled that at the December 5 meeting Smith moved to deny it, and the motion failed 2-3.",
        "A motion made by any member shall be put to a vote. If the motion fails for lack of a second, it dies.",
        "D. Luis Mora recuerda que en la sesión de 3 de mayo se aprobó por unanimidad la moción del Partido Popular.",
        "Las mociones aprobadas por unanimidad serán firmes.",
        "La Junta de Gobierno acordó por unanimidad adjudicar el contrato.",
        "Moved by ________ seconded by ________ to adjourn.\nAYES: Hart __ Smith __ Jones __\nNAYS: ____\n",
    ],
)
def test_what_others_did_or_rules_allow_is_no_motion(text: str) -> None:
    assert facts_of(HEAD + text).motions == ()


@pytest.mark.parametrize(
    "told",
    [
        "Late.\n\nThe Council took up Ordinance 24-3, which was adopted on a vote of 3-2, Smith and Lee opposed.",
        "Mr. Cole said the bill passed the House 55-43. No vote was taken.",
        "The county measure failed 3-2 at the Board of Supervisors.",
        "The motion was carried over to the next meeting.",
        "A former council member passed away in May.",
        "The attorney noted that Resolution 2019-4 was adopted. The item was continued.",
        "The friendly amendment was accepted by the mover. The item was continued.",
    ],
)
def test_a_motion_that_was_not_decided_takes_no_others_outcome(told: str) -> None:
    motion = motion_of(HEAD + MOVED + told)

    assert (motion.result, motion.counts, motion.votes) == (None, Counts(), ())


@pytest.mark.parametrize(
    ("told", "result", "yes"),
    [
        ("The developer told the Council it lost funding.\nMotion carried 5-0.", MotionResult.PASS, 5),
        ("Staff said the pump at the Board building failed. Motion carried 5-0.", MotionResult.PASS, 5),
        ("Lee asked for a friendly amendment, which was accepted by Reyes. Motion failed 2-3.", MotionResult.FAIL, 2),
        ("The matter was tabled. The Council then approved the minutes 5-0.", MotionResult.TABLED, None),
    ],
)
def test_the_outcome_is_what_is_said_of_the_motion(told: str, result: MotionResult, yes: int | None) -> None:
    motion = motion_of(HEAD + MOVED + told)

    assert (motion.result, motion.counts.yes) == (result, yes)


def test_the_vote_on_the_next_motion_may_stand_before_it() -> None:
    first, second = facts_of(
        f"{HEAD}{MOVED}Carried.\n\nBy a vote of 3-2 (Smith and Lee dissenting), the Council approved a motion by Hart, "
        "seconded by Lee, to deny the appeal.\n"
    ).motions

    assert (first.counts, first.votes) == (Counts(), ())
    assert (name_of(second.mover), second.counts.yes, second.counts.no) == ("Ann Hart", 3, 2)


def test_the_vote_on_a_motion_told_of_in_another_is_not_its_own() -> None:
    motion = motion_of(
        HEAD + "Jones moved to reconsider the vote on Ordinance 12, which failed 2-3 on December 5, seconded by Lee. "
        "Motion carried 4-1, Smith voting no.\n"
    )

    assert (motion.result, motion.counts, name_of(motion.seconder)) == (
        MotionResult.PASS,
        Counts(yes=4, no=1),
        "Ed Lee",
    )


@pytest.mark.parametrize(
    "told", ["All voted aye except Lee, who voted nay. Motion carried.", "All in favor but Lee voting no."]
)
def test_all_but_one_is_not_unanimous(told: str) -> None:
    motion = motion_of(HEAD + MOVED + told)

    assert (motion.result, motion.counts.no) == (MotionResult.PASS, None)


def test_who_asks_to_be_recorded_against_what_was_unanimous_puts_it_in_doubt() -> None:
    motion = motion_of(HEAD + MOVED + "Motion carried unanimously. Smith asked to be recorded as voting no.")

    assert motion.doubt is not None
    assert [(vote.voter.name, vote.option) for vote in motion.doubt.votes] == [("Bob Smith", VoteOption.NO)]


def test_absences_alone_confirm_nobodys_vote() -> None:
    motion = motion_of(HEAD + MOVED + "Roll call vote: Hart absent, Lee absent. Motion carried.")

    assert motion.tier is not Tier.NAMED


def test_a_number_of_absences_is_not_of_abstentions_too() -> None:
    assert motion_of(HEAD + MOVED + "Motion passed 4-0-1 with one absent.").counts == Counts(yes=4, no=0, absent=1)


def test_a_result_that_its_numbers_contradict_is_held_back_where_its_word_may_be_of_something_else() -> None:
    motion = motion_of(HEAD + MOVED + "It was approved 2-3.")

    assert (motion.result, motion.counts) == (None, Counts())
    assert motion.doubt is not None
    assert motion.doubt.result is MotionResult.PASS
