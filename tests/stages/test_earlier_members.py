"""Each document is read with the members of its body's earlier meetings, however the work is cut into pieces."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest

from clerk.archive.documents import add_document, document_keys
from clerk.archive.facts_file import read_facts
from clerk.archive.manifest import ManifestHead
from clerk.archive.paths import SitePaths
from clerk.model.document import DocumentKey, DocumentKind, DocumentState
from clerk.model.facts import Attendance, AttendanceStatus, Facts, NamedPerson
from clerk.model.names import Subdomain
from clerk.model.page import PageSource, PageText
from clerk.plugins.contracts import DocumentPages
from clerk.stages.extract import extract_site

COUNCIL, PLANNING = "City Council", "Planning Commission"


@dataclass(slots=True)
class ListingExtractor:
    """Takes each line for a member, and writes down whom it was handed."""

    name: str = "lines"
    version: str = "1"
    failing: str = "none fails"

    def extract(self, document: DocumentPages) -> Facts:
        if self.failing in document.pages[0]:
            raise ZeroDivisionError
        lines = [*document.pages[0].splitlines(), *(f"earlier {name}" for name in document.earlier_members)]
        return Facts(
            extractor="lines 1",
            text_sha256=document.text_sha256,
            attendance=tuple(
                Attendance(
                    person=NamedPerson(name=line, is_official=not line.startswith("earlier"), span=None),
                    status=AttendanceStatus.ABSENT,
                )
                for line in lines
            ),
        )


@pytest.fixture
def paths(tmp_path: Path) -> SitePaths:
    return SitePaths(tmp_path / "sites", Subdomain("riverbend"))


def _put(
    paths: SitePaths,
    day: int,
    text: str,
    *,
    body: str = COUNCIL,
    kind: DocumentKind = DocumentKind.MINUTES,
    state: DocumentState = DocumentState.OK,
) -> DocumentKey:
    digest = sha256(f"{body}{day}{text}".encode()).hexdigest()
    pdf = paths.storage_dir.parent / "download.pdf"
    pdf.write_bytes(digest.encode())
    key = DocumentKey(kind=kind, body=body, date=dt.date(2024, 1, day), digest=digest[:12])
    head = ManifestHead(
        key=key,
        url="file:///x.pdf",
        title="Minutes",
        fetched_at=dt.datetime(2024, 1, 10, tzinfo=dt.UTC),
        sha256=digest,
        size=1,
        state=state,
    )
    add_document(paths, head, pdf, [PageText(text=text, source=PageSource.TEXT_LAYER, engine="pdfium")])
    return key


def _extracted(paths: SitePaths, extractor: ListingExtractor | None = None) -> int:
    report = extract_site(paths, extractor or ListingExtractor(), is_time_up=lambda: False)
    assert report.is_complete
    return report.extracted


def _handed(paths: SitePaths, key: DocumentKey) -> list[str]:
    facts = read_facts(paths, key)
    assert facts is not None
    names = (one.person.name for one in facts.attendance)
    return [name.removeprefix("earlier ") for name in names if name.startswith("earlier ")]


def _all_facts(paths: SitePaths) -> Mapping[DocumentKey, Facts | None]:
    return {key: read_facts(paths, key) for key in document_keys(paths)}


def test_members_come_latest_first_each_once_and_only_of_this_body(paths: SitePaths) -> None:
    _put(paths, 1, "Ana Reyes\nBo Smith")
    _put(paths, 2, "Cy Young\nAna Reyes\nsurname")
    last = _put(paths, 3, "nobody")
    same_day = _put(paths, 3, "Di Jones")
    _put(paths, 1, "Ed Clark", body=PLANNING)
    agenda = _put(paths, 4, "Item one", kind=DocumentKind.AGENDA)

    _extracted(paths)

    assert _handed(paths, last) == _handed(paths, same_day) == ["Cy Young", "Ana Reyes", "Bo Smith"]
    assert _handed(paths, agenda) == []


def test_members_of_more_than_six_meetings_ago_and_of_superseded_minutes_are_left_out(paths: SitePaths) -> None:
    for day in range(1, 9):
        _put(paths, day, f"Member Number{day}")
    _put(paths, 9, "Draft Member", state=DocumentState.SUPERSEDED)
    last = _put(paths, 10, "nobody")

    _extracted(paths)

    assert _handed(paths, last) == [f"Member Number{day}" for day in (8, 7, 6, 5, 4, 3)]


def test_a_document_that_arrives_later_brings_all_to_where_a_full_extraction_would(
    paths: SitePaths, tmp_path: Path
) -> None:
    fresh = SitePaths(tmp_path / "fresh" / "sites", Subdomain("riverbend"))
    fresh.storage_dir.mkdir(parents=True)
    days = (1, 2, 4, 5, 9, 12)
    for site in (paths, fresh):
        for day in days:
            _put(site, day, f"Member Number{day}")
    _extracted(paths)
    for site in (paths, fresh):
        _put(site, 3, "Late Member\nMember Number1")

    again = _extracted(paths)
    _extracted(fresh)

    assert again == 5
    assert _all_facts(paths) == _all_facts(fresh)
    assert _extracted(paths) == 0


def test_extraction_in_pieces_gives_what_one_in_a_single_piece_gives(paths: SitePaths, tmp_path: Path) -> None:
    whole = SitePaths(tmp_path / "whole" / "sites", Subdomain("riverbend"))
    whole.storage_dir.mkdir(parents=True)
    for site in (paths, whole):
        for body in (COUNCIL, PLANNING):
            for day in range(1, 5):
                _put(site, day, f"{body.split()[0]} Number{day}", body=body)
    _extracted(whole)

    done, is_complete = 0, False
    while not is_complete:
        answers = iter([False, True])
        report = extract_site(paths, ListingExtractor(), is_time_up=lambda: next(answers), done=done)  # noqa: B023  called at once
        done, is_complete = report.done, report.is_complete

    assert _all_facts(paths) == _all_facts(whole)


def test_a_document_that_fails_hands_on_nobody(paths: SitePaths) -> None:
    _put(paths, 1, "Ana Reyes")
    _put(paths, 2, "Bo Smith")
    last = _put(paths, 3, "nobody")

    _extracted(paths, ListingExtractor(failing="Smith"))

    assert _handed(paths, last) == ["Ana Reyes"]
