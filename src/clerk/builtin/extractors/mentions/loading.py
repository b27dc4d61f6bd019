"""Puts a model of names beside an extractor; its library is loaded when a model is named, and not before."""

import importlib
import os

from clerk.builtin.extractors.mentions.extractor import MentionsExtractor, NameModel
from clerk.errors import EngineUnavailable
from clerk.plugins.contracts import Extractor


def with_mentions(extractor: Extractor, model: str) -> Extractor:
    """The extractor, which also finds names by the model; the extractor as it is for the model "".

    The model is loaded here, before any fork, so that the children that read documents share its memory.

    Raises:
        EngineUnavailable: spaCy or the model is not installed; the message says what to install.
    """
    return MentionsExtractor(extractor, _model(model)) if model else extractor


def _model(name: str) -> NameModel:
    # OpenBLAS reads it as it is loaded: a thread of its own would not survive the fork.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        library = importlib.import_module("clerk.builtin.extractors.mentions.spacy_model")
    except ImportError as error:
        raise EngineUnavailable(
            f"NER_MODEL is {name!r}, but spaCy cannot be loaded ({error}): pip install 'clerk[nlp]', or unset NER_MODEL"
        ) from error
    model: NameModel = library.SpacyModel(name)
    return model
