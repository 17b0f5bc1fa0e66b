"""A tiny service, put together like the real ones. What it does with a message is written in the message.

In a test: `Probe(name, platform)`. As a process: PROBE_NAME=… python -m tests.probe serve.
"""

import asyncio
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar

from shared.command_line import run
from shared.contracts.envelope import Event
from shared.contracts.headers import headers_of
from shared.contracts.parked import PARKED_BY_SERVICE, ParkedV1
from shared.failures import Permanent, Transient
from shared.kit import Kit, Own
from shared.messaging.arrivals import Arrival
from shared.ops.ids import new_id
from shared.ops.serve import Service
from shared.ops.settings import Platform
from shared.store.unit_of_work import Transaction


class Probed(Event):
    """`order`: ok, permanent, bug, transient, clash, slow."""

    number: int = 0
    order: str = "ok"


class Echoed(Event):
    number: int = 0


def own_event(base: type[Event], topic: str) -> type[Any]:
    """The event on a topic that nobody else uses."""
    return type(base.__name__, (base,), {"TOPIC": topic, "__annotations__": {"TOPIC": ClassVar[str]}})


class Probe:
    """`mended` makes it obey no order any more: the fault was repaired."""

    def __init__(self, name: str, platform: Platform, listens_to: str | None = None, slow: float = 0.0) -> None:
        PARKED_BY_SERVICE.setdefault(name, own_event(ParkedV1, f"{name}.parked.v1"))
        self.name = name
        self.platform = platform
        self.probed = own_event(Probed, f"{listens_to or name}.probed.v1")
        self.echoed = own_event(Echoed, f"{name}.echoed.v1")
        self.kit: Kit[Transaction] = Kit(name, platform, (), lambda transaction: transaction)
        self.mended = False
        self.slow = slow
        self.batches = 0

    @property
    def topics(self) -> tuple[str, str, str]:
        return self.probed.TOPIC, self.echoed.TOPIC, f"{self.name}.parked.v1"

    def service(self) -> Service:
        return self.kit.assemble(Own(handlers={self.probed: self.handle}))

    async def handle(self, arrivals: Sequence[Arrival[Any]]) -> frozenset[str]:
        self.batches += 1
        async with self.kit.work.once([arrival.event.event_id for arrival in arrivals]) as transaction:
            fresh = [arrival for arrival in arrivals if arrival.event.event_id in transaction.fresh]
            rows = [{"_id": new_id(), "event": a.event.event_id, "number": a.event.number} for a in fresh]
            if rows:
                await transaction.collection("effects").insert_many(rows, session=transaction.session)
            for arrival in fresh:
                await self._obey(arrival.event, transaction)
                transaction.publish(self._echo(arrival.event), arrival.cause)
            return transaction.fresh

    async def _obey(self, event: Any, transaction: Transaction) -> None:
        if self.mended:
            return
        match event.order:
            case "permanent":
                raise Permanent("the message says so")
            case "transient":
                raise Transient("the surroundings are said to be away")
            case "bug":
                raise RuntimeError(f"a bug, with hostile words \x00 \udc80 {'x' * 5_000}")
            case "clash":
                rows = [{"_id": "always the same"}, {"_id": "always the same"}]
                await transaction.collection("effects").insert_many(rows, session=transaction.session)
            case "slow":
                await asyncio.sleep(self.slow)

    def _echo(self, event: Any) -> Event:
        now = datetime.now(UTC)
        common = {"event_id": new_id(), "occurred_at": now, "correlation_id": event.correlation_id}
        return self.echoed(**common, subject_id=event.subject_id, subject_version=1, number=event.number)


def message(probe: Probe, number: int, order: str = "ok", **changes: Any) -> Any:
    """One event for the probe."""
    common = {"event_id": new_id(), "occurred_at": datetime.now(UTC), "correlation_id": f"journey-{number}"}
    fields = common | {"subject_id": f"s{number}", "subject_version": 1, "number": number, "order": order}
    return probe.probed(**(fields | changes))


def wire(event: Event) -> dict[str, Any]:
    """Arguments for a producer: the event exactly as a relay would send it."""
    headers = [(name, value.encode()) for name, value in headers_of(event).items()]
    return {"value": event.model_dump_json().encode(), "key": event.key.encode(), "headers": headers}


def build_named(name: str) -> Callable[[Platform], tuple[Kit[Any], Service]]:
    def build(platform: Platform) -> tuple[Kit[Any], Service]:
        probe = Probe(name, platform, slow=float(os.environ.get("PROBE_SLOW", "0")))
        return probe.kit, probe.service()

    return build


if __name__ == "__main__":
    sys.exit(run(os.environ["PROBE_NAME"], build_named(os.environ["PROBE_NAME"])))
