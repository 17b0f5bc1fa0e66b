"""Ingest's own metrics; those of every service are in shared/ops/metrics.py."""

from ingest.domain import Survey, Visited
from shared.ops.clock import Clock
from shared.ops.metrics import Metrics

_VISITS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600)


class IngestMetrics:
    """Names, units and labels."""

    def __init__(self, metrics: Metrics, clock: Clock) -> None:
        self._clock = clock
        self.captured = metrics.counter(
            "captured_total", "publications captured; the text is the page's or the feed's", "lane", "text"
        )
        self.fetches = metrics.counter(
            "fetches_total", "requests for a feed or a page: ok, unchanged, or the error's class", "outcome"
        )
        self.readings = metrics.counter(
            "readings_total", "feeds and pages read: done, stuck (ended by the clock), died", "kind", "outcome"
        )
        self.rejected = metrics.counter("lists_rejected_total", "feeds that were none, by the error's class", "reason")
        self.dropped = metrics.counter(
            "entries_dropped_total", "listed and not taken: no address, no object, over the limit", "reason"
        )
        self.knocks = metrics.counter(
            "door_knocks_total", "messages at a door: taken, or the refusal's kind", "door", "outcome"
        )
        self.revisits = metrics.counter(
            "revisits_total", "publications looked at again: what was seen, failed, unreachable", "outcome"
        )
        self.errands = metrics.counter("errands_total", "looks for a request's proof: what was told of them", "kind")
        self.backfilled = metrics.counter("backfilled_total", "addresses of the past by how they ended", "outcome")
        self.recalled = metrics.counter(
            "recall_total", "on sections: listed, missed (by the feed), unreadable (sections)", "outcome"
        )
        self.visit_seconds = metrics.histogram(
            "visit_seconds", "seconds per visit of a source: good, failed, broken (by us)", _VISITS, "outcome"
        )
        self.sources = metrics.gauge("sources", "sources by state", "state")
        self.changes = metrics.counter(
            "source_changes_total", "sources that came into another state, by state", "state"
        )
        self.own_outage = metrics.gauge("own_outage", "1 while no outlet answers: our own network is away")
        self.stalest = metrics.gauge(
            "stalest_source_seconds", "time since the last good visit of the source that has had none for longest"
        )

    def visited(self, visited: Visited, seconds: float) -> None:
        self.visit_seconds.labels("failed" if visited.source.failures else "good").observe(seconds)
        for labels, count in visited.captured.items():
            self.captured.labels(*labels).inc(count)

    def surveyed(self, survey: Survey) -> None:
        # A state that no source is in any more must not keep its last number.
        self.sources.clear()
        for state, count in survey.states.items():
            self.sources.labels(state).set(count)
        since = survey.stalest
        # Reckoned when it is asked for, so that it also grows while nothing happens here.
        self.stalest.set_function(lambda: (self._clock() - since).total_seconds() if since else 0.0)
