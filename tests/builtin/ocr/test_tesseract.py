"""The OCR engine tesseract: pages that lie any way round, languages, forks."""

from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from clerk.builtin.ocr.languages import check_languages, data_file, missing_languages
from clerk.builtin.ocr.plugin import ocr_engine
from clerk.builtin.ocr.tesseract import TesseractEngine
from clerk.errors import EngineUnavailable, LanguageMissing
from clerk.model.page import PageImage, PageSource
from clerk.tools.child import ChildLimits, answer_of
from fixtures.made_pages import PARAGRAPH, page_picture

DPI = 200


@pytest.fixture(scope="module")
def engine() -> TesseractEngine:
    made = TesseractEngine()
    made.open(["eng"])
    return made


@pytest.mark.parametrize("lies", [0, 90, 180, 270])
def test_a_page_that_lies_on_its_side_or_head_is_read(engine: TesseractEngine, lies: int) -> None:
    picture = page_picture(PARAGRAPH, dpi=DPI).rotate(-lies, expand=True)

    page = engine.read(_image(picture), ["eng"])

    assert page.text.split() == " ".join(PARAGRAPH).split()
    assert page.rotation == -lies % 360
    assert page.source is PageSource.OCR


@pytest.mark.parametrize("lies", [0, 90, 180, 270])
def test_boxes_lie_on_the_words_of_the_page_as_it_lies(engine: TesseractEngine, lies: int) -> None:
    picture = page_picture((*PARAGRAPH, "Unmistakable"), dpi=DPI).rotate(-lies, expand=True)

    page = engine.read(_image(picture), ["eng"])

    found = next(word for word in page.words if word.text == "Unmistakable")
    without = page_picture(PARAGRAPH, dpi=DPI).rotate(-lies, expand=True)
    shown = Image.frombytes(
        "L", picture.size, bytes(a ^ b for a, b in zip(picture.tobytes(), without.tobytes(), strict=True))
    )
    box = shown.getbbox()
    assert box is not None
    assert found[1:5] == pytest.approx([edge * 72 / DPI for edge in box], abs=2)


@pytest.mark.parametrize("degrees", [-6, -3, 3])
def test_a_page_that_was_scanned_askew_is_read(engine: TesseractEngine, degrees: int) -> None:
    picture = page_picture(PARAGRAPH, dpi=DPI).rotate(degrees, fillcolor=255, resample=Image.Resampling.BICUBIC)

    page = engine.read(_image(picture), ["eng"])

    read = set(page.text.split())
    assert len(read & set(" ".join(PARAGRAPH).split())) >= 0.95 * len(set(" ".join(PARAGRAPH).split()))


def test_confidence_resolution_and_size_are_kept(engine: TesseractEngine) -> None:
    page = engine.read(_image(page_picture(PARAGRAPH, dpi=DPI)), ["eng"])

    assert page.confidence is not None
    assert 0.85 < page.confidence <= 1
    assert (page.dpi, page.languages, page.width, page.height) == (DPI, ("eng",), 612, 792)
    assert page.engine.startswith("tesseract 5")


def test_a_picture_without_words_gives_no_words(engine: TesseractEngine) -> None:
    page = engine.read(_image(page_picture((), dpi=DPI)), ["eng"])

    assert (page.text, page.words) == ("", ())


def test_an_open_engine_reads_in_a_fork(engine: TesseractEngine) -> None:
    image = _image(page_picture(PARAGRAPH, dpi=DPI))

    def read() -> bytes:
        return engine.read(image, ["eng"]).text.encode()

    answer = answer_of(read, ChildLimits(memory_bytes=1_000_000_000, timeout=timedelta(seconds=30)))

    assert answer.decode() == engine.read(image, ["eng"]).text


def test_another_set_of_languages_is_opened_when_it_is_asked_for(
    engine: TesseractEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    english = data_file("eng")
    assert english is not None
    (tmp_path / "xyz.traineddata").symlink_to(english)
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))

    page = engine.read(_image(page_picture(PARAGRAPH, dpi=DPI)), ["eng", "xyz"])

    assert page.languages == ("eng", "xyz")
    assert page.text.split() == " ".join(PARAGRAPH).split()


def test_a_language_without_data_says_what_to_install() -> None:
    with pytest.raises(LanguageMissing, match=r"apt install tesseract-ocr-chi-tra.*pip install tessdata-fast-chi_tra"):
        check_languages(["eng", "chi_tra"])


def test_an_engine_refuses_a_language_without_data() -> None:
    with pytest.raises(LanguageMissing, match="no Tesseract data for tlh"):
        TesseractEngine().open(["eng", "tlh"])


@pytest.mark.parametrize("language", ["", "../eng", "a/b", "/etc/passwd"])
def test_a_language_is_no_path(language: str) -> None:
    assert missing_languages(["eng", language]) == (language,)


def test_data_that_is_no_data_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bad.traineddata").write_bytes(b"nonsense")
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))

    with pytest.raises(EngineUnavailable, match="cannot load bad"):
        TesseractEngine().open(["bad"])


def test_the_hook_answers_to_its_own_names_only() -> None:
    made = ocr_engine(name="tesseract")

    assert isinstance(made, TesseractEngine)
    assert ocr_engine(name="another") is None


def test_vision_is_refused_where_there_is_no_macos(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")

    with pytest.raises(EngineUnavailable, match="vision needs macOS"):
        ocr_engine(name="vision")


def _image(picture: Image.Image) -> PageImage:
    return PageImage(pixels=picture.tobytes(), width=picture.width, height=picture.height, dpi=DPI)
