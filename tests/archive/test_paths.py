"""Every path stays below STORAGE_DIR and can be read back."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk.archive.paths import SitePaths
from clerk.errors import BodyInvalid, SubdomainInvalid
from clerk.model.document import DocumentKey, DocumentKind
from clerk.model.names import Subdomain
from fixtures.made_documents import a_key, paths_in

STORAGE = Path("/srv/sites")
text = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120)
nasty = st.lists(st.sampled_from(["..", ".", "/", "\\", "%", "%2F", "\0", "~", " ", "é", "議", "a"]), min_size=1).map(
    "".join
)
keys = st.builds(
    DocumentKey,
    kind=st.sampled_from(DocumentKind),
    body=text | nasty,
    date=st.dates(),
    digest=st.text("0123456789abcdef", min_size=12, max_size=12),
)


def test_the_folder_of_a_document_reads_like_its_meeting() -> None:
    paths = paths_in(STORAGE)

    folder = paths.folder(a_key())

    assert folder == STORAGE / "riverbend.ca/documents/minutes/City Council/2024-01-09" / a_key().digest


def test_the_files_of_a_document_have_their_documented_names() -> None:
    paths, key = paths_in(STORAGE), a_key()

    files = [
        paths.pdf(key),
        paths.manifest(key),
        paths.text(key),
        paths.words(key),
        paths.facts(key),
        paths.page(key, 7),
    ]

    assert [file.relative_to(paths.folder(key)).as_posix() for file in files] == [
        "document.pdf",
        "document.json",
        "text.txt",
        "words.json.gz",
        "facts.json",
        "pages/0007.json",
    ]


@given(key=keys)
def test_a_folder_can_be_read_back(key: DocumentKey) -> None:
    paths = paths_in(STORAGE)

    assert paths.key_of(paths.folder(key)) == key


@given(key=keys, number=st.integers(min_value=1, max_value=99_999))
def test_no_path_leaves_the_archive(key: DocumentKey, number: int) -> None:
    paths = paths_in(STORAGE)

    for path in (paths.folder(key), paths.pdf(key), paths.page(key, number)):
        assert path.is_relative_to(paths.documents)
        assert not {"..", ".", ""} & set(path.parts)
        assert "\0" not in str(path)


@given(key=keys)
def test_every_folder_name_fits_a_file_system(key: DocumentKey) -> None:
    folder = paths_in(STORAGE).folder(key)

    assert max(len(name.encode()) for name in folder.parts) <= 255


@given(first=keys, second=keys)
def test_two_documents_never_share_a_folder(first: DocumentKey, second: DocumentKey) -> None:
    paths = paths_in(STORAGE)

    assert (paths.folder(first) == paths.folder(second)) == (first == second)


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("../../etc", "%2E.%2F..%2Fetc"),
        (".hidden", "%2Ehidden"),
        ("100% Council", "100%25 Council"),
        ("Comisión de Obras", "Comisión de Obras"),
    ],
)
def test_a_body_is_a_readable_folder_name(body: str, name: str) -> None:
    folder = paths_in(STORAGE).folder(a_key(body=body))

    assert folder.parents[1].name == name


@pytest.mark.parametrize("digest", ["", "..", "0123456789ab/..", "0123456789AB", "0123456789abc"])
def test_a_digest_that_is_none_is_refused(digest: str) -> None:
    key = DocumentKey(kind=DocumentKind.MINUTES, body="City Council", date=dt.date(2024, 1, 9), digest=digest)

    with pytest.raises(ValueError, match="is not a digest"):
        paths_in(STORAGE).folder(key)


@pytest.mark.parametrize("body", ["", "\ud800"])
def test_a_body_that_is_no_text_is_refused(body: str) -> None:
    with pytest.raises(BodyInvalid):
        paths_in(STORAGE).folder(a_key(body=body))


@pytest.mark.parametrize("subdomain", ["..", "../x", "a/b", "", "A"])
def test_a_subdomain_that_could_leave_the_archive_is_refused(subdomain: str) -> None:
    with pytest.raises(SubdomainInvalid):
        SitePaths(STORAGE, Subdomain(subdomain))


@pytest.mark.parametrize(
    "folder",
    [
        "minutes/City Council/2024-01-09",
        "minutes/City Council/2024-01-09/0123456789ab/pages",
        "minutes/City Council/2024-13-09/0123456789ab",
        "packets/City Council/2024-01-09/0123456789ab",
        "minutes/.hidden/2024-01-09/0123456789ab",
        "minutes/a%2fb/2024-01-09/0123456789ab",
        "minutes/%FF/2024-01-09/0123456789ab",
    ],
)
def test_a_folder_that_somebody_else_made_has_no_key(folder: str) -> None:
    paths = paths_in(STORAGE)

    with pytest.raises(ValueError, match=r".*"):
        paths.key_of(paths.documents / folder)
