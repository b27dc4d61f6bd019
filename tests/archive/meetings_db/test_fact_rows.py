"""What facts of one document, and of several, become in meetings.db."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from clerk.archive.facts_file import write_facts
from clerk.archive.meetings_db.comparison import contents_of
from clerk.archive.pages import page_texts
from clerk.archive.paths import SitePaths
from clerk.model.document import DocumentKey
from clerk.model.facts import Counts, Doubt, Facts, Mention, MentionLabel, MotionResult, Span
from fixtures.made_documents import a_key, paths_in, put
from fixtures.made_minutes import MINUTES, compiled, facts_of, put_minutes, rows


@pytest.fixture
def paths(storage_dir: Path) -> SitePaths:
    return paths_in(storage_dir)


def facts_in(paths: SitePaths, key: DocumentKey, text: str = MINUTES) -> Facts:
    put(paths, key, [text, "Page two\n"])
    return facts_of(page_texts(paths, key))


def mention(text: str, label: MentionLabel, method: str, page: str = MINUTES) -> Mention:
    start = page.index(text)
    return Mention(
        text=text, label=label, method=method, span=Span(page=1, start=start, end=start + len(text), quote=text)
    )


def check_built_anew(paths: SitePaths) -> None:
    by_and_by = contents_of(paths.meetings_db)
    paths.meetings_db.unlink()
    compiled(paths)
    assert contents_of(paths.meetings_db) == by_and_by


def test_an_item_named_twice_is_one_item(paths: SitePaths) -> None:
    facts = facts_in(paths, a_key())
    write_facts(paths, a_key(), replace(facts, motions=(replace(facts.motions[0], items=("5", "5", "6")),)))

    compiled(paths)

    assert rows(paths, "select item from motion_items order by item") == [("5",), ("6",)]


def test_a_place_found_twice_by_rules_is_one_mention(paths: SitePaths) -> None:
    facts = facts_in(paths, a_key())
    guest = replace(facts.attendance[0].person, is_official=False)
    write_facts(
        paths,
        a_key(),
        replace(
            facts,
            attendance=(replace(facts.attendance[0], person=guest),),
            mentions=(mention(guest.name, MentionLabel.PERSON, "rules"),),
        ),
    )

    compiled(paths)

    assert rows(paths, "select count(*) from mentions where char_start = 9 and person_id is null") == [(1,)]


def test_a_body_that_others_mentioned_first_is_what_its_name_says(paths: SitePaths) -> None:
    text, key = f"The City Council met. {MINUTES}", a_key(1, body="Planning Commission")
    facts = facts_in(paths, key, text)
    write_facts(
        paths, key, replace(facts, mentions=(mention("City Council", MentionLabel.ORGANIZATION, "a model", text),))
    )
    compiled(paths)

    put_minutes(paths, 2)
    compiled(paths)

    assert rows(paths, "select classification from organizations where name = 'City Council'") == [("council",)]
    check_built_anew(paths)


def test_a_membership_has_the_latest_role_and_the_days_of_all_attendance(paths: SitePaths) -> None:
    for number, role in ((1, "Vice Mayor"), (2, "Councilmember"), (3, None)):
        facts = facts_in(paths, a_key(number))
        write_facts(
            paths, a_key(number), replace(facts, attendance=(replace(facts.attendance[0], role=role),), motions=())
        )
        compiled(paths)
    dates = [a_key(number).date.isoformat() for number in (1, 2, 3)]

    assert rows(paths, "select name, role, first_seen, last_seen from memberships") == [
        ("Ana Reyes, City Council", "Councilmember", dates[0], dates[2])
    ]
    write_facts(paths, a_key(1), facts_of(page_texts(paths, a_key(1))))
    compiled(paths)
    check_built_anew(paths)


def test_a_person_that_a_model_names_is_linked_only_to_an_official(paths: SitePaths) -> None:
    text = f"{MINUTES}Dee Lane spoke.\n"
    facts = facts_in(paths, a_key(), text)
    found = tuple(mention(name, MentionLabel.PERSON, "a model", text) for name in ("Ana Reyes", "Dee Lane"))
    write_facts(paths, a_key(), replace(facts, mentions=found))

    compiled(paths)

    assert rows(
        paths,
        "select mentions.text, people.name from mentions left join people on people.id = person_id"
        " where method = 'a model' order by mentions.text",
    ) == [("Ana Reyes", "Ana Reyes"), ("Dee Lane", None)]
    assert rows(paths, "select count(*) from people where name = 'Dee Lane'") == [(0,)]


def test_what_is_in_doubt_stands_in_needs_review_alone(paths: SitePaths) -> None:
    facts = facts_in(paths, a_key())
    motion = facts.motions[0]
    doubt = Doubt(reason="2 noes, 1 named", result=MotionResult.TIE, counts=Counts(yes=2, no=2), votes=motion.votes)
    write_facts(
        paths,
        a_key(),
        replace(facts, motions=(replace(motion, result=None, counts=Counts(), votes=(), doubt=doubt),)),
    )

    compiled(paths)

    assert rows(paths, "select reason, result, review_result, votes_as_read is null from needs_review") == [
        ("2 noes, 1 named", None, "tie", 0)
    ]
    assert rows(paths, "select count(*) from votes_by_person") == [(0,)]
    assert rows(paths, "select count(*) from split_votes") == [(0,)]
    assert rows(paths, "select count(*) from minutes where votes_json like '%aye\"%'") == [(0,)]


def test_a_motion_keeps_its_id_when_another_is_found_before_it(paths: SitePaths) -> None:
    key = put_minutes(paths)
    compiled(paths)
    before = set(rows(paths, "select id from motions union select id from votes"))
    facts = facts_of(page_texts(paths, key))
    earlier = replace(facts.motions[0], votes=(), span=Span(page=1, start=0, end=7, quote="Present"))

    write_facts(paths, key, replace(facts, motions=(earlier, replace(facts.motions[0], sequence=2))))
    compiled(paths)

    assert before < set(rows(paths, "select id from motions union select id from votes"))


def test_a_motion_printed_in_two_documents_counts_once_as_long_as_both_are_there(paths: SitePaths) -> None:
    first, second = a_key(1), replace(a_key(2), date=a_key(1).date)
    for key in (first, second):
        write_facts(paths, key, facts_in(paths, key))
    compiled(paths)
    assert rows(paths, "select count(*) from motions where repeats_id is not null") == [(1,)]
    assert rows(paths, "select count(*) from votes_by_person") == [(2,)]

    write_facts(paths, first, replace(facts_of(page_texts(paths, first)), motions=()))
    compiled(paths)

    assert rows(paths, "select count(*) from motions where repeats_id is not null") == [(0,)]
    check_built_anew(paths)


def test_motions_are_found_by_their_words_after_facts_changed(paths: SitePaths) -> None:
    for number in (1, 2):
        put_minutes(paths, number)
        compiled(paths)
    write_facts(paths, a_key(1), replace(facts_of(page_texts(paths, a_key(1))), motions=()))
    compiled(paths)

    with closing(sqlite3.connect(paths.meetings_db)) as connection:
        connection.execute("insert into motions_fts (motions_fts, rank) values ('integrity-check', 1)")
        found = connection.execute("select count(*) from motions_fts where motions_fts match 'rent'").fetchone()

    assert found == (1,)
