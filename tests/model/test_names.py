"""No name of a site or a body leads out of the archive."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from clerk.archive.paths import SitePaths
from clerk.errors import BodyInvalid, SubdomainInvalid
from clerk.model.names import check_body, check_subdomain

STORAGE = Path("/srv/sites")
CLIMBING = st.lists(
    st.sampled_from(["..", ".", "/", "\\", "~", "a", "City Council", " ", "\0", "\n", "%2e", "\u2024", "\uff0f"])
).map("".join)


@pytest.mark.parametrize("text", ["pleasanton", "alameda.ca", "a", "9", "new-york.ny", "a.b.c.d", "x" * 63])
def test_a_host_name_in_lower_case_is_a_subdomain(text: str) -> None:
    assert check_subdomain(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        ".",
        "..",
        "../etc",
        "a..b",
        ".a",
        "a.",
        "-a",
        "a-",
        "a_b",
        "a/b",
        "a\\b",
        "/etc",
        "a b",
        "a\n",
        "a\0b",
        "\u00e9vry",
        "x" * 64,
        ".".join(["x" * 60] * 5),
        "\u212a",
    ],
)
def test_what_is_no_host_name_is_refused(text: str) -> None:
    with pytest.raises(SubdomainInvalid):
        check_subdomain(text)


def test_capitals_are_refused_with_the_right_spelling() -> None:
    with pytest.raises(SubdomainInvalid, match=re.escape("write it in lower case, 'oakland.ca'")):
        check_subdomain("Oakland.CA")


def test_three_hundred_characters_are_refused_in_one_line_of_bearable_length() -> None:
    with pytest.raises(SubdomainInvalid, match=re.escape("(300 characters)")) as refused:
        check_subdomain("x" * 300)

    assert len(str(refused.value)) < 300


@given(text=st.one_of(st.text(), CLIMBING))
@example(text="..")
@example(text="a/../../b")
def test_an_accepted_subdomain_is_one_folder_below_the_archive(text: str) -> None:
    try:
        subdomain = check_subdomain(text)
    except SubdomainInvalid:
        return

    root = SitePaths(STORAGE, subdomain).root

    assert root.parent == STORAGE
    assert root.resolve().parent == STORAGE.resolve()


@given(text=st.one_of(st.text(), CLIMBING))
@example(text="../../etc")
@example(text="..\\..\\etc")
@example(text="Parks / .. / etc")
def test_an_accepted_body_never_climbs(text: str) -> None:
    try:
        body = check_body(text)
    except BodyInvalid:
        return

    assert body
    assert len(body) <= 120
    assert not body.startswith(("/", "\\"))
    assert not {"", ".", ".."}.intersection(part.strip() for part in re.split(r"[/\\]", body))
    assert "\0" not in body
    assert check_body(body) == body


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("City Council", "City Council"),
        ("  City \t Council\n", "City Council"),
        ("Parks/Recreation", "Parks/Recreation"),
        ("Cafe\u0301 Board", "Caf\u00e9 Board"),
        ("\u5e02\u8b70\u4f1a", "\u5e02\u8b70\u4f1a"),
        ("Planning & Zoning: Sub-committee #2 (ad hoc)", "Planning & Zoning: Sub-committee #2 (ad hoc)"),
    ],
)
def test_a_name_that_people_write_is_a_body(text: str, expected: str) -> None:
    assert check_body(text) == expected


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "empty"),
        (" \t\n", "empty"),
        ("x" * 121, "121 characters"),
        ("../../etc", "path"),
        ("/etc", "path"),
        ("Council/", "path"),
        ("..", "path"),
        ("a\0b", "not text"),
        ("a\x1bb", "not text"),
        ("a\ud800b", "not text"),
    ],
)
def test_a_body_that_is_no_name_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(BodyInvalid, match=why):
        check_body(text)
