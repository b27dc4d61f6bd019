"""The folder fetcher lists every file once: as a document, or with the reason why it is none."""

import datetime as dt
import os
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from clerk.builtin import fetchers
from clerk.builtin.fetchers.folder import FolderFetcher
from clerk.errors import SourceRefused
from clerk.model.document import DocumentKind, DocumentRef, Refusal
from clerk.model.recorded import RecordedMotion
from clerk.model.site import Site
from fixtures.made_documents import a_site

NOBODY = 65534


def _site(**options: str) -> Site:
    return replace(a_site(), fetcher_options=options)


def _listed(root: Path, since: dt.date | None = None) -> list[DocumentRef | Refusal]:
    return list(FolderFetcher().documents(_site(path=str(root)), since))


def _refusals(root: Path) -> dict[str, str]:
    return {
        str(Path(unquote(urlsplit(item.url).path)).relative_to(root)): item.reason
        for item in _listed(root)
        if isinstance(item, Refusal)
    }


def _put(root: Path, name: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"%PDF-1.4")
    return path


def test_a_file_in_its_place_is_a_document(tmp_path: Path) -> None:
    path = _put(tmp_path, "minutes/City Council/2024-01-09  special   meeting.PDF")

    assert _listed(tmp_path) == [
        DocumentRef(
            url=path.as_uri(),
            kind=DocumentKind.MINUTES,
            body="City Council",
            date=dt.date(2024, 1, 9),
            title="special meeting",
        )
    ]


def test_a_name_that_is_only_a_date_takes_its_title_from_body_and_kind(tmp_path: Path) -> None:
    _put(tmp_path, "agenda/Planning Commission/2024-01-09.pdf")

    (document,) = _listed(tmp_path)

    assert isinstance(document, DocumentRef)
    assert document.title == "Planning Commission agenda"


def test_an_address_leads_back_to_its_file(tmp_path: Path) -> None:
    path = _put(tmp_path, "minutes/Consejo d'Área #1 & 50%?/2024-01-09 año [ü].pdf")

    (document,) = _listed(tmp_path)

    assert Path(unquote(urlsplit(document.url).path)) == path
    assert document.url.isascii()


def test_documents_come_sorted_and_from_the_asked_day_on(tmp_path: Path) -> None:
    for name in (
        "minutes/B/2024-01-09.pdf",
        "minutes/B/2023-12-31.pdf",
        "minutes/A/2024-02-01.pdf",
        "agenda/B/2024-01-01.pdf",
    ):
        _put(tmp_path, name)

    listed = [unquote(item.url).removeprefix(f"file://{tmp_path}/") for item in _listed(tmp_path, dt.date(2024, 1, 1))]

    assert listed == ["agenda/B/2024-01-01.pdf", "minutes/A/2024-02-01.pdf", "minutes/B/2024-01-09.pdf"]


@pytest.mark.parametrize(
    ("name", "refused", "words"),
    [
        ("agendas/City Council/2024-01-09.pdf", "agendas", "not a kind"),
        ("2024-01-09.pdf", "2024-01-09.pdf", "not a kind"),
        ("minutes/2024-01-09.pdf", "minutes/2024-01-09.pdf", "outside a body's folder"),
        ("minutes/City Council/January.pdf", "minutes/City Council/January.pdf", "does not begin with a date"),
        ("minutes/City Council/2024-01-099.pdf", "minutes/City Council/2024-01-099.pdf", "does not begin with a date"),
        ("minutes/City Council/2024-02-30.pdf", "minutes/City Council/2024-02-30.pdf", "no day 2024-02-30"),
        ("minutes/City Council/0000-01-01.pdf", "minutes/City Council/0000-01-01.pdf", "no day 0000-01-01"),
        ("minutes/City Council/2024-01-09.docx", "minutes/City Council/2024-01-09.docx", "does not end in .pdf"),
        ("minutes/City Council/2024/2024-01-09.pdf", "minutes/City Council/2024", "folder inside a body's folder"),
        (
            "minutes/City Council/2024-01-09.pdf/x",
            "minutes/City Council/2024-01-09.pdf",
            "folder inside a body's folder",
        ),
        ("minutes/..\\..\\etc/2024-01-09.pdf", "minutes/..\\..\\etc", "shaped like a path"),
    ],
)
def test_what_does_not_fit_is_listed_with_the_reason(tmp_path: Path, name: str, refused: str, words: str) -> None:
    _put(tmp_path, name)

    refusals = _refusals(tmp_path)

    assert list(refusals) == [refused]
    assert words in refusals[refused]


def test_hidden_names_are_ignored(tmp_path: Path) -> None:
    for name in (".DS_Store", "minutes/.DS_Store", "minutes/City Council/.2024-01-09.pdf", ".git/config"):
        _put(tmp_path, name)

    assert _listed(tmp_path) == []


def test_linked_files_are_listed_under_the_name_of_the_link(tmp_path: Path) -> None:
    target = _put(tmp_path / "elsewhere", "scan0001.pdf")
    link = tmp_path / "city/minutes/City Council/2024-01-09.pdf"
    link.parent.mkdir(parents=True)
    link.symlink_to(target)

    (document,) = _listed(tmp_path / "city")

    assert document.url == link.as_uri()


