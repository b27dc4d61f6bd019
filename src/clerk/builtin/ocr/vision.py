"""The OCR engine vision: Apple's Vision framework through ocrmac; to be imported on macOS only."""

from collections.abc import Sequence

from ocrmac import ocrmac
from PIL import Image

from clerk.errors import LanguageMissing
from clerk.model.page import PageSource, PageText, Word
from clerk.plugins.contracts import PageImage

_VISION_LANGUAGES = {
    "eng": "en-US",
    "spa": "es-ES",
    "fra": "fr-FR",
    "deu": "de-DE",
    "ita": "it-IT",
    "por": "pt-BR",
    "chi_sim": "zh-Hans",
    "chi_tra": "zh-Hant",
    "jpn": "ja-JP",
    "kor": "ko-KR",
    "vie": "vi-VT",
    "rus": "ru-RU",
    "ukr": "uk-UA",
}
"""Tesseract's codes, which sites are configured with, to those of Vision."""


class VisionEngine:
    name = "vision"
    survives_fork = False
    """Objective-C does not work in a forked process."""

    def open(self, languages: Sequence[str]) -> None:
        """Checks the languages; Vision's models are the system's.

        Raises:
            LanguageMissing: Vision does not know a language.

        """
        unknown = [language for language in languages if language not in _VISION_LANGUAGES]
        if unknown:
            raise LanguageMissing(
                f"the OCR engine vision does not read {', '.join(unknown)}: use DEFAULT_OCR_BACKEND=tesseract for it"
            )

    def read(self, image: PageImage, languages: Sequence[str]) -> PageText:
        """The page's text, a line of Vision's as a line; boxes are those of lines, shared out among their words."""
        self.open(languages)
        picture = Image.frombytes("L", (image.width, image.height), image.pixels)
        preference = [_VISION_LANGUAGES[language] for language in languages]
        found: list[tuple[str, float, tuple[float, float, float, float]]] = ocrmac.OCR(
            picture, recognition_level="accurate", language_preference=preference
        ).recognize()
        width, height = image.width * 72 / image.dpi, image.height * 72 / image.dpi
        words = tuple(word for line in found for word in words_of_line(line, width, height))
        letters = sum(len(word.text) for word in words)
        certain = sum(len(word.text) * (word.confidence or 0.0) for word in words)
        return PageText(
            text="\n".join(text for text, _, _ in found),
            source=PageSource.OCR,
            engine="vision",
            languages=tuple(languages),
            dpi=image.dpi,
            confidence=certain / letters if letters else 0.0,
            width=width,
            height=height,
            words=words,
        )


def words_of_line(
    line: tuple[str, float, tuple[float, float, float, float]], width: float, height: float
) -> list[Word]:
    """The words of a line, each with its share of the line's box by number of characters.

    Source: VNRecognizedTextObservation.boundingBox: x, y, width, height as shares of the picture, from its bottom left.
    """
    text, confidence, (x, y, wide, high) = line
    per_character = wide * width / max(len(text), 1)
    top, bottom = (1 - y - high) * height, (1 - y) * height
    words: list[Word] = []
    position = 0
    for part in text.split():
        position = text.index(part, position)
        left = x * width + position * per_character
        words.append(Word(part, left, top, left + len(part) * per_character, bottom, confidence))
        position += len(part)
    return words
