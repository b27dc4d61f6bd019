"""Where spaCy is not installed, everything but the finding of names works, and nothing asks for it."""

import subprocess
import sys

FORBIDDEN = "import sys\nsys.modules['spacy'] = None\n"


def _run(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)


def test_the_pipeline_and_the_rules_load_no_model_library() -> None:
    told = _run(
        FORBIDDEN + "import clerk.pipeline.steps.after_ocr, clerk.cli.extract_command\n"
        "from clerk.plugins.registry import Plugins\n"
        "from clerk.builtin.extractors.mentions.loading import with_mentions\n"
        "print(with_mentions(Plugins().extractor('rules'), '').name, 'numpy' in sys.modules)\n"
    )

    assert told.stdout == "rules False\n"


def test_a_model_that_is_asked_for_is_refused_with_what_to_install() -> None:
    told = _run(
        FORBIDDEN + "from clerk.builtin.extractors.mentions.loading import with_mentions\n"
        "from clerk.builtin.extractors.rules.extractor import RulesExtractor\n"
        "from clerk.errors import EngineUnavailable\n"
        "try:\n    with_mentions(RulesExtractor(), 'en_core_web_sm')\n"
        "except EngineUnavailable as error:\n    print(error)\n"
    )

    assert "pip install 'clerk[nlp]', or unset NER_MODEL" in told.stdout
