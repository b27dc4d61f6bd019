"""Compares the extractor `rules` with votes that a document prints in a form so strict that a few lines parse it.

    python benchmarks/printed_votes.py ../shared/corpus [-v]

RTD Denver's tables, Guelph's printed tallies, Chicago's roll calls, and Santa Ana's votes as counted by hand.
"""

import sys
from pathlib import Path

import chicago_roll_calls
import guelph_tallies
import rtd_tables
import santa_ana_votes
from corpus_facts import Agreement, Ballot, summary


def main(corpus: Path, *, is_verbose: bool) -> None:
    tables, unread = rtd_tables.agreements(corpus)
    _show(f"RTD Denver ({unread} tables that the strict parser cannot read)", tables, is_verbose=is_verbose)
    _show("Chicago", chicago_roll_calls.agreements(corpus), is_verbose=is_verbose)
    tallies = guelph_tallies.tallies(corpus)
    counted = {verdict: sum(tally.verdict is verdict for tally in tallies) for verdict in guelph_tallies.Verdict}
    print(f"Guelph: {len(tallies)} printed; " + ", ".join(f"{count} {verdict}" for verdict, count in counted.items()))
    for meeting in santa_ana_votes.meetings(corpus):
        print(f"Santa Ana {meeting.name}: {meeting.covered} of {meeting.items} items", end="; ")
        print(f"votes by name: {meeting.right} right, {meeting.wrong} not as counted by hand, of {meeting.labelled}")
    if is_verbose:
        print("\n".join(f"  {tally}" for tally in tallies if tally.verdict is not guelph_tallies.Verdict.EQUAL))


def _show(title: str, agreements: list[Agreement], *, is_verbose: bool) -> None:
    print(f"{title}: {summary(agreements)}")
    for one in agreements if is_verbose else ():
        if not one.is_equal:
            print(f"  {one.name}: {_verdict(one)}")


def _verdict(one: Agreement) -> str:
    if not one.found:
        return "not found"
    missing, extra = (_listed(votes) for votes in (one.printed - one.published, one.published - one.printed))
    return f"in doubt: {one.doubt}" if one.in_doubt else f"missing: {missing}; not printed: {extra}"


def _listed(votes: frozenset[Ballot]) -> str:
    return ", ".join(f"{name} {option}" for name, option in sorted(votes)) or "none"


if __name__ == "__main__":
    main(Path(sys.argv[1]), is_verbose="-v" in sys.argv)
