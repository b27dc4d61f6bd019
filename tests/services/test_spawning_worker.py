"""An engine that does not survive a fork reads in processes that are started anew for each page."""

import os
import subprocess
import sys
from pathlib import Path

from clerk.model.lifecycle import Queue
from fixtures.barcode_pages import CODES
from fixtures.command_line import install_plugin
from fixtures.worlds import Tables, World, assert_as_undisturbed

SPAWNED = """
from clerk.plugins.hookspecs import hookimpl
from fixtures.barcode_pages import BarcodeEngine

class Spawned(BarcodeEngine):
    name = "spawned"
    survives_fork = False

@hookimpl
def ocr_engine(name):
    return Spawned() if name == "spawned" else None
"""


def test_pages_are_read_by_an_engine_that_does_not_survive_a_fork(
    world: World, undisturbed: Tables, tmp_path: Path
) -> None:
    world.enqueue()
    world.work([Queue.FETCH])
    plugins = install_plugin(tmp_path / "site-packages", "spawned", SPAWNED)
    path = os.pathsep.join((world.environment()["PYTHONPATH"], str(plugins)))

    ran = subprocess.run(
        [sys.executable, "-m", "clerk", "worker", "ocr", "--burst"],
        cwd=tmp_path,
        env=world.environment(DEFAULT_OCR_BACKEND="spawned", PYTHONPATH=path),
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 0, ran.stderr
    assert world.states("ocr") == ["succeeded"] * len(CODES), ran.stderr
    world.finish()
    assert_as_undisturbed(world, undisturbed)
