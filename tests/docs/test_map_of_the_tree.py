"""The map in the README shows the tree that there is."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_map_names_every_part_of_clerk_and_no_other() -> None:
    drawing = re.search(r"```\nsrc/clerk/\n(.*?)\ntests/", (ROOT / "README.md").read_text(), re.DOTALL)
    assert drawing is not None
    named = {
        name for line in drawing[1].splitlines() for name in re.findall(r"(?:^  | )([a-z_]+(?:/|\.py))(?= )", line)
    }

    parts = {path.name + "/" if path.is_dir() else path.name for path in (ROOT / "src" / "clerk").iterdir()}
    shown = {part for part in parts if not part.startswith("_") and part != "py.typed"}

    assert named == shown
