"""The demo city's files are what its truth says they are."""

import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from clerk import demo
from clerk.builtin.fetchers.folder import FolderFetcher
from clerk.demo.truth import DocumentTruth, MotionTruth, read_truth
from clerk.model.document import DocumentRef, DocumentState
from clerk.model.facts import VoteOption
from fixtures.made_documents import a_site

TRUTH = read_truth(demo.TRUTH)
READABLE = [document for document in TRUTH if document.state is DocumentState.OK]
COUNTED = {VoteOption.YES, VoteOption.NO, VoteOption.ABSTAIN, VoteOption.ABSENT}
MOTIONS = [(document, motion) for document in TRUTH for motion in document.motions]
SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "make_demo_city.py"
LARGEST = 1_500_000


def _folded(text: str) -> str:
    return " ".join(text.split())


def _named(document: DocumentTruth) -> str:
    return document.file


def test_the_folder_fetcher_lists_every_document_and_refuses_nothing() -> None:
    site = replace(a_site(), fetcher_options={"path": str(demo.DOCUMENTS)})

    listed = list(FolderFetcher().documents(site, None))

    assert [(item.kind, item.body, item.date) for item in listed if isinstance(item, DocumentRef)] == [
        (document.kind, document.body, document.date) for document in TRUTH
    ]
    assert len(listed) == len(TRUTH)


def test_the_city_is_small_enough_to_be_shipped() -> None:
    sizes = [path.stat().st_size for path in demo.DOCUMENTS.parent.rglob("*") if path.is_file()]

    assert sum(sizes) <= LARGEST


@pytest.mark.parametrize("document", READABLE, ids=_named)
def test_text_layers_hold_the_truth_and_scans_hold_none(document: DocumentTruth) -> None:
    pdf = pypdfium2.PdfDocument(demo.DOCUMENTS / document.file)
    layers = [_folded(page.get_textpage().get_text_bounded()) for page in pdf]
    pdf.close()

    assert layers == ["" if page.is_scan else _folded(page.text) for page in document.pages]


def test_the_encrypted_document_opens_with_its_password_only() -> None:
    (document,) = (each for each in TRUTH if each.state is DocumentState.ENCRYPTED)
    path = demo.DOCUMENTS / document.file

    with pytest.raises(pypdfium2.PdfiumError, match="password"):
        pypdfium2.PdfDocument(path)
    pdf = pypdfium2.PdfDocument(path, password=document.password)
    assert _folded(pdf[0].get_textpage().get_text_bounded()) == _folded(document.pages[0].text)
    pdf.close()


def test_the_unreadable_document_is_empty() -> None:
    (document,) = (each for each in TRUTH if each.state is DocumentState.UNREADABLE)

    assert (demo.DOCUMENTS / document.file).read_bytes() == b""


def test_what_the_issue_asks_of_a_demo_city_is_there() -> None:
    pages = [page for document in READABLE for page in document.pages]
    dates = Counter((document.kind, document.body, document.date) for document in TRUTH)
    meetings = Counter((document.body, document.date) for document in TRUTH)
    options = {vote.option for _, motion in MOTIONS for vote in motion.votes}

    assert len({document.body for document in TRUTH}) == 2
    assert 6 <= sum(page.is_scan for page in pages) <= 8
    assert sum(page.is_upside_down for page in pages) == 1
    assert any(not page.text for page in pages)
    assert max(dates.values()) == 2
    assert max(meetings.values()) == 2
    assert options == COUNTED
    assert sum("rent control" in _folded(page.text).lower() for page in pages) >= 5


@pytest.mark.parametrize(("document", "motion"), MOTIONS)
def test_a_motion_agrees_with_itself_and_with_its_page(document: DocumentTruth, motion: MotionTruth) -> None:
    names = [vote.name for vote in motion.votes]
    options = Counter(vote.option for vote in motion.votes)
    printed = {option: getattr(motion.counts, option) for option in COUNTED}

    assert motion.text in _folded(document.pages[motion.page - 1].text)
    assert {motion.mover, motion.seconder} <= set(document.present)
    assert set(names) <= {*document.present, *document.absent}
    assert len(names) == len(set(names))
    if names:
        assert {option: count for option, count in printed.items() if count} == options


def test_the_script_makes_the_same_city(tmp_path: Path) -> None:
    subprocess.run([sys.executable, SCRIPT, tmp_path], check=True)

    made = {path.relative_to(tmp_path) for path in tmp_path.rglob("*.pdf")}
    kept = {path.relative_to(demo.DOCUMENTS.parent) for path in demo.DOCUMENTS.rglob("*.pdf")}

    assert (tmp_path / "truth.json").read_text() == demo.TRUTH.read_text()
    assert made == kept
