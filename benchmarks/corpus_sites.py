"""All sites of a folder through the whole pipeline: how long from enqueue to deployed, and how each document ended.

    python benchmarks/corpus_sites.py SITES     SITES/<subdomain>/<kind>/<body>/<date> ...pdf

Target, for the 11 sites and 857 pages of the corpus on two cores with 2 OCR workers: under 2 minutes.
"""

import sys
import time
from pathlib import Path

import sqlalchemy as sa
from scratch import add_folder_site, pools, scratch_clerk, start_run, wait_for_workers, wait_until_all_ended

from clerk.model.names import Subdomain
from clerk.state import status

_BY_STATE = """
select state, count(*), sum(page_count), sum(pages_read_at_fetch) from documents group by 1 order by 1
"""


def main(folder: Path) -> None:
    names = sorted(path.name for path in folder.iterdir() if path.is_dir())
    with scratch_clerk() as context:
        for name in names:
            add_folder_site(context, name, folder / name)
        with pools(fetch=1, ocr=2, extraction=1, deploy=1):
            wait_for_workers(context, 5)
            started = time.monotonic()
            for name in names:
                start_run(context, name)
            wait_until_all_ended(context)
            seconds = time.monotonic() - started
        with context.transaction() as connection:
            for state, documents, pages, read in connection.execute(sa.text(_BY_STATE)):
                print(f"documents {state}: {documents}, {pages} pages, {read} read at fetch")
            for outcome, runs in connection.execute(
                sa.text("select outcome, count(*) from site_progress group by 1 order by 1")
            ):
                print(f"runs {outcome}: {runs}")
            for name in names:
                for failure in status.failures(connection, Subdomain(name)):
                    print(f"  {name}: {failure.subject.rsplit('/', 1)[-1]}: {failure.reason}")
        print(f"enqueue to deployed: {seconds:.1f} s for {len(names)} sites")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
