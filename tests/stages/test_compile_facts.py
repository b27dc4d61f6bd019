"""Facts reach meetings.db when they belong to the text that it shows, and stay as long as it does."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from clerk.archive.facts_file import write_facts
from clerk.archive.meetings_db.comparison import contents_of
from clerk.archive.pages import join_pages, page_texts, write_page
from clerk.archive.paths import SitePaths
from clerk.model.facts import Counts, Doubt, MotionKind, Tier
from fixtures.made_documents import a_key, an_ocr_page, an_unread_page, paths_in, put
from fixtures.made_minutes import MINUTES, compiled, facts_of, put_minutes, rows


@pytest.fixture
def paths(storage_dir: Path) -> SitePaths:
    return paths_in(storage_dir)


def test_facts_are_rows_that_point_at_each_other(paths: SitePaths) -> None:
    put_minutes(paths)

    compiled(paths)

    assert rows(
        paths,
        "select votes.quote, people.name, option, motions.text, motions.result, minutes.page, votes.quote from votes"
        " join people on people.id = person_id join motions on motions.id = motion_id"
        " join minutes on minutes.id = votes.page_id order by people.name",
    ) == [
        ("Reyes", "Ana Reyes", "yes", "to adopt rent control", "fail", 1, "Reyes"),
        ("Smith", "Bo Smith", "no", "to adopt rent control", "fail", 1, "Smith"),
    ]
    assert rows(paths, "select name, status from attendance order by name") == [
        ("Ana Reyes", "present"),
        ("Bo Smith", "present"),
    ]


def test_pages_carry_their_facts_as_existing_front_ends_read_them(paths: SitePaths) -> None:
    put_minutes(paths)

    compiled(paths)

    assert rows(paths, "select entities_json, votes_json from minutes order by page") == [
        (
            '{"persons": ["Ana Reyes", "Bo Smith"], "orgs": [], "locations": []}',
            (
                '{"votes": [{"motion_by": "Ana Reyes", "seconded_by": "Bo Smith", "result": "failed",'
                ' "tally": {"ayes": 1, "nays": 1, "abstain": null, "absent": null},'
                ' "individual_votes": [{"name": "Ana Reyes", "vote": "aye"}, {"name": "Bo Smith", "vote": "nay"}],'
                ' "raw_text": "Moved by Reyes"}]}'
            ),
        ),
        ('{"persons": [], "orgs": [], "locations": []}', '{"votes": []}'),
    ]


def test_a_build_without_entities_loads_no_facts_and_throws_none_away(paths: SitePaths) -> None:
    put_minutes(paths, 1)
    compiled(paths, entities=False)
    assert rows(paths, "select count(*) from votes") == [(0,)]
    compiled(paths, entities=True)
    before = contents_of(paths.meetings_db)

    put(paths, a_key(2), ["more text"])
    compiled(paths, entities=False)

    after = contents_of(paths.meetings_db)
    assert {table: after[table] for table in ("votes", "motions", "attendance", "people")} == {
        table: before[table] for table in ("votes", "motions", "attendance", "people")
    }
    assert len(after["documents"]) == 2


def test_facts_of_another_text_are_left_out(paths: SitePaths) -> None:
    key = a_key()
    put(paths, key, [MINUTES, an_unread_page()])
    write_facts(paths, key, facts_of(page_texts(paths, key)))
    compiled(paths)
    assert rows(paths, "select count(*) from votes") == [(2,)]

    write_page(paths, key, 2, an_ocr_page("The second page"))
    join_pages(paths, key, {})
    compiled(paths, entities=False)
    assert rows(paths, "select count(*) from votes") == [(0,)]

    write_facts(paths, key, facts_of(page_texts(paths, key)))
    compiled(paths)
    assert rows(paths, "select count(*) from votes") == [(2,)]


def test_facts_whose_quote_is_not_where_they_say_are_left_out(paths: SitePaths) -> None:
    key = put_minutes(paths)
    facts = facts_of(page_texts(paths, key))
    person = facts.attendance[0].person
    assert person.span is not None
    moved = replace(facts.attendance[0], person=replace(person, span=replace(person.span, page=9)))
    write_facts(paths, key, replace(facts, attendance=(moved,)))

    compiled(paths)

    assert rows(paths, "select count(*) from votes") == [(0,)]
    assert rows(paths, "select count(*) from minutes") == [(2,)]


def test_somebody_of_whom_it_is_not_certain_who_is_meant_is_nobody(paths: SitePaths) -> None:
    key = a_key()
    put(paths, key, [MINUTES])
    facts = facts_of(page_texts(paths, key))
    motion = facts.motions[0]
    unsure = replace(motion.votes[1], voter=replace(motion.votes[1].voter, name="Smith", is_official=False))
    write_facts(paths, key, replace(facts, motions=(replace(motion, votes=(motion.votes[0], unsure)),)))

    compiled(paths)

    assert rows(paths, "select person_id from votes where name = 'Smith'") == [(None,)]


def test_what_is_in_doubt_stands_apart_from_what_is_published(paths: SitePaths) -> None:
    key = a_key()
    put(paths, key, [MINUTES])
    facts = facts_of(page_texts(paths, key))
    motion = facts.motions[0]
    doubt = Doubt(reason="1 name, but 2 is printed", result=None, counts=Counts(yes=2), votes=motion.votes)
    doubted = replace(motion, votes=(), counts=Counts(), tier=Tier.OUTCOME, doubt=doubt)
    write_facts(paths, key, replace(facts, motions=(doubted,)))

    compiled(paths)

    assert rows(paths, "select person from votes_by_person") == []
    assert rows(paths, "select id from split_votes") == []
    assert rows(paths, "select reason, votes_as_read from needs_review") == [
        ("1 name, but 2 is printed", "Ana Reyes: yes; Bo Smith: no")
    ]


def test_views_tell_who_voted_how_and_where_they_were_divided(paths: SitePaths) -> None:
    put_minutes(paths)

    compiled(paths)

    assert rows(paths, "select person, motion, option, tier from votes_by_person order by person") == [
        ("Ana Reyes", "to adopt rent control", "yes", "named"),
        ("Bo Smith", "to adopt rent control", "no", "named"),
    ]
    assert rows(paths, "select yes, no from split_votes") == [(1, 1)]
    assert rows(paths, "select name, first_seen, last_seen from memberships order by name") == [
        ("Ana Reyes, City Council", "2024-01-09", "2024-01-09"),
        ("Bo Smith, City Council", "2024-01-09", "2024-01-09"),
    ]
    assert rows(paths, "select count(*) from motions_fts where motions_fts match 'rent'") == [(1,)]


def test_every_pointer_points_at_something(paths: SitePaths) -> None:
    put_minutes(paths)
    compiled(paths)

    assert rows(paths, "pragma foreign_key_check") == []
    pointers = {
        (table, column)
        for table in contents_of(paths.meetings_db)
        for _, _, _, column, *_ in rows(paths, f"pragma foreign_key_list({table})")
    }
    assert {("minutes", "document_id"), ("votes", "motion_id"), ("motions", "mover_id")} <= pointers
    indexed = {
        (table, rows(paths, f"pragma index_info({index})")[0][2])
        for table in contents_of(paths.meetings_db)
        for _, index, *_ in rows(paths, f"pragma index_list({table})")
    }
    assert pointers <= indexed


def test_a_motion_that_two_documents_of_a_meeting_print_is_counted_once(paths: SitePaths) -> None:
    put_minutes(paths, 1)
    put_minutes(paths, 2)

    compiled(paths)

    assert rows(paths, "select count(*), count(repeats_id) from motions") == [(2, 1)]
    assert rows(paths, "select person, option from votes_by_person order by person") == [
        ("Ana Reyes", "yes"),
        ("Bo Smith", "no"),
    ]
    assert rows(paths, "select count(*) from split_votes") == [(1,)]


def test_a_page_names_officials_alone_and_no_vote_that_is_inferred(paths: SitePaths) -> None:
    key = a_key()
    put(paths, key, [MINUTES])
    facts = facts_of(page_texts(paths, key))
    (motion,) = facts.motions
    yes, no = motion.votes
    stranger = replace(motion.seconder or yes.voter, name="Cy Unknown", is_official=False)
    changed = replace(motion, seconder=stranger, votes=(yes, replace(no, is_inferred=True)))
    write_facts(paths, key, replace(facts, attendance=facts.attendance[:1], motions=(changed,)))

    compiled(paths)

    ((entities, votes),) = rows(paths, "select entities_json, votes_json from minutes")
    assert json.loads(str(entities))["persons"] == ["Ana Reyes"]
    (noted,) = json.loads(str(votes))["votes"]
    assert noted["individual_votes"] == [{"name": "Ana Reyes", "vote": "aye"}]


def test_a_motion_points_at_each_item_that_it_decides(paths: SitePaths) -> None:
    key = a_key()
    put(paths, key, [MINUTES])
    facts = facts_of(page_texts(paths, key))
    write_facts(paths, key, replace(facts, motions=(replace(facts.motions[0], items=("5", "6")),)))

    compiled(paths)

    assert rows(paths, "select item from motion_items join motions on motions.id = motion_id order by item") == [
        ("5",),
        ("6",),
    ]


def test_views_link_to_the_page_that_says_so(paths: SitePaths) -> None:
    key = put_minutes(paths)

    compiled(paths)

    page = f"https://riverbend.example/{key.digest}.pdf#page=1"
    assert rows(paths, "select distinct url from votes_by_person") == [(page,)]
    assert rows(paths, "select url from split_votes") == [(page,)]


def test_a_motion_is_called_by_its_number_and_its_words(paths: SitePaths) -> None:
    key = put_minutes(paths)
    facts = facts_of(page_texts(paths, key))
    (motion,) = facts.motions
    long = replace(motion, sequence=2, text="adopt " * 100)
    wordless = replace(motion, sequence=3, text="", kind=MotionKind.PROCEDURAL)
    write_facts(paths, key, replace(facts, motions=(motion, long, wordless)))

    compiled(paths)

    first, second, third = (str(name) for (name,) in rows(paths, "select name from motions order by sequence"))
    assert (first, third) == ("1. to adopt rent control", "3. (procedural)")
    assert len(second) <= 100
    assert second.endswith("adopt adopt…")


def test_a_vote_that_nobody_opposed_is_not_split(paths: SitePaths) -> None:
    key = a_key()
    put(paths, key, [MINUTES])
    facts = facts_of(page_texts(paths, key))
    write_facts(paths, key, replace(facts, motions=(replace(facts.motions[0], counts=Counts(yes=2, no=0)),)))

    compiled(paths)

    assert rows(paths, "select id from split_votes") == []


def test_a_result_is_shown_where_it_is_printed(paths: SitePaths) -> None:
    key = put_minutes(paths)

    compiled(paths)

    (page, start, end, quote), *_ = rows(
        paths,
        "select minutes.page, result_char_start, result_char_end, result_quote from motions"
        " join minutes on minutes.id = result_page_id where minutes.page = result_page",
    )
    assert (page, quote) == (1, "failed")
    assert page_texts(paths, key)[0][int(str(start)) : int(str(end))] == quote


def test_facts_are_shown_anew_when_others_than_officials_become_people(paths: SitePaths) -> None:
    """A compile of text alone leaves them, one with facts shows all of them as the setting says now."""
    key = put_minutes(paths)
    put(paths, a_key(2), ["No facts"])
    facts = facts_of(page_texts(paths, key))
    (motion,) = facts.motions
    guest = replace(motion.votes[1].voter, name="Bo Guest", is_official=False)
    write_facts(paths, key, replace(facts, motions=(replace(motion, seconder=guest),)))
    compiled(paths)
    assert rows(paths, "select name from people order by name") == [("Ana Reyes",), ("Bo Smith",)]
    before = contents_of(paths.meetings_db)

    assert compiled(paths, entities=False, people_from_mentions=True).generation == 1
    assert compiled(paths, people_from_mentions=True).documents_changed == 1
    assert rows(paths, "select name from people order by name") == [("Ana Reyes",), ("Bo Guest",), ("Bo Smith",)]
    assert compiled(paths, people_from_mentions=True).generation == 2

    compiled(paths)
    assert contents_of(paths.meetings_db) == before
