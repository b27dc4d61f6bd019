"""Settings come from the environment and `.env`; a wrong one is refused by its name."""

from pathlib import Path

import pytest

from clerk.errors import SettingInvalid
from clerk.settings import load

SERVERS = {"DATABASE_URL": "postgresql://clerk:password@localhost:5432/clerk", "REDIS_URL": "redis://localhost:6379/0"}


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_every_variable_of_the_manual_has_the_manuals_default() -> None:
    loaded = load()

    assert (loaded.database_url, loaded.redis_url, loaded.loki_url) == (None, None, None)
    assert loaded.storage_dir == Path("../sites")
    assert loaded.default_ocr_backend == "tesseract"
    assert (loaded.fetch_workers, loaded.ocr_workers, loaded.extraction_workers, loaded.deploy_workers) == (2, 4, 2, 1)


def test_our_own_variables_have_the_defaults_of_the_reference() -> None:
    loaded = load()

    assert loaded.clerk_home == Path(".clerk")
    assert loaded.deploy_fast_path is False
    assert loaded.deploy_page_images is False
    assert loaded.deploy_target is None
    assert loaded.default_languages == ("eng",)
    assert loaded.queue_window == 200
    assert loaded.user_agent.startswith("clerk")
    assert loaded.log_level == "INFO"


def test_the_manuals_env_file_is_read_as_it_stands(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(
        "# Database Configuration\n"
        "DATABASE_URL=postgresql://clerk:password@localhost:5432/clerk\n"
        "REDIS_URL=redis://localhost:6379/0\n"
        "\n"
        "STORAGE_DIR=../sites\n"
        "DEFAULT_OCR_BACKEND=tesseract\n"
        "FETCH_WORKERS=3\n"
        "OCR_WORKERS=4\n"
        "EXTRACTION_WORKERS=2\n"
        "DEPLOY_WORKERS=1\n"
        "# LOKI_URL=http://localhost:3100/loki/api/v1/push\n"
    )

    loaded = load()

    assert loaded.database_url is not None
    assert loaded.database_url.get_secret_value() == "postgresql://clerk:password@localhost:5432/clerk"
    assert loaded.fetch_workers == 3


def test_the_environment_wins_over_the_env_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("OCR_WORKERS=2\nSOMEBODY_ELSES_VARIABLE=yes\n")
    monkeypatch.setenv("OCR_WORKERS", "7")

    assert load().ocr_workers == 7


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.setenv("OCR_WORKERS", "")

    assert load().uses_own_servers
    assert load().ocr_workers == 4


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("OCR_WORKERS", "many"),
        ("OCR_WORKERS", "-1"),
        ("FETCH_WORKERS", "1000"),
        ("EXTRACTION_WORKERS", "2.5"),
        ("DEPLOY_WORKERS", "x"),
        ("QUEUE_WINDOW", "0"),
        ("DEPLOY_FAST_PATH", "perhaps"),
        ("LOG_LEVEL", "LOUD"),
        ("PDF_TIMEOUT", "0"),
        ("PDF_TIMEOUT", "481"),
        ("PDF_MEMORY", "1"),
        ("PDF_MAX_PAGES", "none"),
    ],
)
def test_a_wrong_value_is_refused_by_the_variables_name(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)

    with pytest.raises(SettingInvalid, match=variable):
        load()


def test_two_wrong_values_are_named_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OCR_WORKERS", "many")
    monkeypatch.setenv("QUEUE_WINDOW", "0")

    with pytest.raises(SettingInvalid, match=r"OCR_WORKERS.*; QUEUE_WINDOW"):
        load()


@pytest.mark.parametrize(("given", "missing"), [("DATABASE_URL", "REDIS_URL"), ("REDIS_URL", "DATABASE_URL")])
def test_one_server_without_the_other_is_refused(monkeypatch: pytest.MonkeyPatch, given: str, missing: str) -> None:
    monkeypatch.setenv(given, SERVERS[given])

    with pytest.raises(SettingInvalid, match=f"{missing} is not set"):
        load()


def test_with_both_servers_none_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable, url in SERVERS.items():
        monkeypatch.setenv(variable, url)

    assert not load().uses_own_servers


def test_a_password_does_not_show_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable, url in SERVERS.items():
        monkeypatch.setenv(variable, url.replace("password", "hunter2"))

    assert "hunter2" not in repr(load())


def test_a_wrong_setting_does_not_tell_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://clerk:hunter2@localhost/clerk")

    with pytest.raises(SettingInvalid) as refused:
        load()

    assert "hunter2" not in str(refused.value)


def test_several_languages_are_joined_with_plus(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OCR_LANGUAGES", "eng+spa")

    assert load().default_languages == ("eng", "spa")


def test_settings_are_frozen() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load().ocr_workers = 9
