"""A site's motions, votes and attendance for other programs: Open Civic Data, CSV, JSON lines."""
