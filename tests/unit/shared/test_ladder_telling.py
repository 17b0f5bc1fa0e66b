"""What the ladder tells: whose journey a line of the log is about, and every figure of the metrics."""

import logging
from typing import Any

import pytest

from shared.contracts.ingest import SourceHealthChangedV1
from shared.failures import Permanent, Transient
from shared.messaging.testing import a_record
from shared.ops.logging import JsonFormatter

NAME = SourceHealthChangedV1.__name__


class Told(logging.Handler):
    """The lines as they are written, at the moment they are written."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.setFormatter(JsonFormatter("casework"))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))

    def about(self, action: str) -> list[str]:
        return [line for line in self.lines if f'"action": "{action}"' in line]


@pytest.fixture
def told() -> Any:
    handler, root = Told(), logging.getLogger("shared.messaging")
    root.addHandler(handler)
    yield handler
    root.removeHandler(handler)


async def test_a_parked_record_of_a_batch_is_logged_under_its_own_journey(
    climb: Any, create_record: Any, told: Told
) -> None:
    climb.failures |= {"e2": Permanent("no"), "e3": ValueError("bug")}
    await climb.up(*(create_record(f"e{number}") for number in range(5)))
    first, second = told.about("record.parked")
    assert '"correlation_id": "journey-e2"' in first
    assert '"correlation_id": "journey-e3"' in second


async def test_an_unreadable_one_under_the_journey_that_its_headers_name(climb: Any, told: Told) -> None:
    topic = SourceHealthChangedV1.TOPIC
    await climb.up(a_record(topic, b"garbage", ("correlation_id", b"journey-x")), a_record(topic, b"garbage"))
    named, nameless = told.about("record.parked")
    assert '"correlation_id": "journey-x"' in named
    assert "correlation" not in nameless


async def test_what_is_tried_again_says_which_journey_or_how_many_and_the_first(
    climb: Any, create_record: Any, told: Told
) -> None:
    climb.failures["e1"] = [Transient("away"), Transient("away")]
    await climb.up(create_record("e1"))
    await climb.up(*(create_record(f"e{number}") for number in range(2, 5)))
    climb.failures["e6"] = [Transient("away")]
    await climb.up(create_record("e5"), create_record("e6"))
    alone, _, together = told.about("batch.retry")
    assert '"correlation_id": "journey-e1"' in alone
    assert '"correlation_ids": 2, "first_correlation_id": "journey-e5"' in together


async def test_received_records_are_counted_each_time_they_come(climb: Any, create_record: Any) -> None:
    climb.failures["e1"] = Transient("away")
    batch = [create_record("e1"), create_record("e2")]
    with pytest.raises(Transient):
        await climb.up(*batch)
    climb.failures = {}
    await climb.up(*batch)
    assert sample(climb, "received_total") == 4
    assert sample(climb, "received_bytes_total") == 2 * sum(len(record.value) for record in batch)
    assert (climb.counted("done"), climb.counted("retried")) == (2, 2)


async def test_the_batch_in_hand_is_shown_and_its_duration_measured(climb: Any, create_record: Any) -> None:
    shown: list[float | None] = []
    handle = climb.handle

    async def watching(arrivals: Any) -> Any:
        shown.append(sample(climb, "in_hand"))
        return await handle(arrivals)

    climb.ladder._handler = watching
    await climb.up(create_record("e1"), create_record("e2"))
    assert shown == [2]
    assert sample(climb, "in_hand") == 0
    assert (sample(climb, "batch_seconds_count"), sample(climb, "batch_records_sum")) == (1, 2)


async def test_every_try_that_fails_is_counted_by_its_error(climb: Any, create_record: Any) -> None:
    climb.failures |= {"e1": [Transient("away")], "e2": ValueError("bug")}
    await climb.up(create_record("e1"))
    await climb.up(create_record("e2"))
    assert sample(climb, "failures_total", reason="Transient") == 1
    assert sample(climb, "failures_total", reason="ValueError") == 2


def sample(climb: Any, name: str, **labels: str) -> float | None:
    found: float | None = climb.metrics.registry.get_sample_value(f"haichieu_{name}", {"event": NAME} | labels)
    return found
