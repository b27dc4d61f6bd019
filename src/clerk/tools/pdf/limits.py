"""How much a PDF may cost, and what is refused before PDFium sees it."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from clerk.errors import DocumentTooLarge, DocumentUnreadable
from clerk.tools.child import ChildLimits

_HEADER_WITHIN = 1024
"""Bytes within which readers look for %PDF-. Source: PDF 1.7, implementation note 13."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfLimits:
    max_bytes: int
    max_pages: int
    timeout: timedelta
    """For opening one PDF and all that is asked of it at once."""
    memory_bytes: int
    page_timeout: timedelta = timedelta(seconds=30)
    """For the text layer of one page."""

    def of_child(self) -> ChildLimits:
        return ChildLimits(memory_bytes=self.memory_bytes, timeout=self.timeout)

    def of_child_that_reads_pages(self) -> ChildLimits:
        return ChildLimits(memory_bytes=self.memory_bytes, timeout=self.timeout, frame_timeout=self.page_timeout)


def check_file(pdf: Path, limits: PdfLimits) -> None:
    """Refuses what is not a PDF, judged by its first bytes and its size.

    Raises:
        DocumentTooLarge: more bytes than the limit.
        DocumentUnreadable: not there, empty, or no PDF.
    """
    try:
        size = pdf.stat().st_size
        with pdf.open("rb") as file:
            head = file.read(_HEADER_WITHIN)
    except OSError as error:
        raise DocumentUnreadable(f"{pdf.name} cannot be opened: {error.strerror}") from error
    if size == 0:
        raise DocumentUnreadable("the file is empty (0 bytes)")
    if size > limits.max_bytes:
        raise DocumentTooLarge(f"{size:,} bytes; PDF_MAX_BYTES allows {limits.max_bytes:,}")
    if b"%PDF-" not in head:
        raise DocumentUnreadable(f"not a PDF: the file is {_kind_of(head)}")


def _kind_of(head: bytes) -> str:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<!--")):
        return "a web page (HTML)"
    if start.startswith(b"pk\x03\x04"):
        return "a ZIP or Office file"
    if start.startswith((b"\xff\xd8\xff", b"\x89png", b"gif8", b"ii*\x00", b"mm\x00*")):
        return "a picture"
    return "something else"
