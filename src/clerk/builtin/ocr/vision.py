"""The OCR engine vision: Apple's Vision framework through ocrmac; to be imported on macOS only."""

from collections.abc import Sequence

from ocrmac import ocrmac
from PIL import Image

from clerk.builtin.ocr.reading import VisionLine, mean_confidence, words_of_line
from clerk.errors import LanguageMissing
from clerk.model.page import PageImage, PageSource, PageText

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
        found: list[VisionLine] = ocrmac.OCR(
            picture, recognition_level="accurate", language_preference=preference
        ).recognize()
        width, height = image.width * 72 / image.dpi, image.height * 72 / image.dpi
        words = tuple(word for line in found for word in words_of_line(line, width, height))
        return PageText(
            text="\n".join(text for text, _, _ in found),
            source=PageSource.OCR,
            engine="vision",
            languages=tuple(languages),
            dpi=image.dpi,
            confidence=mean_confidence(words),
            width=width,
            height=height,
            words=words,
        )
