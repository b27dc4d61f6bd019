"""Frozen records and the rules between them; nothing here reads a file, a clock or a server."""
