"""Extraction reads what is missing or stale, in a child, and takes no fact that is not in the text."""

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from clerk.archive.documents import add_document, document_keys, read_manifest
from clerk.archive.facts_file import read_facts
from clerk.archive.manifest import Manifest, ManifestHead
from clerk.archive.paths import SitePaths
from clerk.archive.recorded_file import Recorded
from clerk.errors import PluginBroken
from clerk.model.document import DocumentKey, DocumentKind, DocumentState
from clerk.model.facts import Attendance, AttendanceStatus, Facts, NamedPerson, Span
from clerk.model.names import Subdomain
from clerk.model.page import PageSource, PageText
from clerk.plugins.contracts import DocumentPages
from clerk.stages.extract import (
    ExtractionFailed,
    Work,
    document_pages,
    extract_document,
    extract_site,
    needs_extraction,
    work_on,
)
from clerk.tools.child import ChildLimits

DOCUMENT = DocumentPages(
    kind=DocumentKind.MINUTES,
    body="City Council",
    date=dt.date(2024, 1, 9),
    pages=("Smith was here",),
    text_sha256="aa",
)
SHORT = ChildLimits(memory_bytes=1 << 30, timeout=timedelta(seconds=0.2))


def _one_person(document: DocumentPages, span: Span | None = None) -> Facts:
    span = span or Span(page=1, start=0, end=5, quote=document.pages[0][:5])
    person = NamedPerson(name="Bo Smith", is_official=True, span=span)
    attendance = (Attendance(person=person, status=AttendanceStatus.PRESENT),)
    return Facts(extractor="fake 1", text_sha256=document.text_sha256, attendance=attendance)


@dataclass(slots=True)
class FakeExtractor:
    """Does what the test says."""

    work: Callable[[DocumentPages], Facts] = _one_person
    name: str = "fake"
    version: str = "1"

    def extract(self, document: DocumentPages) -> Facts:
        return self.work(document)


@pytest.fixture
def paths(tmp_path: Path) -> SitePaths:
    return SitePaths(tmp_path / "sites", Subdomain("riverbend"))


def _add(paths: SitePaths, tmp_path: Path, text: str, state: DocumentState = DocumentState.OK) -> Manifest:
    content = text.encode()
    digest = sha256(content).hexdigest()
    pdf = tmp_path / "download.pdf"
    pdf.write_bytes(content)
    key = DocumentKey(kind=DocumentKind.MINUTES, body="City Council", date=dt.date(2024, 1, 9), digest=digest[:12])
    head = ManifestHead(
        key=key,
        url="file:///x.pdf",
        title="Minutes",
        fetched_at=dt.datetime(2024, 1, 10, tzinfo=dt.UTC),
        sha256=digest,
        size=len(content),
        state=state,
    )
    pages = [PageText(text=text, source=PageSource.TEXT_LAYER, engine="pdfium")] if state is DocumentState.OK else []
    return add_document(paths, head, pdf, pages)


def _keys(paths: SitePaths, extractor: FakeExtractor) -> list[DocumentKey]:
    return [key for key in document_keys(paths) if work_on(paths, key, extractor) is not None]


def _never() -> bool:
    return False


def test_facts_come_back_from_the_child_as_they_were_found() -> None:
    assert extract_document(DOCUMENT, FakeExtractor()) == _one_person(DOCUMENT)


def test_an_extractor_that_does_not_end_is_stopped() -> None:
    def sleep(document: DocumentPages) -> Facts:
        time.sleep(30)
        return _one_person(document)

    with pytest.raises(
        ExtractionFailed, match=r"fake failed on minutes of City Council, 2024-01-09: took longer than 0\.2 s"
    ):
        extract_document(DOCUMENT, FakeExtractor(sleep), limits=SHORT)


def test_an_extractor_that_raises_is_named() -> None:
    def divide(document: DocumentPages) -> Facts:
        raise ZeroDivisionError(document.body)

    with pytest.raises(ExtractionFailed, match=r"fake failed on minutes .* ZeroDivisionError: City Council"):
        extract_document(DOCUMENT, FakeExtractor(divide))


@pytest.mark.parametrize(
    "span",
    [
        Span(page=1, start=0, end=5, quote="Jones"),
        Span(page=2, start=0, end=5, quote="Smith"),
        Span(page=0, start=0, end=5, quote="Smith"),
        Span(page=1, start=-14, end=-9, quote="Smith"),
        Span(page=1, start=3, end=3, quote=""),
    ],
)
def test_a_fact_whose_words_are_not_in_the_text_is_refused(span: Span) -> None:
    with pytest.raises(PluginBroken, match="fake 1 gave a wrong place"):
        extract_document(DOCUMENT, FakeExtractor(lambda document: _one_person(document, span)))


def test_facts_of_another_text_are_refused() -> None:
    def other(document: DocumentPages) -> Facts:
        return _one_person(replace(document, text_sha256="bb"))

    with pytest.raises(PluginBroken, match="of another text"):
        extract_document(DOCUMENT, FakeExtractor(other))


