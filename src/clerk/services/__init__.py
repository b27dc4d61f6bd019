"""Running clerk's processes and, where none is given, its servers."""
