"""Files from anywhere become pages, whatever is in them."""

import pytest

from clerk.errors import DocumentTooLarge
from clerk.tools import loose_file
from clerk.tools.loose_file import pages_of_text_file


@pytest.mark.parametrize(
    ("content", "pages"),
    [
        (b"", ("",)),
        (b"one page", ("one page",)),
        (b"one\ftwo\f", ("one", "two")),
        (b"one\f\fthree", ("one", "", "three")),
        (b"--- PAGE 1 ---\r\none\r\n", ("--- PAGE 1 ---\none\n",)),
        (b"\xef\xbb\xbfone", ("one",)),
        (b"Pe\xf1a\0Smith", ("Pe\N{REPLACEMENT CHARACTER}a Smith",)),
    ],
)
def test_form_feeds_part_pages_and_what_is_no_text_is_replaced(content: bytes, pages: tuple[str, ...]) -> None:
    assert pages_of_text_file(content).texts == pages


def test_a_text_longer_than_any_minutes_is_refused() -> None:
    with pytest.raises(DocumentTooLarge, match="more than"):
        pages_of_text_file(b" " * (loose_file.MOST_TEXT_BYTES + 1))
