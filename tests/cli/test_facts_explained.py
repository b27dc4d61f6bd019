"""What a person sees who judges a document: each fact beside its words, doubts with their reasons."""

from dataclasses import replace

from clerk.cli.facts_explained import COLOURED, PLAIN, explained_lines
from clerk.cli.facts_text import motion_lines
from clerk.model.facts import Facts, Span
from fixtures.judged_facts import ATTENDANCE, FACTS, PAGES


def test_facts_stand_page_by_page_beside_the_words_that_say_so() -> None:
    lines = list(explained_lines(FACTS, PAGES, ink=PLAIN))

    shown = "\n".join(lines)
    first, second, beyond = lines.index("Page 1"), lines.index("Page 2"), lines.index("On no page")
    assert "    late         Ana Reyes (Mayor, at 7:15)" in lines[first + 1]
    assert "Present: Mayor [Ana Reyes], Bo Smith" in lines[first + 1]
    assert any("Motion 1  failed  1-1  item 7.B  items 5, 6  tier named  rule moved-by" in line for line in lines)
    assert "moved by     Ana Reyes" in shown
    assert "AYES: [Reyes] NOES: Smith" in shown
    assert first < second < beyond
    assert lines[-1] == "3 motion(s), 4 vote(s) by name, 3 attendance, 1 in needs_review"


def test_words_on_another_page_than_the_motion_say_so() -> None:
    (vote,) = [line for line in explained_lines(FACTS, PAGES) if line.strip().startswith("no  ")]

    assert vote.endswith("(page 2)")


def test_a_doubt_gives_its_reason_and_what_was_not_published() -> None:
    lines = list(explained_lines(FACTS, PAGES))

    at = lines.index("    needs review: the tally says 3, but 2 were there")
    assert lines[at + 1] == "      not published: 3-0"
    assert "Bo Smith" in lines[at + 2]


def test_inferences_and_platform_records_are_called_so() -> None:
    shown = "\n".join(explained_lines(FACTS, PAGES))

    assert "tier inferred_unanimous  from api  rule platform" in shown
    assert "Ana Reyes, inferred" in shown
    assert "(said by no page)" in shown


def test_colour_changes_nothing_but_the_marks() -> None:
    coloured = "\n".join(explained_lines(FACTS, PAGES, ink=COLOURED))

    without = coloured.replace("\x1b[1;32m", "[")
    for code in ("\x1b[1m", "\x1b[33m"):
        without = without.replace(code, "")
    assert "\x1b[1;32mAna Reyes\x1b[0m" in coloured
    assert without.replace("\x1b[0m", "").replace("[", "") == "\n".join(explained_lines(FACTS, PAGES)).translate(
        {ord("["): None, ord("]"): None}
    )


def test_a_page_without_facts_is_named() -> None:
    assert list(explained_lines(Facts(extractor="rules 3", text_sha256=""), ["nothing"])) == [
        "Page 1: nothing found",
        "0 motion(s), 0 vote(s) by name, 0 attendance, 0 in needs_review",
    ]


def test_text_that_would_steer_the_terminal_does_not() -> None:
    page = "Present: \x1b[31mAna\u202e Reyes"
    quote = page[9:]
    person = replace(ATTENDANCE[1].person, span=Span(page=1, start=9, end=len(page), quote=quote))
    facts = Facts(extractor="rules 3", text_sha256="", attendance=(replace(ATTENDANCE[1], person=person),))

    shown = "\n".join(explained_lines(facts, [page]))

    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_the_table_has_a_line_a_motion_and_marks_doubt() -> None:
    lines = list(motion_lines(FACTS))

    assert len(lines) == 4
    assert " ".join(lines[1].split()) == "1 1 failed 1-1 named Ana Reyes Bo Smith adopt rent control"
    assert lines[2].endswith("adjourn  (?)")
    assert list(motion_lines(Facts(extractor="rules 3", text_sha256=""))) == []
