"""The metrics of every service. A service's own are made where they are counted; docs/metrics.md has them all.

`messages_total` is counted exactly once per record and outcome; alerts use it, not the transport's counters.

FastStream's own Prometheus middleware is not used. It cost 14 to 22 % of the consumer's throughput where it was
measured, it counts what its handler was called with (a batch that is halved, parked in part and asked for again is
one success or one error), and it never sees what the relay publishes. What it would tell is told here: received
(`received_total`, `received_bytes_total`), in process (`in_hand`), processed by outcome (`messages_total`), duration
(`batch_seconds`), exceptions (`failures_total`), published (`published_total`), its duration (`publish_seconds`) and
exceptions (`publish_failures_total`).
"""

from collections.abc import Sequence

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

NAMESPACE = "haichieu"
_AGES = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300, 1_800, 21_600)
_DURATIONS = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_SIZES = (1, 2, 5, 10, 20, 50, 100, 200, 500)


class Metrics:
    """One registry per service object, so that tests can build as many as they like."""

    def __init__(self, service: str) -> None:
        self.registry = CollectorRegistry()
        self.received = self.counter("received_total", "records handed over by Kafka, repeats included", "event")
        self.received_bytes = self.counter("received_bytes_total", "bytes of their values", "event")
        self.in_hand = self.gauge("in_hand", "records of the batch that is being handled", "event")
        self.messages = self.counter(
            "messages_total", "records: done, duplicate, parked, skipped, retried", "event", "outcome"
        )
        self.batch_seconds = self.histogram("batch_seconds", "seconds per handled batch", _DURATIONS, "event")
        self.batch_records = self.histogram("batch_records", "records per handled batch", _SIZES, "event")
        self.failures = self.counter("failures_total", "tries that failed, by error type", "event", "reason")
        self.parked = self.counter("parked_total", "parked records by event and error type", "event", "reason")
        self.brake = self.gauge("brake_engaged", "1 while parking is suspended because too much fails", "event")
        self.lag = self.gauge("consumer_lag", "records not yet handled", "topic", "partition")
        self.assigned = self.gauge("consumer_assigned_partitions", "partitions this replica reads", "topic")
        self.outbox_pending = self.gauge("outbox_pending", "events written but not yet published")
        self.outbox_oldest = self.gauge("outbox_oldest_seconds", "age of the oldest unpublished event")
        self.published = self.counter("published_total", "events published", "topic")
        self.publish_seconds = self.histogram("publish_seconds", "seconds per page until Kafka confirmed", _DURATIONS)
        self.publish_failures = self.counter(
            "publish_failures_total", "events not confirmed, by error type; they are sent again", "topic", "reason"
        )
        self.resting = self.gauge("publish_resting", "1 while events of a topic wait because it takes none", "topic")
        self.refused = self.counter("publish_refused_total", "events that the broker will never take", "topic")
        self.relay_leader = self.gauge("relay_leader", "1 if this replica holds the relay lease")
        self.age = self.histogram("journey_age_seconds", "seconds from capture to this step", _AGES, "step")
        self.probe_failing = self.gauge(
            "probe_failing", "1 while a probe of /livez or /readyz complains; /readyz says why", "probe"
        )
        self.gauge("build_info", "always 1", "service").labels(service).set(1)

    def counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(name, text, labels, namespace=NAMESPACE, registry=self.registry)

    def gauge(self, name: str, text: str, *labels: str) -> Gauge:
        return Gauge(name, text, labels, namespace=NAMESPACE, registry=self.registry)

    def histogram(self, name: str, text: str, buckets: Sequence[float], *labels: str) -> Histogram:
        return Histogram(name, text, labels, namespace=NAMESPACE, registry=self.registry, buckets=buckets)
