"""A broker without idempotent producers is refused where they are required, else told once, in our own words."""

import logging

import pytest
from tests.servers import APACHE, LIVE, Corner

from shared.messaging.producer import CannotReachKafka, start_producer

pytestmark = LIVE


async def test_where_they_may_lack_it_is_said_once_and_nothing_is_an_error(
    corner: Corner, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "aiokafka")
    producer = await start_producer(corner.platform(idempotence="when-available"), corner.name)
    try:
        await corner.topics(corner.name)
        await producer.send_and_wait(corner.name, b"x")
    finally:
        await producer.stop()
    said = [] if APACHE else [("shared.messaging.producer", "this broker has no idempotent producers")]
    assert [(line.name, line.getMessage()) for line in caplog.records] == said


@pytest.mark.skipif(APACHE, reason="Apache Kafka has them")
async def test_where_they_are_required_a_broker_without_is_refused_with_the_cure(corner: Corner) -> None:
    with pytest.raises(CannotReachKafka, match="HAICHIEU_IDEMPOTENCE=when-available"):
        await start_producer(corner.platform(idempotence="required"), corner.name)
