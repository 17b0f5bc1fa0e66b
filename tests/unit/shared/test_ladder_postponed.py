"""A batch that is asked for again is not parked and counted again with it."""

import pytest
from tests.unit.shared.conftest import AT, Climb

from shared.contracts.ingest import SourceHealthChangedV1
from shared.failures import Transient
from shared.messaging.testing import a_record


async def test_a_bad_record_beside_a_postponed_one_is_parked_once() -> None:
    climb = Climb()
    climb.failures["e1"] = Transient("away")
    event = SourceHealthChangedV1(
        event_id="e1", occurred_at=AT, subject_id="s", subject_version=1, correlation_id="j",
        name="n", state="s", reason="r", since=AT,
    )  # fmt: skip
    topic = SourceHealthChangedV1.TOPIC
    batch = [a_record(topic, b"garbage"), a_record(topic, event.model_dump_json().encode())]
    for _ in range(3):
        with pytest.raises(Transient):
            await climb.up(*batch)
    climb.failures = {}
    await climb.up(*batch)
    assert climb.counted("parked") == 1
