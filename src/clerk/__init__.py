"""clerk: turns the PDFs that cities publish about their meetings into searchable databases."""
