"""PostgreSQL, the truth: schema, migrations, and every query; one function asks one question and never commits."""
