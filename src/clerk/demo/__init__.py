"""The demo city: Riverbend, a made-up city whose documents and truth are known to the letter."""

from importlib.resources import files
from pathlib import Path

# clerk is installed as files, never run from a zip, so a resource has a path.
_CITY = Path(str(files(__name__))) / "city"

DOCUMENTS = _CITY / "documents"
"""Laid out as the folder fetcher reads it: `<kind>/<body>/<YYYY-MM-DD>[ anything].pdf`."""

TRUTH = _CITY / "truth.json"
"""What each document says; read it with `clerk.demo.truth.read_truth`."""
