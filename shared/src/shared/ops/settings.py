"""Settings that every service has. Read once, at the composition root, from the environment (HAICHIEU_*)."""

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SecretsSettingsSource, SettingsConfigDict

SECRETS = Path("/run/secrets")
"""Where containers find their secrets: one file per setting, named like its variable. The environment goes first."""


class FromEnvironment(BaseSettings):
    """Read from the environment, then from files in SECRETS where that folder exists."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        files = SecretsSettingsSource(settings_cls, secrets_dir=SECRETS if SECRETS.is_dir() else None)
        return init_settings, env_settings, files


class Platform(FromEnvironment):
    """Where Kafka and MongoDB are, and how patient we are with them."""

    model_config = SettingsConfigDict(env_prefix="HAICHIEU_", frozen=True, hide_input_in_errors=True)

    kafka: Annotated[str, Field(description="bootstrap servers, host:port, comma separated")] = "127.0.0.1:9092"
    mongo_url: Annotated[SecretStr, Field(description="MongoDB URL; must be a replica set")] = SecretStr(
        "mongodb://127.0.0.1:27017/?replicaSet=rs0&directConnection=true"
    )
    mongo_database: Annotated[str, Field(description="database of this service; empty: haichieu_<service>")] = ""
    idempotence: Annotated[
        Literal["required", "when-available"],
        Field(description="'required' refuses to start on a cluster without idempotent producers"),
    ] = "required"
    partitions: Annotated[int, Field(ge=0, description="partitions per topic; 0: as the catalogue says")] = 0
    replication: Annotated[int, Field(ge=1, description="copies of each partition when a topic is created")] = 1
    fetch_wait: Annotated[
        Literal["broker", "adaptive"],
        Field(description="'adaptive' for a broker that does not wake waiting fetches (the embedded one)"),
    ] = "broker"
    session_seconds: Annotated[
        float,
        Field(ge=3, le=60, description="after this long without a sign of life a replica's partitions go to another"),
    ] = 10.0
    batch_records: Annotated[int, Field(ge=1, le=5_000, description="records handled in one transaction at most")] = 500
    retry_seconds: Annotated[float, Field(gt=0, description="total time spent on retries before a pause")] = 8.0
    pause_seconds: Annotated[float, Field(gt=0, le=10, description="pause before a batch is asked for again")] = 3.0
    max_poll_seconds: Annotated[int, Field(ge=30, description="longest time one batch may take")] = 300
    stop_seconds: Annotated[float, Field(gt=0, description="how long a stop waits for the batch in hand")] = 15.0
    http_host: str = "127.0.0.1"
    http_port: Annotated[int, Field(ge=0, le=65_535)] = 8080
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @model_validator(mode="after")
    def _budgets_fit(self) -> Self:
        if self.retry_seconds + self.pause_seconds >= self.max_poll_seconds / 2:
            raise ValueError("retry_seconds + pause_seconds must be below max_poll_seconds / 2: see docs/failures.md")
        return self

    def database_of(self, service: str) -> str:
        return self.mongo_database or f"haichieu_{service}"


def as_dotenv(settings: BaseSettings) -> str:
    """The settings as an env file, secrets left out: what `python -m <service> settings` prints."""
    prefix = settings.model_config.get("env_prefix", "")
    lines = []
    for name, field in type(settings).model_fields.items():
        value = getattr(settings, name)
        shown = "" if value is None or isinstance(value, SecretStr) else value
        lines.append(f"# {field.description or name}\n{prefix}{name.upper()}={shown}")
    return "\n".join(lines) + "\n"
