"""Fetchers that come with clerk."""
