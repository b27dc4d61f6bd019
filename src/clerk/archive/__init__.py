"""The files below STORAGE_DIR: every path, both directions; and meetings.db with its SQL."""
