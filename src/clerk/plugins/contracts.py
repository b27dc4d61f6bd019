"""What clerk asks of a fetcher, an OCR engine, an extractor and a deployer."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from clerk.errors import ClerkError
from clerk.model.document import DocumentKind, DocumentRef, Refusal
from clerk.model.facts import Facts
from clerk.model.page import PageImage, PageText
from clerk.model.site import Site


class Fetcher(Protocol):
    """Lists a site's documents; downloading, checking and storing them is clerk's."""

    def documents(self, site: Site, since: dt.date | None) -> Iterator[DocumentRef | Refusal]:
        """Everything the source lists, dated `since` or later; lazily: the first is stored while the rest is listed.

        Raises:
            SourceRefused: the source is not there, or does not answer.
        """
        ...


class OcrEngine(Protocol):
    """Reads the picture of one page."""

    name: str
    """As in DEFAULT_OCR_BACKEND."""
    survives_fork: bool
    """False makes the worker start a fresh process for each job."""

    def open(self, languages: Sequence[str]) -> None:
        """Loads the models once, in the worker, before the first job.

        Raises:
            EngineUnavailable: this machine cannot run it.
            LanguageMissing: a language's data is not installed.
        """
        ...

    def read(self, image: PageImage, languages: Sequence[str]) -> PageText:
        """The page's text, words and confidence; boxes are in points of the page as a person sees it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPages:
    """What an extractor sees: one document, its pages in order."""

    kind: DocumentKind
    body: str
    date: dt.date
    pages: Sequence[str]
    text_sha256: str
    earlier_members: Sequence[str] = ()
    """Full names of the members at the body's meetings before this one, latest first: who may be meant by a name."""


class Extractor(Protocol):
    """Finds people, motions and votes: a pure function of a document's pages."""

    name: str
    version: str
    """Facts of another version are found anew."""

    def extract(self, document: DocumentPages) -> Facts: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFile:
    """A file to be published; it never changes under its name: one of the same size at the target is the same file."""

    path: Path
    storage_path: str
    """Inside the site: "documents/minutes/City Council/2024-01-09/0123456789ab/document.pdf"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteImage:
    """A page's picture, made only when the target has none yet."""

    storage_path: str
    render: Callable[[], bytes]
    """The picture as PNG; raises PageUnreadable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteBundle:
    """A finished site, ready to be published: nothing in it changes while a deployer reads it."""

    site: Site
    folder: Path
    """meetings.db and metadata.yaml, complete; files of the deployer's own may be put beside them."""
    documents: Sequence[SiteFile]
    page_images: Sequence[SiteImage] = ()
    is_current: Callable[[], bool] = lambda: True
    """False as soon as the site has a newer meetings.db: then another deploy publishes that, and this one must not."""
    is_time_up: Callable[[], bool] = lambda: False
    """True when a deployer that has sent anything, and will find it there, should stop by raising DeployUnfinished."""


class DeployUnfinished(ClerkError):
    """The time was up; what was sent stays, and another deploy goes on from there."""

    retryable = True


class Deployer(Protocol):
    """Publishes a finished site."""

    def deploy(self, bundle: SiteBundle, published: Callable[[Path, str], None]) -> str:
        """Where it can now be found; `published` is told each file that was sent, and its path inside the target.

        Documents go first and meetings.db last, whole: a reader of the target sees the old one or the new one.

        Raises:
            DeployUnfinished: the bundle says that the time is up.
            DeployFailed: the target did not take it.
        """
        ...
