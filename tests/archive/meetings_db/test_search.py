"""A reader lands on the right page, whatever they type."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clerk.archive.meetings_db.search import search
from clerk.errors import NothingCompiled
from clerk.model.document import DocumentKind
from clerk.stages.compile import compile_site
from fixtures.made_documents import NOW, a_key, a_site, paths_in, put

AGENDA = a_key(1, kind=DocumentKind.AGENDA)
MINUTES = a_key(2, date=dt.date(2024, 2, 6))
OTHERS = a_key(3, body="Comisión de Obras")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    paths = paths_in(tmp_path_factory.mktemp("sites"))
    put(paths, AGENDA, ["Call to order", "Item 7: rent control ordinance"])
    put(
        paths,
        MINUTES,
        [
            "The council spoke of control of dogs, and of the rent of the pier. It was a long evening.",
            "Rent control: Ms. Muñoz moved\nto adopt the rent control ordinance. Vote 4-1. AND NOT was in the text.",
        ],
    )
    put(paths, OTHERS, ["Licencia de obras para la calle Mayor", "Building permits and the O'Neil-Rivers house"])
    compile_site(paths, a_site(), entities=True, run_id=1, now=NOW)
    return paths.meetings_db


def test_a_hit_says_where_it_is(database: Path) -> None:
    (hit,) = search(database, "ordinance adopt")

    assert hit.kind == DocumentKind.MINUTES
    assert (hit.body, hit.date, hit.page, hit.title) == ("City Council", dt.date(2024, 2, 6), 2, "City Council minutes")
    assert hit.key == MINUTES
    assert "to [adopt] the rent control [ordinance]" in hit.snippet


def test_minutes_and_agendas_are_searched_together_best_first(database: Path) -> None:
    hits = search(database, "rent control")

    assert {(hit.key, hit.page) for hit in hits} == {(AGENDA, 2), (MINUTES, 1), (MINUTES, 2)}
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert (hits[-1].key, hits[-1].page) == (MINUTES, 1)


def test_a_phrase_in_quotes_must_stand_as_it_is(database: Path) -> None:
    hits = search(database, '"rent control"')

    assert {(hit.key, hit.page) for hit in hits} == {(AGENDA, 2), (MINUTES, 2)}


def test_accents_may_be_left_out(database: Path) -> None:
    assert [hit.page for hit in search(database, "munoz")] == [2]
    assert [hit.page for hit in search(database, "MUÑOZ")] == [2]


@pytest.mark.parametrize("query", ["permits", "permit", "perm*", "Permitting"])
def test_other_endings_of_a_word_are_found_after_the_word_itself(database: Path, query: str) -> None:
    found = [hit.key for hit in search(database, query)]

    assert found == ([OTHERS] if query != "Permitting" else [])


def test_the_word_itself_comes_before_its_other_endings(tmp_path: Path) -> None:
    paths = paths_in(tmp_path)
    put(paths, a_key(1), ["Rivers, Rivers, Rivers and Rivers"])
    put(
        paths, a_key(2), ["A long page on which the word river is only once among very many other words of no interest"]
    )
    compile_site(paths, a_site(), entities=True, run_id=1, now=NOW)

    assert [hit.key for hit in search(paths.meetings_db, "river")] == [a_key(2), a_key(1)]


@pytest.mark.parametrize(
    ("query", "pages"),
    [
        ("O'Neil-Rivers", [2]),
        ("O'Neil", [2]),
        ("4-1", [2]),
        ("AND NOT", [2]),
        ('"calle Mayor', [1]),
        ("text:vote", []),
        ("rent OR", []),
        ("(adopt", [2]),
        ("-adopt", [2]),
        ("adopt^2", []),
        ("NEAR(adopt, 5)", []),
        ('"', []),
        ("***", []),
        ("", []),
        ('""', []),
        ("'; drop table minutes; --", []),
    ],
)
def test_signs_have_no_secret_meaning(database: Path, query: str, pages: list[int]) -> None:
    assert [hit.page for hit in search(database, query)] == pages


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    query=st.text(max_size=80)
    | st.text("\"*()^:-+{}\\'., aAND0ORNOTNEAR\0\ud800", max_size=60)
    | st.lists(st.sampled_from(["rent", '"', "*", "AND", "OR", "NOT", "NEAR(", ")", "-", ":", "text:", "^", "é"])).map(
        " ".join
    )
)
def test_no_query_is_a_syntax_error(database: Path, query: str) -> None:
    search(database, query)


def test_a_very_long_query_is_answered(database: Path) -> None:
    assert search(database, "rent " * 10_000) != ()
    assert search(database, " ".join(f"word{number}" for number in range(10_000))) == ()


def test_no_more_hits_than_asked_for(database: Path) -> None:
    assert len(search(database, "rent", limit=2)) == 2


def test_the_marks_may_be_chosen(database: Path) -> None:
    (hit, *_) = search(database, "adopt", before_match="<b>", after_match="</b>")

    assert "<b>adopt</b>" in hit.snippet


def test_a_site_that_was_never_compiled_says_so(tmp_path: Path) -> None:
    with pytest.raises(NothingCompiled, match=r"there is no .*meetings\.db yet"):
        search(tmp_path / "meetings.db", "rent")


def test_searching_never_makes_a_database(tmp_path: Path) -> None:
    with pytest.raises(NothingCompiled):
        search(tmp_path / "meetings.db", "rent")

    assert list(tmp_path.iterdir()) == []


def test_names_of_folders_may_hold_any_sign(tmp_path: Path) -> None:
    paths = paths_in(tmp_path / "100% of #1? sites")
    put(paths, a_key(), ["text"])
    compile_site(paths, a_site(), entities=True, run_id=1, now=NOW)

    assert [hit.key for hit in search(paths.meetings_db, "text")] == [a_key()]
