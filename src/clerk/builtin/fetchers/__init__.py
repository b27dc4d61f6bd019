"""Fetchers that come with clerk, and the hooks that answer for them."""

from collections.abc import Sequence

from clerk.builtin.fetchers.folder import FolderFetcher
from clerk.plugins.contracts import Fetcher
from clerk.plugins.hookspecs import hookimpl


@hookimpl
def fetcher_class(label: str) -> type[Fetcher] | None:
    return FolderFetcher if label == FolderFetcher.label else None


@hookimpl
def fetcher_extra(label: str) -> Sequence[str] | None:
    return FolderFetcher.options if label == FolderFetcher.label else None
