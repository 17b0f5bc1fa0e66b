"""Of those who are in each other's way, each gets its turn."""

import pytest

from shared import patience
from shared.failures import Conflict, Permanent, Transient
from shared.patience import patiently


class Crowd:
    """Is in the way so many times."""

    def __init__(self, times: int, failure: type[Exception] = Transient) -> None:
        self.left, self.failure, self.asked = times, failure, 0

    async def __call__(self) -> str:
        self.asked += 1
        if self.left:
            self.left -= 1
            raise self.failure("somebody was faster")
        return "done"


async def test_what_passes_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "FIRST_PAUSE", 0.01)
    crowd = Crowd(4, Conflict)
    assert await patiently(lambda: crowd(), seconds=30) == "done"
    assert crowd.asked == 5


async def test_when_the_time_is_up_the_last_failure_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "LONGEST_PAUSE", 0.05)
    crowd = Crowd(1_000_000)
    with pytest.raises(Transient, match="somebody was faster"):
        await patiently(crowd, seconds=0.3)
    assert 1 < crowd.asked < 1_000


async def test_what_does_not_pass_is_told_at_once() -> None:
    crowd = Crowd(1, Permanent)
    with pytest.raises(Permanent):
        await patiently(crowd, seconds=30)
    assert crowd.asked == 1
