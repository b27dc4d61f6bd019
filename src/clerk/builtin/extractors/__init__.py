"""Extractors that come with clerk, and the hook that answers for them."""

from clerk.builtin.extractors.rules.extractor import RulesExtractor
from clerk.plugins.contracts import Extractor
from clerk.plugins.hookspecs import hookimpl


@hookimpl
def extractor(name: str) -> Extractor | None:
    return RulesExtractor() if name == RulesExtractor.name else None
