"""Entries stand in the service's own log, too."""

import pytest

from casework.access.trail import Entry, LoggedTrail
from casework.testing import AT


async def test_an_entry_is_a_line_whatever_its_details_are_called(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    entry = Entry(AT, "account.added", "account:1", "account:2", {"name": "mai", "message": "x", "args": "y"})
    await LoggedTrail().append(None, [entry])
    [line] = caplog.records
    assert (line.action, line.actor, line.subject) == ("account.added", "account:1", "account:2")  # type: ignore[attr-defined]
    assert line.details["name"] == "mai"  # type: ignore[attr-defined]
