"""How fast a site is compiled: makes up an archive, builds its meetings.db, adds one document, searches.

    python benchmarks/compile_pages.py [--pages 100000] [--keep DIR]

Targets: a full build of 100,000 pages at 5,000 pages a second or more; one document more in 2 seconds or less.
"""

import argparse
import datetime as dt
import hashlib
import itertools
import random
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from clerk.archive.documents import add_document, document_keys
from clerk.archive.facts_file import read_facts, write_facts
from clerk.archive.manifest import Manifest, ManifestHead
from clerk.archive.meetings_db.search import search
from clerk.archive.pages import page_texts
from clerk.archive.paths import SitePaths
from clerk.model.document import DocumentKey, DocumentKind
from clerk.model.facts import (
    Attendance,
    AttendanceStatus,
    Counts,
    Facts,
    Motion,
    MotionKind,
    MotionResult,
    NamedPerson,
    Span,
    Tier,
    Vote,
    VoteOption,
)
from clerk.model.names import check_subdomain
from clerk.model.page import PageSource, PageText
from clerk.model.site import Site
from clerk.stages.compile import CompileReport, compile_site

PAGES_IN_DOCUMENT = 6.25
WORDS_ON_PAGE = 300
MOTIONS = 10
MOTION_LENGTH = 60
BODIES = ("City Council", "Planning Commission", "Library Board", "Parks Commission", "Rent Board")
SITE = Site(
    subdomain=check_subdomain("benchmark"),
    name="Benchmark",
    state="CA",
    country="US",
    kind="city",
    fetcher="folder",
    fetcher_options={},
    start_year=None,
    timezone="UTC",
    ocr_languages=(),
    latitude=None,
    longitude=None,
    enabled=True,
    created_at=dt.datetime(2024, 1, 1, tzinfo=dt.UTC),
)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="a folder for the archive; one that is there is used again")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        paths = SitePaths(arguments.keep or Path(scratch), SITE.subdomain)
        if not paths.documents.exists():
            make_archive(paths, arguments.pages)
        measure(paths)


def make_archive(paths: SitePaths, pages: int) -> None:
    rng = random.Random(7)  # noqa: S311  made-up words, no secrets
    words = vocabulary(rng)
    start = time.perf_counter()
    documents = 0
    for number in range(int(pages / PAGES_IN_DOCUMENT)):
        add_made_up(paths, rng, words, number)
        documents += 1
    seconds = time.perf_counter() - start
    print(f"archive     {documents:>8} documents added in {seconds:7.1f} s, {pages / seconds:8.0f} pages/s")


def measure(paths: SitePaths) -> None:
    for entities in (False, True):
        paths.meetings_db.unlink(missing_ok=True)
        processor = time.process_time()
        seconds, report = timed_compile(paths, entities=entities)
        processor = time.process_time() - processor
        print(
            f"full build  {report.pages:>8} pages in {seconds:7.2f} s, {report.pages / seconds:8.0f} pages/s"
            f" ({'with facts' if entities else 'text'}; {processor:.2f} s of processor)"
        )
    print(f"meetings.db {paths.meetings_db.stat().st_size / 1e6:8.0f} MB")
    rng = random.Random(time.time_ns())  # noqa: S311  another document each time
    add_made_up(paths, rng, vocabulary(random.Random(7)), rng.randrange(10**6, 10**9))  # noqa: S311
    seconds, report = timed_compile(paths, entities=True)
    print(f"one more    {report.documents_added:>8} document in {seconds:6.2f} s")
    first = next(key for key in document_keys(paths) if key.kind is DocumentKind.MINUTES)
    facts = read_facts(paths, first)
    assert facts is not None
    write_facts(paths, first, replace(facts, motions=facts.motions[1:]))
    seconds, report = timed_compile(paths, entities=True)
    print(f"other facts {report.documents_changed:>8} document in {seconds:6.2f} s")
    seconds, report = timed_compile(paths, entities=True)
    print(f"no change   {report.documents_added:>8} documents in {seconds:5.2f} s")
    for query in ("rent control", '"rent control"', "council", "zzzznothing"):
        start = time.perf_counter()
        hits = search(paths.meetings_db, query)
        print(f"search      {query:<18} {len(hits):>3} hits in {(time.perf_counter() - start) * 1000:6.0f} ms")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")


