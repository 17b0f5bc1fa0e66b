"""For brokers that do not wake a waiting fetch when data arrives (the embedded one answers after half the wait).

A short wait makes them quick and busy, a long one calm and slow: short while messages come, long when none do.
"""

import time

from aiokafka import AIOKafkaConsumer

BROKER_WAIT_MS = 500
"""Apache Kafka answers a waiting fetch as soon as there is data, so waiting costs nothing."""
SHORT_MS, LONG_MS = 20, 800
CALM_AFTER_SECONDS = 3.0


class AdaptiveFetch:
    """aiokafka has no public way to change the wait of a running consumer; a test watches over the attribute."""

    def __init__(self, *, enabled: bool) -> None:
        self._enabled = enabled
        self._last = 0.0
        self.longest_ms = LONG_MS if enabled else BROKER_WAIT_MS

    def arrived(self, consumer: AIOKafkaConsumer | None) -> None:
        self._last = time.monotonic()
        self._set(consumer, SHORT_MS)

    def rest(self, consumer: AIOKafkaConsumer) -> None:
        if time.monotonic() - self._last > CALM_AFTER_SECONDS:
            self._set(consumer, LONG_MS)

    def _set(self, consumer: AIOKafkaConsumer | None, milliseconds: int) -> None:
        if self._enabled and consumer is not None and consumer._fetcher is not None:
            consumer._fetcher._fetch_max_wait_ms = milliseconds
