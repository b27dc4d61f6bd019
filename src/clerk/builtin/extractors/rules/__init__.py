"""The extractor `rules`: plain styles of minutes, read by patterns that take time in proportion to the text."""
