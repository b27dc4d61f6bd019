"""docs/reference/settings.md says what the code says."""

from pathlib import Path

from pydantic.fields import FieldInfo

from clerk.settings import Settings

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "settings.md"


def row(name: str, field: FieldInfo) -> str:
    default = str(field.default).lower() if isinstance(field.default, bool) else field.default
    return f"| `{name.upper()}` | {'' if default is None else f'`{default}`'} | {field.description} |"


def test_every_setting_stands_in_the_reference_with_its_default_and_sentence() -> None:
    expected = [row(name, field) for name, field in Settings.model_fields.items()]

    written = [line for line in REFERENCE.read_text().splitlines() if line.startswith("| `")]

    assert written == expected, "the table should be:\n" + "\n".join(expected)


def test_every_setting_has_a_sentence() -> None:
    sentences = {name: field.description or "" for name, field in Settings.model_fields.items()}

    assert [name for name, sentence in sentences.items() if not sentence.endswith(".")] == []
