"""How far a page was laid askew on the scanner, and where its words stand on the page as it lies."""

from itertools import pairwise
from math import cos, radians, sin

from PIL import Image

from clerk.model.page import Word

_DPI = 75
_MOST_DEGREES = 10
_LEAST_DEGREES = 1


def skew_of(picture: Image.Image, dpi: int) -> int:
    """Degrees to turn the picture counterclockwise so that its lines are level; 10 either way when they never are.

    Level lines make the rows of a page alternate most sharply between ink and paper.
    """
    small = picture.reduce(max(1, dpi // _DPI)).point([255 - level for level in range(256)])
    return max(range(-_MOST_DEGREES, _MOST_DEGREES + 1), key=lambda degrees: _sharpness(small, degrees))


def is_askew(degrees: int) -> bool:
    return _LEAST_DEGREES < abs(degrees) < _MOST_DEGREES


def _sharpness(picture: Image.Image, degrees: int) -> int:
    turned = picture.rotate(degrees)
    rows = turned.resize((1, turned.height), Image.Resampling.BOX).tobytes()
    return sum((above - below) ** 2 for above, below in pairwise(rows))


def straightened(picture: Image.Image, degrees: int) -> Image.Image:
    return picture.rotate(degrees, fillcolor=255, resample=Image.Resampling.BICUBIC)


def lay_askew(word: Word, degrees: int, width: float, height: float) -> Word:
    """The word's box on the page as it lies, from its box on the page that was turned by `degrees` about its middle."""
    sine, cosine = sin(radians(degrees)), cos(radians(degrees))
    across = (word.left + word.right - width) / 2
    down = (word.top + word.bottom - height) / 2
    middle_x = width / 2 + across * cosine - down * sine
    middle_y = height / 2 + across * sine + down * cosine
    half_width, half_height = (word.right - word.left) / 2, (word.bottom - word.top) / 2
    return Word(
        word.text,
        round(middle_x - half_width, 1),
        round(middle_y - half_height, 1),
        round(middle_x + half_width, 1),
        round(middle_y + half_height, 1),
        word.confidence,
    )
