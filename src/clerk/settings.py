"""Settings: from the environment and `.env`, read once at the entry, wrong values refused by name."""

from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from clerk.errors import SettingInvalid


class Settings(BaseSettings):
    """Each field is a variable of the same name in capitals; its description is the reference's sentence."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

    database_url: SecretStr | None = Field(
        None, description="PostgreSQL, where all state is. With neither this nor REDIS_URL, clerk runs its own."
    )
    redis_url: SecretStr | None = Field(None, description="Redis, which carries jobs to workers.")
    storage_dir: Path = Field(Path("../sites"), description="Where the archive is: one folder a site.")
    clerk_home: Path = Field(Path(".clerk"), description="Where clerk keeps the servers that it runs itself.")
    default_ocr_backend: str = Field("tesseract", description="OCR engine: tesseract, or vision on macOS.")
    ocr_languages: str = Field("eng", description="Languages of sites that name none, joined with +: eng+spa.")
    fetch_workers: int = Field(2, ge=0, le=64, description="Fetch workers that `clerk up` starts.")
    ocr_workers: int = Field(4, ge=0, le=256, description="OCR workers that `clerk up` starts.")
    extraction_workers: int = Field(2, ge=0, le=64, description="Extraction workers that `clerk up` starts.")
    deploy_workers: int = Field(1, ge=0, le=64, description="Deploy workers that `clerk up` starts.")
    queue_window: int = Field(
        200,
        ge=1,
        le=100_000,
        description="Jobs of a queue in Redis at most, counted apart for urgent runs; the rest wait in PostgreSQL.",
    )
    deploy_target: str | None = Field(
        None, description="Where sites are published: file:///srv/sites, or any address that fsspec knows."
    )
    deploy_fast_path: bool = Field(
        default=False, description="Publish once more before entities are extracted, as soon as the text is there."
    )
    deploy_page_images: bool = Field(default=False, description="Publish a picture of each page beside the documents.")
    extractor: str = Field("rules", description="Which extractor finds people, motions and votes.")
    ner_model: str = Field(
        "", description="spaCy model that finds organizations, places and other people in minutes: none unless named."
    )
    people_from_mentions: bool = Field(
        default=False,
        description="Make a person of everybody whom minutes name in full, and not of officials alone.",
    )
    user_agent: str = Field(
        "clerk (civic meeting archive)", description="How clerk names itself to web servers; add a contact."
    )
    loki_url: str | None = Field(
        None, description="Accepted for the manual's sake: logs go to stderr as JSON lines, ship them from there."
    )
    log_level: str = Field("INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$", description="Least level that is logged.")
    pdf_max_bytes: int = Field(500_000_000, ge=1_000, description="A larger PDF is not opened.")
    pdf_max_pages: int = Field(5_000, ge=1, description="A PDF of more pages is not read.")
    pdf_timeout: int = Field(
        300, ge=1, le=480, description="Seconds that one PDF may take to open and read its text layer; at most 480."
    )
    pdf_memory: int = Field(2_000_000_000, ge=200_000_000, description="Bytes of memory that reading one PDF may take.")

    @model_validator(mode="after")
    def _both_servers_or_neither(self) -> Self:
        if (self.database_url is None) != (self.redis_url is None):
            missing = "DATABASE_URL" if self.database_url is None else "REDIS_URL"
            raise ValueError(f"{missing} is not set, but its sibling is: set both, or neither to let clerk run its own")
        return self

    @property
    def uses_own_servers(self) -> bool:
        return self.database_url is None

    @property
    def default_languages(self) -> tuple[str, ...]:
        return tuple(part for part in self.ocr_languages.split("+") if part)


def load() -> Settings:
    """The settings of this process.

    Raises:
        SettingInvalid: names each variable that is wrong, and what is wrong with it.
    """
    try:
        return Settings()  # type: ignore[call-arg]  # pydantic-settings fills the fields from the environment
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(str(part) for part in problem['loc']).upper() or 'settings'}: {problem['msg']}"
            for problem in error.errors()
        )
        raise SettingInvalid(f"wrong setting: {problems}") from error
