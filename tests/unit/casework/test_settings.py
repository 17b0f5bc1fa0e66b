"""What casework reads from its environment."""

from casework.settings import Settings


def test_an_empty_setting_is_the_packaged_policy_not_the_folder_we_stand_in(monkeypatch):
    monkeypatch.setenv("CASEWORK_RETENTION_FILE", "")
    assert Settings().retention_file is None
