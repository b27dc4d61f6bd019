"""meetings.db: a site's SQLite database, its schema, how it is built aside and published, and how it is searched."""