def test_only_missing_and_stale_facts_need_extraction(paths: SitePaths, tmp_path: Path) -> None:
    manifest = _add(paths, tmp_path, "Smith was here")
    facts = Facts(extractor="fake 1", text_sha256=manifest.text_sha256)
    work = Work(manifest=manifest)

    assert needs_extraction(work, None, FakeExtractor())
    assert not needs_extraction(work, facts, FakeExtractor())
    assert needs_extraction(work, facts, FakeExtractor(version="2"))
    assert needs_extraction(work, facts, FakeExtractor(name="other"))
    assert needs_extraction(work, replace(facts, text_sha256="bb"), FakeExtractor())
    assert needs_extraction(replace(work, members=("Ana Reyes",)), facts, FakeExtractor())
    assert needs_extraction(replace(work, recorded=Recorded(sha256="cc")), facts, FakeExtractor())


@pytest.mark.parametrize("state", [state for state in DocumentState if state is not DocumentState.OK])
def test_a_document_that_is_not_ok_needs_no_extraction(paths: SitePaths, tmp_path: Path, state: DocumentState) -> None:
    manifest = _add(paths, tmp_path, "Smith was here")

    assert not needs_extraction(Work(manifest=replace(manifest, state=state)), None, FakeExtractor())


def test_a_site_is_extracted_once_and_again_by_a_newer_version(paths: SitePaths, tmp_path: Path) -> None:
    first, second = (_add(paths, tmp_path, text) for text in ("Smith was here", "Jones was here"))
    _add(paths, tmp_path, "not read", DocumentState.ENCRYPTED)

    report = extract_site(paths, FakeExtractor(), is_time_up=_never)

    assert (report.extracted, report.failures, report.is_complete) == (2, {}, True)
    assert read_facts(paths, first.key) == _one_person(document_pages(paths, first))
    assert extract_site(paths, FakeExtractor(), is_time_up=_never).extracted == 0
    assert sorted(_keys(paths, FakeExtractor(version="2"))) == sorted([first.key, second.key])


def test_a_document_that_fails_costs_itself_alone(paths: SitePaths, tmp_path: Path) -> None:
    good, bad = (_add(paths, tmp_path, text) for text in ("Smith was here", "Jones was here"))

    def pick(document: DocumentPages) -> Facts:
        if document.pages[0].startswith("Jones"):
            raise ZeroDivisionError
        return _one_person(document)

    report = extract_site(paths, FakeExtractor(pick), is_time_up=_never)

    assert (report.extracted, report.is_complete) == (1, True)
    assert list(report.failures) == [bad.key]
    assert "ZeroDivisionError" in report.failures[bad.key]
    assert read_facts(paths, good.key) is not None
    assert read_facts(paths, bad.key) is None


def test_extraction_stops_when_its_time_is_up_and_goes_on_where_it_stopped(paths: SitePaths, tmp_path: Path) -> None:
    for number in range(3):
        _add(paths, tmp_path, f"Smith {number}")
    answers = iter([False, True])

    report = extract_site(paths, FakeExtractor(), is_time_up=lambda: next(answers))

    assert (report.extracted, report.done, report.is_complete) == (1, 1, False)
    assert len(_keys(paths, FakeExtractor())) == 2


def test_documents_that_fail_have_their_turn_only_once(paths: SitePaths, tmp_path: Path) -> None:
    """Each part once began with the same failing documents, and never came to an end."""
    keys = {_add(paths, tmp_path, f"Smith {number}").key for number in range(3)}

    def fail(_: DocumentPages) -> Facts:
        raise ZeroDivisionError

    done, failed = 0, list[DocumentKey]()
    for _ in keys:
        answers = iter([False, True])
        report = extract_site(paths, FakeExtractor(fail), is_time_up=lambda: next(answers), done=done)  # noqa: B023  called at once
        done = report.done
        failed += report.failures

    assert report.is_complete
    assert (len(failed), set(failed)) == (3, keys)


@pytest.mark.parametrize("damage", [Path.unlink, lambda text: text.write_bytes(b"\xff\f")])
def test_a_document_whose_text_is_damaged_costs_itself_alone(
    paths: SitePaths, tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    good, bad = (_add(paths, tmp_path, text) for text in ("Smith was here", "Jones was here"))
    damage(paths.text(bad.key))

    report = extract_site(paths, FakeExtractor(), is_time_up=_never)

    assert (report.extracted, list(report.failures)) == (1, [bad.key])
    assert read_facts(paths, good.key) is not None


def test_an_extractor_sees_the_pages_of_the_archive(paths: SitePaths, tmp_path: Path) -> None:
    manifest = _add(paths, tmp_path, "Smith was here")

    document = document_pages(paths, manifest)

    assert (document.pages, document.text_sha256) == (("Smith was here",), manifest.text_sha256)
    assert read_manifest(paths, manifest.key) == manifest
