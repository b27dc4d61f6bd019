"""Answers the `ocr_engine` hook; an engine's library is loaded when its engine is asked for, and not before."""

import importlib
import os
import sys

from clerk.errors import EngineUnavailable
from clerk.plugins.contracts import OcrEngine
from clerk.plugins.hookspecs import hookimpl


@hookimpl
def ocr_engine(name: str) -> OcrEngine | None:
    """The engine of this name, not yet opened.

    Raises:
        EngineUnavailable: `vision` is asked for on a machine that is no Mac.
    """
    if name == "tesseract":
        # OpenMP reads it as the library is loaded: with more threads, two workers on two cores wait for each other.
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        return _made("clerk.builtin.ocr.tesseract", "TesseractEngine")
    if name == "vision":
        if sys.platform != "darwin":
            raise EngineUnavailable("the OCR engine vision needs macOS: set DEFAULT_OCR_BACKEND=tesseract here")
        return _made("clerk.builtin.ocr.vision", "VisionEngine")
    return None


def _made(module: str, engine: str) -> OcrEngine:
    try:
        made: OcrEngine = getattr(importlib.import_module(module), engine)()
    except ImportError as error:
        raise EngineUnavailable(f"the library of an OCR engine cannot be loaded: {error}") from error
    return made
