"""The one place where a FastStream broker is made, with safe settings."""

import logging

from faststream.kafka import KafkaBroker

from shared.ops.settings import Platform

_FASTSTREAM_LOG = logging.getLogger("shared.messaging.faststream")
# Its own logger has a handler of its own, and warns at each start that topics are not created by accident.
_FASTSTREAM_LOG.setLevel(logging.ERROR)


def make_broker(platform: Platform, service: str) -> KafkaBroker:
    """Consumes only: topics are never created by accident, and publishing is the relay's."""
    return KafkaBroker(
        platform.kafka.split(","),
        client_id=f"haichieu-{service}",
        consumer_only=True,
        allow_auto_create_topics=False,
        request_timeout_ms=20_000,
        graceful_timeout=platform.stop_seconds,
        apply_types=False,
        logger=_FASTSTREAM_LOG,
        log_level=logging.DEBUG,
    )
