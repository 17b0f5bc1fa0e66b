"""A wrong setting ends the process with one line and 2, not with a traceback."""

import pytest
from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from shared.ops.settings import Platform
from shared.ops.wrong_settings import WrongSettings, read


def test_each_wrong_setting_has_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAICHIEU_BATCH_RECORDS", "abc")
    monkeypatch.setenv("HAICHIEU_HTTP_PORT", "99999")
    with pytest.raises(WrongSettings) as told:
        read(Platform)
    first, second = str(told.value).splitlines()
    assert first.endswith("default 500.")
    assert second.startswith("HAICHIEU_HTTP_PORT: ")


def test_settings_that_do_not_fit_together_name_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAICHIEU_RETRY_SECONDS", "1000")
    with pytest.raises(WrongSettings, match=r"^HAICHIEU_\* do not fit together: .*retry_seconds \+ pause_seconds"):
        read(Platform)


class Odd(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="ODD_", hide_input_in_errors=True)
    password: SecretStr
    words: list[str] = []


def test_a_secret_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(WrongSettings, match=r"^ODD_PASSWORD: Field required. Correct it"):
        read(Odd)
    monkeypatch.setenv("ODD_PASSWORD", "geheim")
    monkeypatch.setenv("ODD_WORDS", "not json")
    with pytest.raises(WrongSettings, match="words") as told:
        read(Odd)
    assert "geheim" not in str(told.value)
