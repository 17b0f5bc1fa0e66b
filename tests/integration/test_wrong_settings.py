"""A wrong setting ends the process with one line and 2, not with a traceback."""

import os
import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("service", "name", "value", "told"),
    [
        ("notify", "HAICHIEU_BATCH_RECORDS", "abc", "valid integer"),
        ("notify", "NOTIFY_SMTP_PORT", "0", "greater than or equal to 1"),
        ("classify", "HAICHIEU_LOG_LEVEL", "LOUD", "'DEBUG', 'INFO', 'WARNING' or 'ERROR'"),
    ],
)
def test_the_process_says_which_what_and_how_to_mend_it(service: str, name: str, value: str, told: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", service, "serve"], env={**os.environ, name: value}, capture_output=True, text=True
    )
    assert ended.returncode == 2
    assert ended.stdout == ""
    (line,) = ended.stderr.splitlines()
    assert line.startswith(name)
    assert told in line
    assert repr(value) in line
    assert "Correct it, or unset it to have the default" in line
