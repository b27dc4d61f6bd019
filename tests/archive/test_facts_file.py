"""Facts come back from facts.json as they were."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from clerk.archive.facts_file import facts_from_json, facts_to_json, read_facts, write_facts
from clerk.model.facts import Facts
from fixtures.made_documents import a_key, paths_in, put


@given(facts=st.from_type(Facts))
def test_facts_can_be_read_back(facts: Facts) -> None:
    assert facts_from_json(facts_to_json(facts)) == facts


def test_facts_stand_beside_their_document(storage_dir: Path) -> None:
    paths, key = paths_in(storage_dir), a_key()
    put(paths, key, ["text"])
    facts = Facts(extractor="rules 1", text_sha256="ab")

    write_facts(paths, key, facts)

    assert read_facts(paths, key) == facts


def test_a_document_without_facts_has_none(storage_dir: Path) -> None:
    assert read_facts(paths_in(storage_dir), a_key()) is None


def test_facts_that_cannot_be_read_are_to_be_found_anew(storage_dir: Path) -> None:
    paths, key = paths_in(storage_dir), a_key()
    put(paths, key, ["text"])
    of_format_1 = b'{"format": 1, "extractor": "rules 1", "text_sha256": "ab", "attendance": [], "motions": []}'
    of_format_3 = facts_to_json(Facts(extractor="rules 3", text_sha256="ab")).replace(b'"format": 2', b'"format": 3')
    damaged = facts_to_json(Facts(extractor="rules 3", text_sha256="ab")).replace(b'"ab"', b"7")
    for content in (b"", b"{", b"[]", b'{"format": 2}', b"\xff", of_format_1, of_format_3, damaged):
        paths.facts(key).write_bytes(content)

        assert read_facts(paths, key) is None
