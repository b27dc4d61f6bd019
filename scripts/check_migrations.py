"""Compare the migrations with the tables in `clerk.state.schema`, on an empty PostgreSQL started for this alone.

Never the database of DATABASE_URL or `.env`: a check must not migrate somebody's sites.
"""

import sys
import tempfile
from pathlib import Path

from clerk.services import embedded
from clerk.state import migrations
from clerk.state.engine import open_engine


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="clerk-check-") as name:
        Path(name).chmod(0o711)  # for root, PostgreSQL runs as another user, who must get through
        home = Path(name) / "home"
        try:
            return _report(embedded.start(home, report=lambda _: None).database_url)
        finally:
            embedded.stop(home)


def _report(database_url: str) -> int:
    engine = open_engine(database_url)
    migrations.upgrade(engine)
    found = migrations.differences(engine)
    engine.dispose()
    if found is not None:
        print(f"the migrations and clerk.state.schema disagree: {found}", file=sys.stderr)
    return 0 if found is None else 1


if __name__ == "__main__":
    sys.exit(main())
