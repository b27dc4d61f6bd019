"""What a source lists lands in the archive: once, whole, with its text layers read, or with the reason why not."""

import datetime as dt
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from clerk.archive.documents import read_manifest
from clerk.archive.pages import page_texts
from clerk.archive.paths import SitePaths
from clerk.errors import SourceShrunk, StorageUnavailable
from clerk.model.document import DocumentKind, DocumentRef, DocumentState, FetchedDocument, KnownDocument, Refusal
from clerk.model.names import Subdomain
from clerk.stages.fetch import Landed, Unchanged, check_listing, land_documents
from clerk.tools.pdf import PdfLimits
from fixtures.bad_disks import full_disk
from fixtures.made_pages import page_picture, saved, scanned, typeset

LIMITS = PdfLimits(max_bytes=50_000_000, max_pages=100, timeout=dt.timedelta(seconds=60), memory_bytes=1_000_000_000)
LINES = ("The council met in the chamber at seven.", "The budget for the fiscal year was adopted as read.")


@pytest.fixture
def paths(tmp_path: Path) -> SitePaths:
    return SitePaths(tmp_path / "sites", Subdomain("riverbend"))


def _ref(pdf: Path, *, body: str = "City Council", date: dt.date = dt.date(2024, 3, 12)) -> DocumentRef:
    return DocumentRef(url=pdf.as_uri(), kind=DocumentKind.MINUTES, body=body, date=date, title=pdf.stem)


def _land(paths: SitePaths, *refs: DocumentRef | Refusal, known: Sequence[FetchedDocument] = ()) -> list[Landed]:
    remembered = {
        one.url: KnownDocument(key=one.key, url=one.url, etag=one.etag, last_modified=None, state=one.state)
        for one in known
    }
    return list(land_documents(refs, known=remembered, paths=paths, limits=LIMITS))


def _landed(paths: SitePaths, ref: DocumentRef, known: Sequence[FetchedDocument] = ()) -> FetchedDocument:
    (landed,) = _land(paths, ref, known=known)
    assert isinstance(landed, FetchedDocument)
    return landed


def test_a_document_lands_with_its_text_layers_read_and_its_scans_to_do(paths: SitePaths, tmp_path: Path) -> None:
    typeset_pdf = saved(typeset(LINES, LINES), tmp_path / "typeset.pdf")
    scan = saved(scanned(page_picture(LINES)), tmp_path / "scan.pdf")

    first = _landed(paths, _ref(typeset_pdf))
    second = _landed(paths, _ref(scan, date=dt.date(2024, 3, 26)))

    assert (first.state, first.page_count, first.pages_read_at_fetch, first.unread_pages) == ("ok", 2, 2, ())
    assert (second.page_count, second.pages_read_at_fetch, second.unread_pages) == (1, 0, (1,))
    assert page_texts(paths, first.key)[1].split() == " ".join(LINES).split()
    assert list(paths.incoming.glob("download-*")) == []


def test_a_document_whose_bytes_are_known_is_not_read_again(paths: SitePaths, tmp_path: Path) -> None:
    pdf = saved(typeset(LINES), tmp_path / "one.pdf")
    first = _landed(paths, _ref(pdf))

    untouched = _land(paths, _ref(pdf), known=[first])
    os.utime(pdf, ns=(1, 1))
    touched = _landed(paths, _ref(pdf), known=[first])

    assert untouched == [Unchanged(url=pdf.as_uri())]
    assert (touched.key, touched.is_new, touched.etag != first.etag) == (first.key, False, True)


def test_a_document_that_changed_takes_the_place_of_the_old_one(paths: SitePaths, tmp_path: Path) -> None:
    pdf = saved(typeset(LINES), tmp_path / "one.pdf")
    draft = _landed(paths, _ref(pdf))
    saved(typeset((*LINES, "Approved as corrected.")), pdf)

    approved = _landed(paths, _ref(pdf), known=[draft])

    assert (approved.is_new, approved.supersedes) == (True, draft.key)
    old = read_manifest(paths, draft.key)
    assert old is not None
    assert (old.state, old.superseded_by) == (DocumentState.SUPERSEDED, approved.key)
    assert paths.pdf(draft.key).exists()


