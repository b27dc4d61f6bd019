"""Where a page has ink, from a coarse picture of it; to be used in a child process only."""

from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw

from clerk.model.page import Word
from clerk.model.textquality import Ink
from clerk.tools.pdf.library import Frame, Handle, Picture, render_grey

_DPI = 50
_MOST_PIXELS = 400_000
_CONTRAST, _FAINT = 48, 20
"""Grey levels between the paper and what counts as ink; the second before a page is called blank: taking a faint page
for a blank one loses it, and the other mistake costs a second."""
_LEAST_INK = 0.00004
"""Of the page: less is dust. A single line of a few words has ten times as much."""
_PAPER_MARGIN = 0.02


def draw(page: Handle, frame: Frame) -> Image.Image:
    """The page in grey at a coarse resolution."""
    width, height = frame.size
    scale = min(_DPI / 72, (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return Image.frombytes("L", size, render_grey(page, *size))


def is_blank(picture: Image.Image) -> bool:
    """True when nothing but paper, its edges and dust is to be seen."""
    width, height = picture.size
    margin = int(width * _PAPER_MARGIN), int(height * _PAPER_MARGIN)
    inner = picture.crop((margin[0], margin[1], width - margin[0], height - margin[1]))
    if not all(inner.size):
        inner = picture
    inked = _ink(inner, _FAINT).histogram()[255]
    return inked < _LEAST_INK * inner.size[0] * inner.size[1]


def ink_of(picture: Image.Image, words: Sequence[Word], pictures: Sequence[Picture], frame: Frame) -> Ink:
    """How the words and the ink of the page's pictures lie on each other."""
    scale = picture.size[0] / max(frame.size[0], 1), picture.size[1] / max(frame.size[1], 1)
    ink = _ink(picture)
    boxes = [_scaled(word[1:5], scale) for word in words]
    on_ink = sum(1 for box in boxes if ink.crop(box).getbbox())
    in_pictures = ImageChops.multiply(ink, _mask(ink.size, [_scaled(other.box, scale) for other in pictures]))
    inked = in_pictures.histogram()[255]
    covered = ImageChops.multiply(in_pictures, _mask(ink.size, boxes)).histogram()[255]
    return Ink(words_on_ink=on_ink / max(len(boxes), 1), covered=covered / inked if inked else 1.0)


def _ink(picture: Image.Image, contrast: int = _CONTRAST) -> Image.Image:
    """255 where something is drawn, 0 on paper; the paper is the page's most frequent light grey."""
    histogram = picture.histogram()
    paper = max(range(256), key=histogram.__getitem__)
    return picture.point([255 if abs(level - paper) > contrast else 0 for level in range(256)])


def _mask(size: tuple[int, int], boxes: Sequence[tuple[int, int, int, int]]) -> Image.Image:
    mask = Image.new("L", size, 0)
    draw_on = ImageDraw.Draw(mask)
    for box in boxes:
        draw_on.rectangle(box, fill=255)
    return mask


def _scaled(box: tuple[float, float, float, float], scale: tuple[float, float]) -> tuple[int, int, int, int]:
    left, top, right, bottom = box
    across, down = scale
    return (
        int(min(left, right) * across) - 1,
        int(min(top, bottom) * down) - 1,
        int(max(left, right) * across) + 2,
        int(max(top, bottom) * down) + 2,
    )
