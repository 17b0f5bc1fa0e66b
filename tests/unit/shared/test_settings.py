"""Settings check themselves, and print themselves without their secrets."""

import pytest
from pydantic import SecretStr, ValidationError

from ingest.settings import Settings as IngestSettings
from notify.settings import Settings as NotifySettings
from shared.ops.settings import Platform, as_dotenv


def test_the_retry_budget_must_stay_far_below_the_poll_interval() -> None:
    with pytest.raises(ValidationError, match="max_poll_seconds / 2"):
        Platform(retry_seconds=13, pause_seconds=3, max_poll_seconds=30)
    assert Platform(retry_seconds=11, pause_seconds=3, max_poll_seconds=30).max_poll_seconds == 30


@pytest.mark.parametrize(
    "wrong",
    [{"pause_seconds": 11}, {"batch_records": 0}, {"idempotence": "never"}, {"http_port": 70_000}, {"replication": 0}],
)
def test_values_out_of_range_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Platform(**wrong)


def test_the_environment_is_read_with_its_prefix(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAICHIEU_KAFKA", "one:9092,two:9092")
    monkeypatch.setenv("NOTIFY_SMTP_PORT", "2525")
    assert Platform().kafka == "one:9092,two:9092"
    assert NotifySettings().smtp_port == 2525


def test_a_claim_must_outlive_the_mails_begun_under_it() -> None:
    with pytest.raises(ValidationError, match="16 times smtp_timeout_seconds"):
        NotifySettings(smtp_timeout_seconds=15, claim_seconds=200)
    assert NotifySettings().claim_seconds >= 16 * NotifySettings().smtp_timeout_seconds


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Platform().kafka = "elsewhere:9092"


def test_no_secret_is_printed_or_shown() -> None:
    platform = Platform(mongo_url=SecretStr("mongodb://person:geheim@db/?replicaSet=rs0"))
    notify = NotifySettings(smtp_password=SecretStr("geheim"))
    for text in (as_dotenv(platform), repr(platform), str(platform), as_dotenv(notify), repr(notify)):
        assert "geheim" not in text


def test_what_is_printed_can_be_read_back(monkeypatch: pytest.MonkeyPatch) -> None:
    platform = Platform(kafka="broker:9092", batch_records=7, fetch_wait="adaptive", log_level="DEBUG")
    for line in as_dotenv(platform).splitlines():
        if not line.startswith("#"):
            name, _, value = line.partition("=")
            if value:
                monkeypatch.setenv(name, value)
    assert Platform() == platform


def test_every_setting_is_explained() -> None:
    lines = as_dotenv(IngestSettings()).splitlines()
    assert [line[:2] for line in lines[::2]] == ["# "] * len(IngestSettings.model_fields)


def test_a_service_has_its_own_database_unless_one_is_named() -> None:
    assert Platform().database_of("notify") == "haichieu_notify"
    assert Platform(mongo_database="tests").database_of("notify") == "tests"
