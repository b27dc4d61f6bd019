"""Reading PDFs with PDFium, in a child process only: text layers, and pictures of pages."""

from clerk.tools.pdf.ink import is_blank
from clerk.tools.pdf.layers import PdfReading, read_text_layers
from clerk.tools.pdf.limits import PdfLimits
from clerk.tools.pdf.pictures import render_page, render_png

__all__ = ["PdfLimits", "PdfReading", "is_blank", "read_text_layers", "render_page", "render_png"]
