"""The OCR step: one page."""

from collections.abc import Iterable

from clerk.archive.pages import page_is_written, write_page
from clerk.model.document import DocumentKey
from clerk.model.job import Job, PlannedJob
from clerk.pipeline.context import Context
from clerk.stages.ocr import read_page
from clerk.state import sites


def ocr(context: Context, job: Job) -> Iterable[PlannedJob]:
    """Reads the page, unless an attempt before this one did and died before it could say so."""
    paths = context.paths(job.subdomain)
    key = DocumentKey.parse(str(job.args["document"]))
    number = int(job.args["page"])
    if not page_is_written(paths, key, number):
        with context.transaction() as connection:
            site = sites.find(connection, job.subdomain)
        page = read_page(
            paths.pdf(key),
            number,
            engine=context.ocr_engine(),
            languages=site.ocr_languages or context.settings.default_languages,
            limits=context.pdf_limits,
        )
        write_page(paths, key, number, page)
    return ()
