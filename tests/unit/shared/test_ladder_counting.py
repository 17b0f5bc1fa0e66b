"""Duplicates, replays and the one outcome of each record."""

from typing import Any

import pytest

from shared.contracts.ingest import SourceHealthChangedV1
from shared.failures import Permanent
from shared.messaging.testing import a_record
from shared.ops.logging import correlation
from shared.posting import REPLAY_FOR

TOPIC = SourceHealthChangedV1.TOPIC


async def test_the_same_event_twice_in_one_batch_is_handled_once(climb: Any, create_record: Any) -> None:
    await climb.up(create_record("e1"), create_record("e2"), create_record("e1"))
    assert climb.calls == [["e1", "e2"]]
    assert (climb.counted("done"), climb.counted("duplicate")) == (2, 1)


async def test_the_same_event_in_a_later_batch_counts_as_duplicate(climb: Any, create_record: Any) -> None:
    await climb.up(create_record("e1"))
    await climb.up(create_record("e1"), create_record("e2"))
    assert climb.handled == ["e1", "e2"]
    assert (climb.counted("done"), climb.counted("duplicate")) == (2, 1)


async def test_a_replay_for_another_group_is_skipped(climb: Any, create_record: Any) -> None:
    await climb.up(create_record("e1", (REPLAY_FOR, b"classify")), create_record("e2", (REPLAY_FOR, b"casework")))
    assert climb.handled == ["e2"]
    assert (climb.counted("skipped"), climb.counted("done")) == (1, 1)


async def test_garbage_replayed_for_another_group_is_not_ours_to_park(climb: Any) -> None:
    await climb.up(a_record(TOPIC, b"garbage", (REPLAY_FOR, b"classify")))
    assert climb.parked == []


async def test_every_record_of_a_mixed_batch_has_exactly_one_outcome(climb: Any, create_record: Any) -> None:
    climb.seen = {"known"}
    climb.failures |= {"bad": Permanent("no"), "bug": ValueError("bug")}
    ids = ["e1", "bad", "known", "e1", "bug", "e2"]
    records = [create_record(id_) for id_ in ids]
    records += [a_record(TOPIC, b"garbage"), create_record("other", (REPLAY_FOR, b"notify"))]
    await climb.up(*records)
    counts = {outcome: climb.counted(outcome) for outcome in ("done", "duplicate", "parked", "skipped", "retried")}
    assert counts == {"done": 2, "duplicate": 2, "parked": 3, "skipped": 1, "retried": 0}
    assert sum(counts.values()) == len(records)


@pytest.mark.parametrize(("error", "reason"), [(Permanent("no"), "Permanent"), (ValueError("bug"), "ValueError")])
async def test_parked_records_are_counted_by_their_reason(
    climb: Any, create_record: Any, error: Exception, reason: str
) -> None:
    climb.failures["e1"] = error
    await climb.up(create_record("e1"))
    labels = {"event": "SourceHealthChangedV1", "reason": reason}
    assert climb.metrics.registry.get_sample_value("haichieu_parked_total", labels) == 1


async def test_a_single_record_is_logged_under_its_journey_and_a_batch_under_none(
    climb: Any, create_record: Any
) -> None:
    await climb.up(create_record("e1"))
    await climb.up(create_record("e2"), create_record("e3"))
    assert climb.journeys == ["journey-e1", ""]
    assert correlation.get() == ""