def test_two_documents_of_one_body_on_one_date_both_live(paths: SitePaths, tmp_path: Path) -> None:
    regular = saved(typeset(LINES), tmp_path / "regular.pdf")
    special = saved(typeset(("A special meeting was held at noon on the same day.",)), tmp_path / "special.pdf")

    landed = _land(paths, _ref(regular), _ref(special))

    keys = {one.key for one in landed if isinstance(one, FetchedDocument)}
    assert len(keys) == 2
    assert all(read_manifest(paths, key) is not None for key in keys)


@pytest.mark.parametrize(
    ("content", "state", "reason"),
    [
        (b"", DocumentState.UNREADABLE, "empty (0 bytes)"),
        (b"<!doctype html><title>404</title>", DocumentState.UNREADABLE, "web page"),
        (b"%PDF-1.7\n1 0 obj\n<< /Type", DocumentState.UNREADABLE, "damaged"),
    ],
)
def test_what_is_no_readable_pdf_is_kept_with_the_reason(
    paths: SitePaths, tmp_path: Path, content: bytes, state: DocumentState, reason: str
) -> None:
    pdf = tmp_path / "bad.pdf"
    pdf.write_bytes(content)

    landed = _landed(paths, _ref(pdf))

    assert (landed.state, landed.page_count) == (state, 0)
    assert reason in (landed.reason or "")
    assert paths.pdf(landed.key).read_bytes() == content


@pytest.mark.parametrize(("password", "state"), [("ferryman", DocumentState.ENCRYPTED), ("", DocumentState.OK)])
def test_a_locked_pdf_is_kept_and_one_with_an_empty_password_is_read(
    paths: SitePaths, tmp_path: Path, password: str, state: DocumentState
) -> None:
    landed = _landed(paths, _ref(saved(typeset(LINES, password=password), tmp_path / "locked.pdf")))

    assert landed.state is state


def test_what_cannot_be_taken_is_listed_with_the_reason_and_harms_nothing(paths: SitePaths, tmp_path: Path) -> None:
    good = saved(typeset(LINES), tmp_path / "good.pdf")
    climbing = _ref(good, body="../../etc")
    gone = _ref(tmp_path / "gone.pdf")
    refused = Refusal(url="file:///notes.txt", reason="its name does not end in .pdf")

    landed = _land(paths, refused, climbing, gone, _ref(good))

    assert landed[0] == refused
    assert [type(one) for one in landed] == [Refusal, Refusal, Refusal, FetchedDocument]
    assert isinstance(landed[1], Refusal)
    assert "shaped like a path" in landed[1].reason
    assert isinstance(landed[2], Refusal)
    assert "No such file" in landed[2].reason
    assert not (tmp_path / "etc").exists()


def test_nothing_is_asked_of_the_source_beyond_what_is_taken(paths: SitePaths, tmp_path: Path) -> None:
    pdf = saved(typeset(LINES), tmp_path / "one.pdf")
    asked: list[int] = []

    def source() -> Iterator[DocumentRef]:
        for number in range(3):
            asked.append(number)
            yield _ref(pdf, date=dt.date(2024, 3, 1 + number))

    landing = land_documents(source(), known={}, paths=paths, limits=LIMITS)
    next(landing)

    assert asked == [0]


def test_an_archive_that_cannot_be_written_stops_the_fetch_with_a_sentence(paths: SitePaths, tmp_path: Path) -> None:
    pdf = saved(typeset(LINES), tmp_path / "one.pdf")
    paths.incoming.mkdir(parents=True)

    with full_disk(), pytest.raises(StorageUnavailable, match="cannot be written"):
        _land(paths, _ref(pdf))


@pytest.mark.parametrize(("listed", "expected"), [(0, 1), (0, 40), (1, 4), (19, 40)])
def test_a_source_that_lists_none_or_few_of_its_documents_raises_the_alarm(listed: int, expected: int) -> None:
    with pytest.raises(SourceShrunk, match=f"{listed} of the {expected}"):
        check_listing(listed=listed, expected=expected)


@pytest.mark.parametrize(("listed", "expected"), [(0, 0), (1, 3), (2, 4), (20, 40), (50, 40)])
def test_a_source_that_lists_most_of_its_documents_is_trusted(listed: int, expected: int) -> None:
    check_listing(listed=listed, expected=expected)
