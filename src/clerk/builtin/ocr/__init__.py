"""OCR engines that come with clerk: tesseract everywhere, vision on macOS."""
