"""Each module is one style of minutes, with its examples; every module of this folder is used."""

import pkgutil
from functools import cache
from importlib import import_module

from clerk.builtin.extractors.rules.events import Style


@cache
def all_styles() -> tuple[Style, ...]:
    """The style of each module here, by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(import_module(f"{__name__}.{name}").STYLE for name in names)
