"""The OCR engine tesseract: Tesseract's library in this process, its models loaded once and shared with forks."""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import tesserocr
from PIL import Image

from clerk.builtin.ocr import languages as language_data
from clerk.builtin.ocr.reading import Reading, parse_tsv, turn_back
from clerk.builtin.ocr.skew import is_askew, lay_askew, skew_of, straightened
from clerk.errors import EngineUnavailable
from clerk.model.page import PageImage, PageSource, PageText

ENGINE = f"tesseract {tesserocr.tesseract_version().split()[1]}"

_SURE = 0.75
"""At this mean confidence a page was read the right way up; pages that were not stay below 0.6."""
_HALF_A_TURN = 180
_LEAST_SURE = 1.0
"""Of the orientation model, which counts from 0 to about 15."""
_READABLE = 0.6
"""A page that is read with less after it was turned was no page that lay wrong."""
_TURNS = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}
"""Degrees clockwise; Pillow counts the other way."""


class TesseractEngine:
    name = "tesseract"
    survives_fork = True

    def __init__(self) -> None:
        self._opened: dict[tuple[str, ...], tesserocr.PyTessBaseAPI] = {}
        self._orientation: tesserocr.PyTessBaseAPI | None = None

    def open(self, languages: Sequence[str]) -> None:
        """Loads the languages' models, and that for orientation; a set that is open stays open.

        Raises:
            LanguageMissing: a language's data is not installed.
            EngineUnavailable: Tesseract refuses the data.
        """
        wanted = tuple(languages)
        language_data.check_languages(wanted)
        if wanted not in self._opened:
            self._opened[wanted] = _loaded(wanted, tesserocr.PSM.AUTO)
        if self._orientation is None and not language_data.missing_languages(("osd",)):
            self._orientation = _loaded(("osd",), tesserocr.PSM.OSD_ONLY)

    def read(self, image: PageImage, languages: Sequence[str]) -> PageText:
        """The page's text; a page that lies on its side or head is turned until it can be read.

        Boxes are in points of the page as it lies, so that they fit its picture.
        """
        self.open(languages)
        api = self._opened[tuple(languages)]
        reading = _read(api, image.pixels, image.width, image.height, image.dpi)
        if reading.confidence < _SURE:
            reading = _straight(api, image, reading)
        if reading.confidence < _SURE:
            reading = self._turned(api, image, reading)
        return PageText(
            text=reading.text,
            source=PageSource.OCR,
            engine=ENGINE,
            languages=tuple(languages),
            dpi=image.dpi,
            rotation=reading.rotation,
            confidence=round(reading.confidence, 4),
            width=round(image.width * 72 / image.dpi, 1),
            height=round(image.height * 72 / image.dpi, 1),
            words=reading.words,
        )

    def _turned(self, api: tesserocr.PyTessBaseAPI, image: PageImage, upright: Reading) -> Reading:
        """The reading of the page the other way round, where that is clearly the better one."""
        rotation = self._rotation_of(image)
        if not rotation:
            return upright
        picture = Image.frombytes("L", (image.width, image.height), image.pixels).transpose(_TURNS[rotation])
        turned = _read(api, picture.tobytes(), picture.width, picture.height, image.dpi)
        if turned.confidence < _READABLE or turned.weight < upright.weight:
            return upright
        width, height = image.width * 72 / image.dpi, image.height * 72 / image.dpi
        words = tuple(turn_back(word, rotation, width, height) for word in turned.words)
        return replace(turned, words=words, rotation=(rotation + turned.rotation) % 360)

    def _rotation_of(self, image: PageImage) -> int:
        """Degrees clockwise to turn the page by, as Tesseract's orientation model has it.

        Half a turn when it does not know: Tesseract reads lines that run down a page by itself, so that this is right
        for lines that run up as well.
        """
        if self._orientation is None:
            return _HALF_A_TURN
        self._orientation.SetImageBytes(image.pixels, image.width, image.height, 1, image.width)
        self._orientation.SetSourceResolution(image.dpi)
        found = self._orientation.DetectOrientationScript()
        self._orientation.Clear()
        if not found or found["orient_conf"] < _LEAST_SURE:
            return _HALF_A_TURN
        return -int(found["orient_deg"]) % 360


def _straight(api: tesserocr.PyTessBaseAPI, image: PageImage, askew: Reading) -> Reading:
    """The reading of the page with its lines made level, where they were not and that is the better one."""
    picture = Image.frombytes("L", (image.width, image.height), image.pixels)
    degrees = skew_of(picture, image.dpi)
    if not is_askew(degrees):
        return askew
    level = _read(api, straightened(picture, degrees).tobytes(), image.width, image.height, image.dpi)
    if level.confidence < _READABLE or level.weight < askew.weight:
        return askew
    width, height = image.width * 72 / image.dpi, image.height * 72 / image.dpi
    return replace(level, words=tuple(lay_askew(word, degrees, width, height) for word in level.words))


def _read(api: tesserocr.PyTessBaseAPI, pixels: bytes, width: int, height: int, dpi: int) -> Reading:
    """One pass of recognition: text, boxes and confidence come from the same result."""
    api.SetImageBytes(pixels, width, height, 1, width)
    api.SetSourceResolution(dpi)
    api.Recognize()
    tsv = api.GetTSVText(0)
    api.Clear()
    return parse_tsv(tsv, points_per_pixel=72 / dpi)


def _loaded(languages: tuple[str, ...], segmentation: int) -> tesserocr.PyTessBaseAPI:
    """Tesseract takes one folder: the languages' files may lie apart, and are linked into one while it loads them."""
    with tempfile.TemporaryDirectory(prefix="clerk-tessdata-") as folder:
        for language in languages:
            file = language_data.data_file(language)
            if file is not None:
                link = Path(folder) / f"{language}.traineddata"
                link.parent.mkdir(exist_ok=True)
                link.symlink_to(file)
        try:
            return tesserocr.PyTessBaseAPI(path=folder, lang="+".join(languages), psm=segmentation)
        except RuntimeError as error:
            raise EngineUnavailable(f"Tesseract cannot load {'+'.join(languages)}: {error}") from error