def timed_compile(paths: SitePaths, *, entities: bool) -> tuple[float, CompileReport]:
    start = time.perf_counter()
    report = compile_site(paths, SITE, entities=entities, run_id=1, now=dt.datetime.now(dt.UTC))
    return time.perf_counter() - start, report


def vocabulary(rng: random.Random) -> Sequence[str]:
    syllables = [a + b for a, b in itertools.product("bcdfglmnprst", ("a", "e", "i", "o", "u", "an", "er", "on"))]
    made_up = ["".join(rng.choices(syllables, k=rng.randint(1, 4))) for _ in range(20_000)]
    return ["the", "of", "and", "to", "council", "motion", "rent", "control", "public", "city", *made_up]


def add_made_up(paths: SitePaths, rng: random.Random, words: Sequence[str], number: int) -> Manifest:
    digest = hashlib.sha256(str(number).encode()).hexdigest()
    key = DocumentKey(
        kind=DocumentKind.AGENDA if number % 2 else DocumentKind.MINUTES,
        body=BODIES[number % len(BODIES)],
        date=dt.date(1990, 1, 1) + dt.timedelta(days=number // len(BODIES) % 12_000),
        digest=digest[:12],
    )
    head = ManifestHead(
        key=key,
        url=f"https://city.example/{number}.pdf",
        title=f"{key.body} {key.kind}",
        fetched_at=dt.datetime(2024, 1, 1, tzinfo=dt.UTC),
        sha256=digest,
        size=5,
    )
    paths.incoming.mkdir(parents=True, exist_ok=True)
    pdf = paths.incoming / "made-up.pdf"
    pdf.write_bytes(b"%PDF-")
    manifest = add_document(paths, head, pdf, made_up_pages(rng, words, 6 + (number % 4 == 0)))
    write_facts(paths, key, made_up_facts(paths, key))
    return manifest


def made_up_pages(rng: random.Random, words: Sequence[str], count: int) -> Iterator[PageText]:
    for _ in range(count):
        # Words of real text are as often as their rank is low.
        ranks = (int(len(words) ** rng.random()) - 1 for _ in range(WORDS_ON_PAGE))
        text = "Present: Ana Reyes\n" + " ".join(words[rank] for rank in ranks)
        yield PageText(text=text, source=PageSource.TEXT_LAYER, engine="made up", width=612, height=792)


def made_up_facts(paths: SitePaths, key: DocumentKey) -> Facts:
    """A member, and in minutes ten motions that the member made and voted for."""
    page = page_texts(paths, key)[0]
    is_minutes = key.kind is DocumentKind.MINUTES
    member = NamedPerson(name="Ana Reyes", is_official=True, span=span_of(page, page.index("Ana Reyes"), 9))
    present = Attendance(person=member, status=AttendanceStatus.PRESENT)
    return Facts(
        extractor="made up 1",
        text_sha256=hashlib.sha256(paths.text(key).read_bytes()).hexdigest(),
        attendance=(present,) if is_minutes else (),
        motions=tuple(made_up_motion(page, number, member) for number in range(1, MOTIONS + 1)) if is_minutes else (),
    )


def made_up_motion(page: str, number: int, member: NamedPerson) -> Motion:
    words = span_of(page, MOTION_LENGTH * number, MOTION_LENGTH)
    return Motion(
        sequence=number,
        text=words.quote,
        kind=MotionKind.MAIN,
        mover=member,
        seconder=None,
        result=MotionResult.PASS,
        result_text="carried",
        method=None,
        counts=Counts(yes=1, no=0),
        counts_printed=True,
        tier=Tier.TALLY,
        votes=(Vote(voter=replace(member, span=words), option=VoteOption.YES),),
        rule="made up",
        span=words,
    )


def span_of(page: str, start: int, length: int) -> Span:
    return Span(page=1, start=start, end=start + length, quote=page[start : start + length])


if __name__ == "__main__":
    main()
