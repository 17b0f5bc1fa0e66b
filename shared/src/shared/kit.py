"""The parts that every service is made of, put together once. A service's app.py adds what is its own."""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Generic, TypeVar

from starlette.routing import BaseRoute

from shared.contracts.catalogue import is_slow
from shared.messaging.consumer import Consumer
from shared.messaging.ladder import Handler, Ladder, Patience
from shared.messaging.relay import LEASE_SECONDS, Relay
from shared.ops.health import Health, Probe
from shared.ops.metrics import Metrics
from shared.ops.replica import replica_name
from shared.ops.serve import Part, Service
from shared.ops.settings import Platform
from shared.store import inbox, outbox, parked
from shared.store.client import Index, Store
from shared.store.lease import HeldLease, LeaseOffice
from shared.store.outbox_relayed import MongoOutbox
from shared.store.parked import Parking
from shared.store.unit_of_work import Transaction, UnitOfWork

Work = TypeVar("Work")


@dataclass(slots=True)
class Own:
    """What a service adds to the common parts."""

    handlers: Mapping[Any, Handler[Any]] = field(default_factory=dict)
    parts: Sequence[Part] = ()
    side_tasks: Mapping[str, Callable[[], Coroutine[Any, Any, None]]] = field(default_factory=dict)
    routes: Sequence[BaseRoute] = ()
    live: Mapping[str, Probe] = field(default_factory=dict)


class Kit(Generic[Work]):
    """Store, outbox relay, parking and units of work of one service."""

    def __init__(
        self, service: str, platform: Platform, indexes: Sequence[Index], build: Callable[[Transaction], Work]
    ) -> None:
        self.service_name = service
        self.platform = platform
        self.replica = replica_name(platform.http_host, platform.http_port)
        self.metrics = Metrics(service)
        url = platform.mongo_url.get_secret_value()
        every = (*inbox.INDEXES, *outbox.INDEXES, *parked.INDEXES, *indexes)
        self.store = Store(url, platform.database_of(service), every)
        ttl = timedelta(seconds=LEASE_SECONDS)
        lease = HeldLease(LeaseOffice(self.store, ttl), "relay", self.replica, ttl)
        self.relay = Relay(service, platform, MongoOutbox(self.store), lease, self.metrics)
        self.work = UnitOfWork(self.store, build, self.relay.wake)
        self.plain_work: UnitOfWork[Transaction] = UnitOfWork(self.store, lambda work: work, self.relay.wake)
        self.parking = Parking(service, self.store, self.plain_work)

    def assemble(self, own: Own) -> Service:
        """The service, ready to be run by shared.ops.serve.Shell."""
        health = Health()
        health.live |= {"event loop": _always, **own.live}
        health.ready |= {"mongo": self.store.ping, "relay": self.relay.connected, "outbox": self.relay.flowing}
        health.ready["topics"] = self.relay.unhindered
        parts: list[Part] = [self.store, self.relay, *own.parts]
        tasks = {"relay": self.relay.run, "outbox watch": self.relay.watch, **own.side_tasks}
        if own.handlers:
            consumer = Consumer(self.service_name, self.platform, self._ladders(own.handlers), self.metrics)
            parts.append(consumer)
            tasks["consumer watch"] = consumer.watch
            health.live["progress"] = consumer.progress
            health.ready |= {"assignment": consumer.assigned, "brake": consumer.braked, "batch": consumer.postponed}
        return Service(self.service_name, self.metrics, health, parts, tasks, own.routes)

    def _ladders(self, handlers: Mapping[Any, Handler[Any]]) -> list[Ladder[Any]]:
        patience = Patience(budget=self.platform.retry_seconds)
        # What is of the past is not tried again on the spot, while today would wait: its lane rests.
        once = Patience(tries=1)
        return [
            Ladder(
                event,
                self.service_name,
                handler,
                self.parking,
                self.metrics,
                once if is_slow(event.TOPIC) else patience,
            )
            for event, handler in handlers.items()
        ]


async def _always() -> str | None:
    return None
