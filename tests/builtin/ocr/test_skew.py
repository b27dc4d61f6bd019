"""Pages laid askew on the scanner: by how much, and where their words stand."""

import pytest
from PIL import Image

from clerk.builtin.ocr.skew import is_askew, lay_askew, skew_of, straightened
from clerk.model.page import Word
from fixtures.made_pages import PARAGRAPH, page_picture

DPI = 150


@pytest.mark.parametrize("degrees", [-7, -4, 0, 2, 5])
def test_the_angle_of_a_page_is_found(degrees: int) -> None:
    askew = page_picture(PARAGRAPH, dpi=DPI).rotate(-degrees, fillcolor=255, resample=Image.Resampling.BICUBIC)

    assert skew_of(askew, DPI) == pytest.approx(degrees, abs=1)


def test_an_empty_page_is_not_askew() -> None:
    assert not is_askew(skew_of(page_picture((), dpi=DPI), DPI))


@pytest.mark.parametrize("degrees", [-6, 4])
def test_a_word_of_the_straightened_page_is_found_on_the_page_as_it_lies(degrees: int) -> None:
    askew = Image.new("L", (850, 1100), 255)
    askew.paste(0, (600, 200, 640, 220))
    level = straightened(askew, degrees).point(lambda level: 255 - level)
    box = level.getbbox()
    assert box is not None

    word = lay_askew(Word("word", *box, None), degrees, 850, 1100)

    assert word[1:5] == pytest.approx((600, 200, 640, 220), abs=4)
