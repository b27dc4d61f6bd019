"""What kind of organization a name tells of; one rule for bodies and for organizations that are only mentioned."""

_KINDS = ("council", "commission", "committee", "board")


def classification(name: str) -> str:
    """One of "council", "commission", "committee", "board" and "other"."""
    words = name.lower()
    return next((kind for kind in _KINDS if kind in words), "other")
