"""Tells which plugin raised: an error that comes through a hook does not say so itself."""

from collections.abc import Sequence

import pluggy


def plugin_at_fault(implementations: Sequence[pluggy.HookImpl], error: Exception) -> str:
    """The name of the plugin whose function stands in the error's traceback; all their names when none does."""
    names = {getattr(each.function, "__code__", None): each.plugin_name for each in implementations}
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code in names:
            return names[trace.tb_frame.f_code]
        trace = trace.tb_next
    return " or ".join(names.values()) or "unknown"
