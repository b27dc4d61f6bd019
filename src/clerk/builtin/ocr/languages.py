"""Where Tesseract's language data lies on this machine, and what to install when it does not."""

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from clerk.errors import LanguageMissing

_SYSTEM_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)


def folders() -> Iterator[Path]:
    """Folders that may hold language data, the most particular first.

    TESSDATA_PREFIX is Tesseract's own variable, no setting of clerk's.
    """
    prefix = os.environ.get("TESSDATA_PREFIX")
    if prefix:
        yield Path(prefix)
        yield Path(prefix) / "tessdata"
    yield Path(sys.prefix) / "share" / "tessdata"
    yield from map(Path, _SYSTEM_FOLDERS)


def data_file(language: str) -> Path | None:
    """The file that Tesseract reads this language from."""
    if not language or "/" in language.removeprefix("script/") or ".." in language:
        return None
    candidates = (folder / f"{language}.traineddata" for folder in folders())
    return next((file for file in candidates if file.is_file()), None)


def missing_languages(languages: Sequence[str]) -> tuple[str, ...]:
    """Those of the languages that have no data here."""
    return tuple(language for language in languages if data_file(language) is None)


def check_languages(languages: Sequence[str]) -> None:
    """Refuses languages without data.

    Raises:
        LanguageMissing: says what to install.
    """
    missing = missing_languages(languages)
    if not missing:
        return
    wheels = " ".join(f"tessdata-fast-{language}" for language in missing)
    packages = " ".join(f"tesseract-ocr-{language.replace('_', '-')}" for language in missing)
    raise LanguageMissing(
        f"no Tesseract data for {', '.join(missing)}: try `apt install {packages}` or `pip install {wheels}`, "
        f"or put {missing[0]}.traineddata into a folder and name that folder in TESSDATA_PREFIX"
    )
