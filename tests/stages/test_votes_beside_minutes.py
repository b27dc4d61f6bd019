"""From a folder with minutes and a platform's votes to facts.json, which shows both."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest

from clerk.archive.facts_file import read_facts
from clerk.archive.paths import SitePaths
from clerk.builtin.extractors.rules.extractor import RulesExtractor
from clerk.builtin.fetchers.folder import FolderFetcher
from clerk.model.document import DocumentKey, FetchedDocument, KnownDocument
from clerk.model.facts import Facts, SourceKind
from clerk.model.names import Subdomain
from clerk.stages.extract import extract_site
from clerk.stages.fetch import land_documents
from clerk.tools.pdf import PdfLimits
from fixtures.made_documents import a_site
from fixtures.made_pages import saved, typeset

LIMITS = PdfLimits(max_bytes=50_000_000, max_pages=100, timeout=dt.timedelta(seconds=60), memory_bytes=1_000_000_000)
LINES = (
    "Present: Ana Reyes, Bo Smith, Cy Young",
    "Absent: None",
    "Moved by Reyes, seconded by Smith, to adopt the annual budget as presented.",
    "AYES: Reyes, Smith, Young",
    "NAYS: None",
    "Motion carried.",
)


@pytest.fixture
def paths(tmp_path: Path) -> SitePaths:
    return SitePaths(tmp_path / "sites", Subdomain("riverbend"))


def _votes(pdf: Path, **options: str) -> None:
    votes = [{"name": name, "option": option} for name, option in options.items()]
    motion = {"text": "Annual budget", "mover": "Reyes, Ana", "result": "pass", "votes": votes}
    pdf.with_suffix(".votes.json").write_text(json.dumps({"motions": [motion]}))


def _fetched(paths: SitePaths, city: Path, known: KnownDocument | None = None) -> KnownDocument | None:
    site = replace(a_site(), fetcher_options={"path": str(city)})
    listed = FolderFetcher().documents(site, None)
    (landed,) = land_documents(listed, known={known.url: known} if known else {}, paths=paths, limits=LIMITS)
    if not isinstance(landed, FetchedDocument):
        return known
    return KnownDocument(key=landed.key, url=landed.url, etag=landed.etag, last_modified=None, state=landed.state)


def _extracted(paths: SitePaths, key: DocumentKey) -> Facts:
    report = extract_site(paths, RulesExtractor(), is_time_up=lambda: False)
    assert report.failures == {}
    facts = read_facts(paths, key)
    assert facts is not None
    return facts


def test_votes_that_come_with_minutes_win_and_what_the_minutes_say_is_kept(paths: SitePaths, tmp_path: Path) -> None:
    pdf = tmp_path / "city/minutes/City Council/2024-01-09.pdf"
    pdf.parent.mkdir(parents=True)
    saved(typeset(LINES), pdf)
    _votes(pdf, Reyes="yes", Smith="yes", Young="yes")
    known = _fetched(paths, tmp_path / "city")
    assert known is not None

    (agreed,) = _extracted(paths, known.key).motions
    _votes(pdf, Reyes="yes", Smith="yes", Young="no")
    _fetched(paths, tmp_path / "city", known)
    (disputed,) = _extracted(paths, known.key).motions

    assert (agreed.source_kind, agreed.doubt) == (SourceKind.API, None)
    assert agreed.seconder is not None
    assert agreed.seconder.name == "Bo Smith"
    assert [(vote.voter.name, vote.option) for vote in disputed.votes] == [
        ("Ana Reyes", "yes"),
        ("Bo Smith", "yes"),
        ("Cy Young", "no"),
    ]
    assert disputed.doubt is not None
    assert "the record has Young as no, the minutes have yes" in disputed.doubt.reason
    assert [vote.option for vote in disputed.doubt.votes] == ["yes", "yes", "yes"]


def test_votes_that_were_damaged_in_the_archive_cost_their_document_alone(paths: SitePaths, tmp_path: Path) -> None:
    pdf = tmp_path / "city/minutes/City Council/2024-01-09.pdf"
    pdf.parent.mkdir(parents=True)
    saved(typeset(LINES), pdf)
    known = _fetched(paths, tmp_path / "city")
    assert known is not None
    paths.recorded(known.key).write_text("{")

    report = extract_site(paths, RulesExtractor(), is_time_up=lambda: False)

    assert report.is_complete
    assert list(report.failures) == [known.key]
