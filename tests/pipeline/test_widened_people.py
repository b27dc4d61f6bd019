"""PEOPLE_FROM_MENTIONS reaches the compile job, and a compiled site is compiled anew when it changes."""

import sqlite3
from collections.abc import Set as AbstractSet
from contextlib import closing
from dataclasses import replace

import pytest

from clerk import workers
from clerk.model.lifecycle import Outcome
from fixtures.worlds import World


def ways_of_loading(world: World) -> AbstractSet[bool]:
    """Whether facts were loaded with people from mentions, of each document that has any."""
    with closing(sqlite3.connect(world.context.paths(world.subdomain).meetings_db)) as connection:
        markers = connection.execute("select facts_marker from clerk_documents where facts_marker is not null")
        return {marker.endswith("with people from mentions") for (marker,) in markers}


def test_a_site_is_compiled_anew_when_others_become_people(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.enqueue()
    world.work()
    assert ways_of_loading(world) == {False}

    settings = world.context.settings.model_copy(update={"people_from_mentions": True})
    widened = replace(world, context=replace(world.context, settings=settings))
    monkeypatch.setattr(workers, "context", lambda: widened.context)
    widened.enqueue()
    widened.work()

    assert widened.latest_run().outcome is Outcome.COMPLETED
    assert ways_of_loading(world) == {True}
    widened.enqueue()
    widened.work()
    assert widened.latest_run().outcome is Outcome.NOTHING_NEW
