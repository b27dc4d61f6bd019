"""A document's key and its text form say the same."""

import datetime as dt

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from clerk.errors import BodyInvalid
from clerk.model.document import DIGEST_LENGTH, DocumentKey, DocumentKind
from clerk.model.names import check_body

DIGESTS = st.text("0123456789abcdef", min_size=DIGEST_LENGTH, max_size=DIGEST_LENGTH)


@given(
    kind=st.sampled_from(DocumentKind),
    body=st.text(),
    date=st.dates(min_value=dt.date(1600, 1, 1)),
    digest=DIGESTS,
)
def test_a_key_is_read_back_from_its_text_form(kind: DocumentKind, body: str, date: dt.date, digest: str) -> None:
    try:
        name = check_body(body)
    except BodyInvalid:
        reject()
    key = DocumentKey(kind=kind, body=name, date=date, digest=digest)

    assert DocumentKey.parse(str(key)) == key


def test_the_text_form_is_the_place_in_the_archive() -> None:
    key = DocumentKey(kind=DocumentKind.MINUTES, body="City Council", date=dt.date(2024, 1, 9), digest="0123456789ab")

    assert str(key) == "minutes/City Council/2024-01-09/0123456789ab"


def test_a_body_with_slashes_is_read_back_whole() -> None:
    key = DocumentKey(
        kind=DocumentKind.AGENDA, body="Parks/Recreation", date=dt.date(2024, 1, 9), digest="0123456789ab"
    )

    assert DocumentKey.parse(str(key)).body == "Parks/Recreation"


@pytest.mark.parametrize(
    "text",
    ["", "minutes", "minutes/City Council", "video/City Council/2024-01-09/0123456789ab", "minutes/C/2024-02-30/0"],
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        DocumentKey.parse(text)


def test_keys_sort_by_kind_body_and_date() -> None:
    def key(body: str, day: int) -> DocumentKey:
        return DocumentKey(kind=DocumentKind.MINUTES, body=body, date=dt.date(2024, 1, day), digest="0" * 12)

    assert sorted([key("B", 1), key("A", 10), key("A", 9)]) == [key("A", 9), key("A", 10), key("B", 1)]
