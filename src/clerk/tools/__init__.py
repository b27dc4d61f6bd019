"""Tools that reach outside: PDFium in a child process, and the web."""
