"""The limit on parking: it stops a bad deploy, and never a stranger's garbage."""

from typing import Any

import pytest

from shared.contracts.ingest import SourceHealthChangedV1
from shared.messaging.brake import Brake
from shared.messaging.ladder import Braked
from shared.messaging.testing import a_record

TOPIC = SourceHealthChangedV1.TOPIC


async def test_after_twenty_failures_of_our_own_nothing_more_is_parked(climb: Any, create_record: Any) -> None:
    for number in range(20):
        climb.failures[f"e{number}"] = ValueError("a bad deploy")
        await climb.up(create_record(f"e{number}"))
    assert climb.ladder.brake.engaged
    assert climb.metrics.registry.get_sample_value("haichieu_brake_engaged", {"event": "SourceHealthChangedV1"}) == 1
    climb.failures["e20"] = ValueError("a bad deploy")
    with pytest.raises(Braked, match="brake is on"):
        await climb.up(create_record("e20"))
    assert len(climb.parked) == 20


async def test_garbage_is_parked_without_limit(climb: Any, create_record: Any) -> None:
    await climb.up(*(a_record(TOPIC, b"garbage %d" % number) for number in range(300)))
    assert len(climb.parked) == 300
    assert not climb.ladder.brake.engaged
    await climb.up(create_record("e1"))
    assert climb.handled == ["e1"]


async def test_one_success_releases_the_brake(climb: Any, create_record: Any) -> None:
    for number in range(20):
        climb.failures[f"e{number}"] = ValueError("bug")
        await climb.up(create_record(f"e{number}"))
    await climb.up(create_record("good"))
    assert not climb.ladder.brake.engaged
    assert climb.metrics.registry.get_sample_value("haichieu_brake_engaged", {"event": "SourceHealthChangedV1"}) == 0
    climb.failures["e20"] = ValueError("bug")
    await climb.up(create_record("e20"))
    assert climb.parked[-1] == "e20"


async def test_a_good_record_behind_bad_ones_is_reached_and_releases_the_brake(climb: Any, create_record: Any) -> None:
    bad = [f"e{number}" for number in range(26)]
    climb.failures |= {name: ValueError("bug") for name in bad}
    batch = [create_record(name) for name in [*bad, "good-1", "good-2"]]
    with pytest.raises(Braked):
        await climb.up(*batch)
    assert climb.handled == ["good-1", "good-2"]
    assert not climb.ladder.brake.engaged
    for name in climb.parked:  # as the inbox does: what is parked counts as handled
        del climb.failures[name]
        climb.seen.add(name)
    await climb.up(*batch)
    assert sorted(climb.parked) == sorted(bad)


def test_a_success_between_failures_starts_the_row_anew() -> None:
    brake = Brake(consecutive=3)
    for _ in range(5):
        brake.failed()
        brake.failed()
        brake.succeeded()
    assert not brake.engaged


def test_more_than_half_of_a_full_window_failing_engages_it() -> None:
    brake = Brake(consecutive=1_000, window=10)
    for _ in range(4):
        brake.succeeded()
    for _ in range(5):
        brake.failed()
    assert not brake.engaged, "the window is not full yet"
    brake.failed()
    assert brake.engaged
    brake.succeeded()
    assert not brake.engaged
