"""`clerk extract`."""

import datetime as dt
import hashlib
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

import click
from rich.console import Console

from clerk.archive.documents import document_keys, read_manifest
from clerk.archive.facts_file import read_facts
from clerk.archive.pages import page_texts
from clerk.archive.paths import SitePaths
from clerk.builtin.extractors.mentions.loading import with_mentions
from clerk.builtin.extractors.rules.extractor import RulesExtractor
from clerk.cli.facts_explained import COLOURED, PLAIN, explained_lines
from clerk.cli.facts_json import Json, facts_json
from clerk.cli.facts_text import motion_lines
from clerk.errors import ClerkError, SettingInvalid, SubdomainInvalid, WrongUsage
from clerk.model.document import DocumentKind
from clerk.model.facts import Facts
from clerk.model.names import check_subdomain
from clerk.plugins.contracts import DocumentPages, Extractor
from clerk.settings import load
from clerk.stages.extract import ExtractionFailed, extract_document
from clerk.tools.loose_file import BEGINNING, MOST_TEXT_BYTES, LoosePages, is_pdf, pages_of_pdf, pages_of_text_file
from clerk.tools.pdf import PdfLimits

_STANDARD_INPUT = "-"
_NO_DATE = dt.date(1, 1, 1)
_PARTIAL = 5


class NothingToExtract(ClerkError):
    """No such file, and no site of that name with facts."""

    exit_code = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """One document's facts beside the pages that they speak of."""

    name: str | None
    """The document's key in the archive; None for a file."""
    facts: Facts
    pages: Sequence[str]


@click.command()
@click.argument("source", metavar="FILE|SITE")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs: one object a document, each on one line.")
@click.option("--explain", is_flag=True, help="Show each fact beside its words, and the rule that found it.")
@click.option("--document", "beginning", default="", help="Of a SITE, only documents whose key begins so.")
def extract(source: str, *, as_json: bool, explain: bool, beginning: str) -> None:
    """Find who was there, who moved and who voted how, in a text, a PDF or a site; needs no server."""
    if as_json and explain:
        raise click.UsageError("--json and --explain exclude each other")
    unread: Sequence[int] = ()
    if _is_file(source):
        read = _read(source)
        unread = read.unread
        extractor = with_mentions(RulesExtractor(), _name_model() if as_json or explain else "")
        documents: Iterator[_Found] = iter([_found_in(source, read, extractor)])
    else:
        documents = _found_in_site(_site(source), beginning)
    for found in documents:
        _show(found, as_json=as_json, explain=explain)
    if unread:
        numbers = ", ".join(map(str, unread))
        click.echo(f"Not read, for they have no text layer that can be used: page(s) {numbers}", err=True)
        sys.exit(_PARTIAL)


def _show(found: _Found, *, as_json: bool, explain: bool) -> None:
    if as_json:
        document: Json = facts_json(found.facts)
        named = document if found.name is None else {"document": found.name, **document}
        click.echo(json.dumps(named, ensure_ascii=False).encode(errors="replace"))
        return
    if found.name is not None:
        click.echo(f"== {found.name}")
    if explain:
        in_colour = sys.stdout.isatty() and not Console().no_color
        lines = explained_lines(found.facts, found.pages, ink=COLOURED if in_colour else PLAIN)
    else:
        lines = motion_lines(found.facts)
    for line in lines:
        click.echo(line.encode(errors="replace"))
    if found.name is None and not found.facts.motions:
        click.echo("No motions found.", err=True)


def _is_file(source: str) -> bool:
    """True for standard input and for whatever can be read, pipes too; a folder may be a site's name."""
    return source == _STANDARD_INPUT or (Path(source).exists() and not Path(source).is_dir())


def _read(source: str) -> LoosePages:
    """The pages of a file, or of standard input, each of which may be a text or a PDF."""
    if source == _STANDARD_INPUT:
        return _read_pages(sys.stdin.buffer)
    file = Path(source)
    try:
        with file.open("rb") as stream:
            if file.is_file() and is_pdf(stream.peek(BEGINNING)):
                return pages_of_pdf(file, _pdf_limits())
            return _read_pages(stream)
    except OSError as error:
        raise NothingToExtract(f"{source} cannot be read: {error.strerror}") from error


def _read_pages(stream: BinaryIO) -> LoosePages:
    beginning = stream.read(BEGINNING)
    if not is_pdf(beginning):
        return pages_of_text_file(beginning + stream.read(MOST_TEXT_BYTES + 1))
    limits = _pdf_limits()
    with tempfile.NamedTemporaryFile(suffix=".pdf") as pdf:
        pdf.write(beginning + stream.read(limits.max_bytes + 1))
        pdf.flush()
        return pages_of_pdf(Path(pdf.name), limits)


def _pdf_limits() -> PdfLimits:
    settings = load()
    return PdfLimits(
        max_bytes=settings.pdf_max_bytes,
        max_pages=settings.pdf_max_pages,
        timeout=timedelta(seconds=settings.pdf_timeout),
        memory_bytes=settings.pdf_memory,
    )


def _name_model() -> str:
    """NER_MODEL; none where settings are wrong, for a text can be read without them."""
    try:
        return load().ner_model
    except SettingInvalid as error:
        click.echo(f"Names are not looked for: {error}", err=True)
        return ""


def _found_in(source: str, read: LoosePages, extractor: Extractor) -> _Found:
    """What the extractor finds; it is told of minutes, of no certain body and day.

    Raises:
        ExtractionFailed: it took longer or more memory than it may.
    """
    document = DocumentPages(
        kind=DocumentKind.MINUTES,
        body="",
        date=_NO_DATE,
        pages=read.texts,
        text_sha256=hashlib.sha256("\f".join(read.texts).encode(errors="replace")).hexdigest(),
    )
    try:
        facts = extract_document(document, extractor)
    except ExtractionFailed as error:
        raise ExtractionFailed(f"no facts of {source}: {error.__cause__}") from error
    return _Found(name=None, facts=facts, pages=read.texts)


def _site(source: str) -> SitePaths:
    if Path(source).is_dir() and not _names_a_site(source):
        raise WrongUsage(f"{source} is a folder: name a file in it, or a site")
    if not _names_a_site(source):
        raise NothingToExtract(f"no file {source}, and no site of that name below {load().storage_dir}")
    return SitePaths(load().storage_dir, check_subdomain(source))


def _names_a_site(source: str) -> bool:
    try:
        return SitePaths(load().storage_dir, check_subdomain(source)).documents.is_dir()
    except SubdomainInvalid:
        return False


def _found_in_site(paths: SitePaths, beginning: str) -> Iterator[_Found]:
    """The facts of each document whose facts are of the text that it has."""
    has_any = False
    for key in document_keys(paths):
        manifest = read_manifest(paths, key) if str(key).startswith(beginning) else None
        facts = None if manifest is None else read_facts(paths, key)
        if manifest is not None and facts is not None and facts.text_sha256 == manifest.text_sha256:
            has_any = True
            yield _Found(name=str(key), facts=facts, pages=page_texts(paths, key))
    if not has_any:
        such = f" whose key begins with {beginning!r}" if beginning else ""
        raise NothingToExtract(
            f"{paths.subdomain} has no facts of documents{such} yet: has `clerk enqueue {paths.subdomain}` ended?"
        )
