"""Pages with a text layer: pages a second from enqueue to compiled, one site.

    python benchmarks/text_layer_pages.py [--pages 2000] [--document 8]

Target: 150 pages a second or more, on two cores.
"""

import argparse
import datetime as dt
import random
import tempfile
import time
from pathlib import Path

from fpdf import FPDF
from scratch import add_folder_site, ask, pools, scratch_clerk, start_run, wait_for_workers, wait_until_all_ended

_SAMPLE = (
    "the council of city and motion to approve minutes staff report public hearing ordinance budget street water "
    "moved seconded carried rent control housing plan fiscal year member clerk mayor vice chair agenda item"
)


def make_documents(folder: Path, *, pages: int, per_document: int) -> int:
    """Typeset minutes of about 350 words a page; how many documents."""
    chance = random.Random(7)  # noqa: S311  made-up words keep no secret
    words = _SAMPLE.split()
    target = folder / "minutes" / "City Council"
    target.mkdir(parents=True)
    for index in range(-(-pages // per_document)):
        pdf = FPDF()
        pdf.set_font("Times", size=11)
        for _ in range(per_document):
            pdf.add_page()
            pdf.multi_cell(0, 5, " ".join(chance.choice(words) for _ in range(350)).capitalize() + ".")
        pdf.output(str(target / f"{dt.date(1990, 1, 1) + dt.timedelta(days=7 * index)}.pdf"))
    return -(-pages // per_document)


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--pages", type=int, default=2000)
    arguments.add_argument("--document", type=int, default=8, help="pages a document")
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name, scratch_clerk() as context:
        documents = make_documents(Path(name), pages=options.pages, per_document=options.document)
        pages = documents * options.document
        add_folder_site(context, "typeset", Path(name))
        with pools(fetch=1, ocr=1, extraction=1, deploy=1):
            wait_for_workers(context, 4)
            started = time.monotonic()
            start_run(context, "typeset")
            wait_until_all_ended(context)
            total = time.monotonic() - started
        print(f"{pages} pages in {documents} documents; OCR jobs: {ask(context, _OCR_JOBS):.0f}")
        compiled = ask(context, _SECONDS_UNTIL.format(step="compile-text"))
        fetched = ask(context, _SECONDS_UNTIL.format(step="fetch"))
        print(f"fetched in {fetched:.1f} s: {pages / fetched:.0f} pages/s")
        print(f"fetch to compiled (text) in {compiled:.1f} s: {pages / compiled:.0f} pages/s (target 150)")
        print(f"enqueue to deployed in {total:.1f} s: {pages / total:.0f} pages/s")


_OCR_JOBS = "select count(*) from job_tracking where step = 'ocr'"
_SECONDS_UNTIL = (
    "select extract(epoch from (select max(settled_at) from job_tracking where step = '{step}')"
    " - (select min(started_at) from job_tracking where step = 'fetch'))"
)

if __name__ == "__main__":
    main()
