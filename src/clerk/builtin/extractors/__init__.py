"""Extractors that come with clerk."""
