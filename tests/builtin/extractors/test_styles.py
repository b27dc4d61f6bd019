"""Each style finds in its examples what stands beside them."""

import pkgutil

import pytest

from clerk.builtin.extractors.rules import styles
from clerk.builtin.extractors.rules.events import Example, Style, notation
from clerk.builtin.extractors.rules.joined_text import join
from clerk.builtin.extractors.rules.styles import all_styles

EXAMPLES = [(style, example) for style in all_styles() for example in style.examples]


@pytest.mark.parametrize(("style", "example"), EXAMPLES, ids=lambda each: each.name if isinstance(each, Style) else "")
def test_a_style_finds_what_its_example_says(style: Style, example: Example) -> None:
    found = sorted(style.find(join([example.text])), key=lambda event: event.start)

    assert sorted(map(notation, found)) == sorted(example.finds)


def test_every_module_of_the_folder_is_a_style_with_examples() -> None:
    modules = {module.name.replace("_", "-") for module in pkgutil.iter_modules(styles.__path__)}

    assert {style.name for style in all_styles()} == modules
    assert [style.name for style in all_styles() if not style.examples] == []