def test_links_that_loop_or_lead_nowhere_are_refused(tmp_path: Path) -> None:
    _put(tmp_path, "minutes/City Council/2024-01-09.pdf")
    (tmp_path / "minutes/City Council/2024-01-10.pdf").symlink_to("2024-01-10.pdf")
    (tmp_path / "minutes/City Council/2024-01-11.pdf").symlink_to("gone.pdf")
    (tmp_path / "minutes/Loop").symlink_to("..")

    refusals = _refusals(tmp_path)

    assert "Too many levels" in refusals["minutes/City Council/2024-01-10.pdf"]
    assert "gone.pdf" in refusals["minutes/City Council/2024-01-11.pdf"]
    assert "loops" in refusals["minutes/Loop"]
    assert len(refusals) == 3


def test_a_pipe_named_like_a_pdf_is_refused(tmp_path: Path) -> None:
    _put(tmp_path, "minutes/City Council/2024-01-09.pdf")
    os.mkfifo(tmp_path / "minutes/City Council/2024-01-10.pdf")

    assert _refusals(tmp_path) == {"minutes/City Council/2024-01-10.pdf": "is not a file"}


def test_a_name_that_is_not_utf_8_is_still_listed(tmp_path: Path) -> None:
    folder = _put(tmp_path, "minutes/City Council/2024-01-09.pdf").parent
    (folder / os.fsdecode(b"2024-01-10 caf\xe9.pdf")).write_bytes(b"%PDF-1.4")

    _, document = _listed(tmp_path)

    assert isinstance(document, DocumentRef)
    assert document.title == "caf\N{REPLACEMENT CHARACTER}"
    assert document.url.endswith("caf%E9.pdf")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that any user may enter."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        folder.chmod(0o755)
        yield folder


def test_an_unreadable_folder_is_refused_and_the_others_are_listed(open_folder: Path) -> None:
    _put(open_folder, "minutes/Audit/2024-01-09.pdf")
    _put(open_folder, "minutes/Zoning/2024-01-09.pdf")
    (open_folder / "minutes/Audit").chmod(0)
    if os.geteuid() == 0:
        os.seteuid(NOBODY)
    try:
        refusal, document = _listed(open_folder)
    finally:
        os.seteuid(os.getuid())
        (open_folder / "minutes/Audit").chmod(0o755)

    assert isinstance(refusal, Refusal)
    assert refusal.reason == "cannot be read: Permission denied"
    assert isinstance(document, DocumentRef)
    assert document.body == "Zoning"


@pytest.mark.parametrize(
    ("path", "words"), [("gone", "is not there"), ("file", "is a file"), ("", "needs the option path")]
)
def test_a_source_that_is_no_folder_is_refused_at_once(tmp_path: Path, path: str, words: str) -> None:
    (tmp_path / "file").write_text("")
    option = str(tmp_path / path) if path else " "

    with pytest.raises(SourceRefused, match=words):
        FolderFetcher().documents(_site(path=option), None)


def test_the_hooks_answer_to_their_own_label_only() -> None:
    assert fetchers.fetcher_class(label="folder") is FolderFetcher
    assert fetchers.fetcher_extra(label="folder") == ("path",)
    assert fetchers.fetcher_class(label="legistar") is None
    assert fetchers.fetcher_extra(label="legistar") is None


def test_votes_beside_a_pdf_come_with_it(tmp_path: Path) -> None:
    path = _put(tmp_path, "minutes/City Council/2024-01-09 special.pdf")
    path.with_name("2024-01-09 special.votes.json").write_text('{"motions": [{"mover": "Ana Reyes"}]}')

    (document,) = _listed(tmp_path)

    assert isinstance(document, DocumentRef)
    assert document.recorded == (RecordedMotion(mover="Ana Reyes"),)


def test_votes_that_cannot_be_taken_are_listed_and_cost_the_document_nothing(tmp_path: Path) -> None:
    path = _put(tmp_path, "minutes/City Council/2024-01-09.pdf")
    path.with_name("2024-01-09.votes.json").write_text('{"motions": [{"result": "lost"}]}')
    path.with_name("2024-01-10.votes.json").write_text('{"motions": []}')

    document, *_ = _listed(tmp_path)

    assert isinstance(document, DocumentRef)
    assert document.recorded == ()
    assert _refusals(tmp_path) == {
        "minutes/City Council/2024-01-09.votes.json": "not recorded votes: 'lost' is not a valid MotionResult",
        "minutes/City Council/2024-01-10.votes.json": "holds the votes of a PDF that is not beside it",
    }


def test_a_pipe_named_like_votes_is_not_waited_for(tmp_path: Path) -> None:
    path = _put(tmp_path, "minutes/City Council/2024-01-09.pdf")
    os.mkfifo(path.with_name("2024-01-09.votes.json"))

    assert list(_refusals(tmp_path)) == ["minutes/City Council/2024-01-09.votes.json"]
