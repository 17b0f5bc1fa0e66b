"""The doors that are open, as routes and side tasks of the service."""

from collections.abc import Callable, Coroutine, Sequence
from datetime import timedelta
from typing import Any

from starlette.routing import Route

from ingest.doors.accepting import accept
from ingest.doors.doorfile import Doors
from ingest.doors.http import door
from ingest.doors.item import Item
from ingest.doors.post import Box, PostRounds
from ingest.doors.push import Keys, pushing
from ingest.doors.zalo import listening
from ingest.metrics import IngestMetrics
from ingest.rota import Rota
from ingest.usecases import Watch


def routes_of(doors: Doors, watch: Watch, keys: Keys, metrics: IngestMetrics) -> list[Route]:
    """None for a door that is shut: who knocks there is told 404."""

    async def take(items: Sequence[Item]) -> list[str]:
        return await accept(items, watch)

    routes: list[Route] = []
    if senders := doors.senders():
        knock = pushing(senders, take, keys, watch.clock)
        routes.append(Route("/doors/push", door("push", knock, metrics), methods=["POST"]))
    if doors.zalo:
        listen = listening(doors.zalo.account(), take)
        routes.append(Route("/doors/zalo", door("zalo", listen, metrics), methods=["POST"]))
    return routes


def tasks_of(doors: Doors, watch: Watch, metrics: IngestMetrics) -> dict[str, Callable[[], Coroutine[Any, Any, None]]]:
    boxes: list[tuple[Box, float]] = []
    if doors.email:
        boxes.append((doors.email.mailbox(), doors.email.every_seconds))
    if doors.telegram:
        boxes.append((doors.telegram.box(), doors.telegram.every_seconds))
    for many in (doors.facebook, doors.youtube):
        boxes += [(box, many.every_seconds) for box in many.boxes()] if many else []
    rounds = [PostRounds(box, timedelta(seconds=every), watch, metrics) for box, every in boxes]
    # Each box for itself: a page that takes its token back must not keep the others waiting.
    return {
        f"door {number} {box.door}": Rota(one, 1, watch.clock).run
        for number, ((box, _), one) in enumerate(zip(boxes, rounds, strict=True), 1)
    }
