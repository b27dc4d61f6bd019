"""A site's documents are found by their folders, and a marker tells when one has changed."""

from pathlib import Path

from clerk.archive.documents import supersede
from clerk.archive.listing import document_keys, marked_documents
from clerk.model.document import DocumentKind
from fixtures.made_documents import a_key, paths_in, put


def test_keys_come_in_one_order_and_foreign_folders_are_no_documents(storage_dir: Path) -> None:
    paths = paths_in(storage_dir)
    keys = [
        a_key(1, kind=DocumentKind.AGENDA),
        a_key(2, body="議" * 120),
        a_key(3, body="Zoning / Planning"),
    ]
    for key in reversed(keys):
        put(paths, key, ["text"])
    (paths.documents / "minutes" / "City Council" / "not a date" / "x").mkdir(parents=True)
    (paths.documents / "minutes" / ".DS_Store").touch()

    found = list(document_keys(paths))

    assert found == sorted(found, key=lambda key: str(paths.folder(key)))
    assert set(found) == set(keys)


def test_a_site_without_an_archive_has_no_documents(storage_dir: Path) -> None:
    assert list(document_keys(paths_in(storage_dir))) == []


def test_a_marker_changes_with_the_document_and_only_then(storage_dir: Path) -> None:
    paths = paths_in(storage_dir)
    put(paths, a_key(1), ["one"])
    put(paths, a_key(2), ["two"])
    before = {document.key: document for document in marked_documents(paths)}

    supersede(paths, a_key(1), by=a_key(2))

    after = {document.key: document for document in marked_documents(paths)}
    assert after[a_key(1)] != before[a_key(1)]
    assert after[a_key(2)] == before[a_key(2)]
