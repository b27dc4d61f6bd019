"""Measures word errors on scans with known text: clerk's OCR next to the program `tesseract` at its defaults.

    python benchmarks/word_error_rate.py ../shared/corpus [part of a file's name ...]

The program reads what `pdftoppm -r 300` draws, once with its own data and once with the data that clerk uses.
Every page is read by OCR here, also those whose text layer clerk would take.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from PIL import Image

from clerk.builtin.ocr.languages import data_file
from clerk.builtin.ocr.plugin import ocr_engine
from clerk.model.page import PageImage
from clerk.plugins.contracts import OcrEngine
from clerk.stages.ocr import read_page
from clerk.tools.pdf import PdfLimits, read_text_layers

LIMITS = PdfLimits(max_bytes=500_000_000, max_pages=5_000, timeout=timedelta(minutes=5), memory_bytes=2_000_000_000)
PARTIAL = ("1976-Res-_22", "2008-Ord-_76", "1978-Ord-_28")
"""Transcripts of only a part of their PDF."""
PHOTOTEST = ("phototest-rotated-180.png", "phototest-rotated-L.png", "phototest-rotated-R.png", "phototest_2.tif")
_MARKS = re.compile(r"\{\{[^}]*\}\}|[*_#>|`~\\]|^\s*[-:|]+\s*$", re.MULTILINE)
_FOLDED = str.maketrans({"\u2018": "'", "\u2019": "'", "“": '"', "”": '"', "„": '"', "\u2013": "-", "\u2014": "-"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    name: str
    scan: Path
    truth: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    errors: int
    words: int
    seconds: float

    @property
    def rate(self) -> float:
        return self.errors / max(self.words, 1)


def cases(corpus: Path) -> Iterator[Case]:
    """Scans of the municipal collection and Tesseract's own test pictures, each with its text."""
    town = corpus / "ocr-truth" / "rivergrove"
    for transcript in sorted(town.glob("*.md")):
        scan = transcript.with_suffix(".pdf")
        if not scan.exists():
            scan = corpus / "documents" / "rivergrove-or-scans" / scan.name
        if scan.exists() and not transcript.name.startswith(PARTIAL):
            yield Case(name=scan.name, scan=scan, truth=transcript.read_text(encoding="utf-8"))
    pictures = corpus / "ocr-truth" / "tesseract-test"
    for transcript in sorted(pictures.glob("*.txt")):
        scan = pictures / transcript.name.replace(".gold.txt", ".tif").replace(".txt", ".tif")
        if scan.exists():
            yield Case(name=scan.name, scan=scan, truth=transcript.read_text(encoding="utf-8"))
    gold = (pictures / "phototest.gold.txt").read_text(encoding="utf-8")
    for name in PHOTOTEST:
        yield Case(name=name, scan=pictures / name, truth=gold)


def words_of(text: str) -> list[str]:
    """Words in small letters, as transcripts set capitals their own way; without Markdown, quotes and dashes plain."""
    plain = _MARKS.sub(" ", text.casefold().translate(_FOLDED).replace("-\n", "-"))
    return [word for word in plain.split() if any(character.isalnum() for character in word)]


def distance(truth: list[str], read: list[str]) -> int:
    """Insertions, deletions and substitutions. Source: Hyyrö 2003, bit-parallel, a bit for each word of the truth."""
    if not truth:
        return len(read)
    places: dict[str, int] = defaultdict(int)
    for index, word in enumerate(truth):
        places[word] |= 1 << index
    full, last = (1 << len(truth)) - 1, 1 << (len(truth) - 1)
    up, down, errors = full, 0, len(truth)
    for word in read:
        same = places.get(word, 0)
        diagonal = (((same & up) + up) ^ up) | same | down
        rises, falls = (down | ~(diagonal | up)) & full, up & diagonal
        errors += bool(rises & last) - bool(falls & last)
        rises, falls = ((rises << 1) | 1) & full, (falls << 1) & full
        up, down = (falls | ~(diagonal | rises)) & full, rises & diagonal
    return errors


def by_clerk(engine: OcrEngine, scan: Path) -> str:
    if scan.suffix == ".pdf":
        count = read_text_layers(scan, LIMITS).page_count
        numbers = range(1, count + 1)
        return "\n".join(
            read_page(scan, number, engine=engine, languages=["eng"], limits=LIMITS).text for number in numbers
        )
    with Image.open(scan) as picture:
        grey = picture.convert("L")
        dpi = round(float(picture.info.get("dpi", (0, 0))[0])) or 300
    image = PageImage(pixels=grey.tobytes(), width=grey.width, height=grey.height, dpi=dpi if dpi >= 70 else 300)
    return engine.read(image, ["eng"]).text


def by_program(scan: Path, data: Path | None) -> str:
    with tempfile.TemporaryDirectory() as folder:
        pictures = [scan]
        if scan.suffix == ".pdf":
            subprocess.run(["pdftoppm", "-r", "300", scan, f"{folder}/page"], check=True)
            pictures = sorted(Path(folder).iterdir())
        options = ["--tessdata-dir", str(data)] if data else []
        return "\n".join(
            subprocess.run(["tesseract", picture, "-", *options], check=True, capture_output=True, text=True).stdout
            for picture in pictures
        )


def main(corpus: Path, parts: list[str]) -> None:
    engine = ocr_engine(name="tesseract")
    same_data = data_file("eng")
    assert engine is not None
    assert same_data is not None
    engine.open(["eng"])
    has_program = shutil.which("tesseract") is not None and shutil.which("pdftoppm") is not None
    print(f"{'file':58} {'words':>6} {'clerk':>7} {'program':>8} {'same data':>10} {'clerk s':>8} {'program s':>10}")
    totals: dict[str, list[Score]] = defaultdict(list)
    for case in cases(corpus):
        if parts and not any(part in case.name for part in parts):
            continue
        row = {"clerk": _scored(case, lambda scan: by_clerk(engine, scan))}
        if has_program:
            row["program"] = _scored(case, lambda scan: by_program(scan, None))
            row["same data"] = _scored(case, lambda scan: by_program(scan, same_data.parent))
        _print(case.name, row)
        for reader, score in row.items():
            totals[reader].append(score)
    _print("all", {reader: _sum(scores) for reader, scores in totals.items()})


def _scored(case: Case, read: Callable[[Path], str]) -> Score:
    started = time.perf_counter()
    text = read(case.scan)
    seconds = time.perf_counter() - started
    truth = words_of(case.truth)
    return Score(errors=distance(truth, words_of(text)), words=len(truth), seconds=seconds)


def _sum(scores: list[Score]) -> Score:
    return Score(
        errors=sum(score.errors for score in scores),
        words=sum(score.words for score in scores),
        seconds=sum(score.seconds for score in scores),
    )


def _print(name: str, row: dict[str, Score]) -> None:
    clerk, program, same = (row.get(reader) for reader in ("clerk", "program", "same data"))
    print(
        f"{name[:58]:58} {clerk.words if clerk else 0:6} {_percent(clerk):>7} {_percent(program):>8} "
        f"{_percent(same):>10} {clerk.seconds if clerk else 0:8.1f} {program.seconds if program else 0:10.1f}",
        flush=True,
    )


def _percent(score: Score | None) -> str:
    return f"{score.rate:.2%}" if score else "-"


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
