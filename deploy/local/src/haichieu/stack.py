"""The local stack: mongod, a broker, the four services; started in order, watched, restarted when they die."""

import asyncio
import logging
import os
import sys
from collections.abc import Awaitable, Callable, Iterable, Mapping
from functools import cached_property
from types import TracebackType
from typing import Self

import httpx
from pymongo.errors import PyMongoError

from haichieu import refill
from haichieu.admin import admin_env
from haichieu.child import Child, ChildError, NotReady
from haichieu.kafka import ApacheKafka, EmbeddedBroker
from haichieu.mongod import Mongod
from haichieu.plan import SERVICES, Plan
from haichieu.ports import free_ports
from shared.messaging import topics
from shared.messaging.producer import CannotReachKafka
from shared.ops.settings import Platform

log = logging.getLogger(__name__)

RESTART_PAUSE = 0.5
FORGET_SECONDS = 5.0
READY_SECONDS = 60.0


class Stack:
    """`async with Stack(plan)`: everything is up inside, nothing is left behind outside.

    With several `replicas` of each service the further ones are called ingest-2 and so on.
    """

    def __init__(self, plan: Plan, service_env: Mapping[str, str] | None = None, replicas: int = 1) -> None:
        self.plan = plan
        self._service_env = dict(service_env or {})
        self._stopping = False
        self._forgot = False
        self._watchers: list[asyncio.Task[None]] = []
        self.mongo_url = plan.mongo_url or self.mongod.url
        self.kafka = plan.kafka or self.broker.bootstrap
        self._http = {name: plan.ports[name] for name in SERVICES} | _further(plan, replicas)
        self.services = {replica: self._service(replica) for replica in self._http}

    @cached_property
    def mongod(self) -> Mongod:
        """Made when it is first asked for: where HAICHIEU_MONGO_URL names another, nobody needs its program."""
        return Mongod(self.plan.data / "mongo", self.plan.log("mongod"), port=self.plan.ports["mongo"])

    @cached_property
    def broker(self) -> ApacheKafka | EmbeddedBroker:
        """As mongod."""
        plan, log, port = self.plan, self.plan.log("kafka"), self.plan.ports["kafka"]
        if plan.kafka_kind == "apache":
            return ApacheKafka(plan.home, plan.data / "kafka", port=port, log=log)
        return EmbeddedBroker(log, port=port)

    @property
    def children(self) -> dict[str, Child]:
        """Our own processes by name, in starting order."""
        servers = {} if self.plan.mongo_url else {"mongod": self.mongod}
        return {**servers, **({} if self.plan.kafka else {"kafka": self.broker}), **self.services}

    async def __aenter__(self) -> Self:
        try:
            await self._start()
        except BaseException:
            await self._stop()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stop()

    async def until_well(self, seconds: float) -> None:
        """Wait until everything runs and is ready, whatever was killed before. Raises NotReady."""
        ill = list(self.children)
        try:
            async with asyncio.timeout(seconds):
                while ill := [name for name, child in self.children.items() if not await child.well()]:
                    log.debug("waiting for %s", ", ".join(ill))
                    await asyncio.sleep(0.2)
        except TimeoutError as error:
            raise NotReady(f"{', '.join(ill)} did not recover within {seconds:.0f} s") from error

    async def _start(self) -> None:
        """Servers side by side, then topics, then services side by side. Raises NotReady."""
        own = {name: child for name, child in self.children.items() if name in ("mongod", "kafka")}
        self._forgot = "kafka" in own and not self.broker.keeps_records
        await _together(child.start() for child in own.values())
        await self.create_topics()
        await _together(child.start() for child in self.services.values())
        self._watchers = [asyncio.create_task(self._watch(name, child)) for name, child in self.children.items()]

    async def _stop(self) -> None:
        self._stopping = True
        for watcher in self._watchers:
            watcher.cancel()
        await asyncio.gather(*self._watchers, return_exceptions=True)
        await asyncio.gather(*(child.stop(20) for child in self.services.values()))
        await asyncio.gather(*(child.stop(20) for name, child in self.children.items() if name in ("mongod", "kafka")))

    async def create_topics(self) -> None:
        """Create what is missing; a broker that forgot is refilled from the outboxes."""
        await topics.ensure(self._platform())
        if self._forgot:
            refilled = await refill.refill(self._platform())
            # Only now: MongoDB may have been away too, and the next try must not find everything in order.
            self._forgot = False
            log.info("refilled the broker", extra={"action": "broker.refilled", "count": refilled})

    async def _watch(self, name: str, child: Child) -> None:
        """Start again what died; its neighbours wait for it by themselves."""
        while not self._stopping:
            code = await child.wait()
            log.warning("%s ended with %s; starting it again", name, code, extra={"action": "child.restart"})
            while not await self._restarted(name, child):
                pass

    async def _restarted(self, name: str, child: Child) -> bool:
        """Whatever else is being killed at the same moment, the next try will find it better."""
        await asyncio.sleep(RESTART_PAUSE)
        try:
            if not child.running:
                if name == "kafka" and not self.broker.keeps_records:
                    await self._forget()
                await child.start()
            if name == "kafka":
                await self.create_topics()
        except (ChildError, CannotReachKafka, PyMongoError) as error:
            log.error("%s", error, extra={"action": "child.not_ready", "child": name})
            return False
        return True

    async def _forget(self) -> None:
        """Before a broker without a memory comes back, those who met the old one end; the watchers start them again.

        Their old offsets, committed to the new one, would step over the first of what is published anew.
        """
        self._forgot = True
        await asyncio.gather(*(service.stop(FORGET_SECONDS) for service in self.services.values()))

    def _service(self, replica: str) -> Child:
        return Child(
            replica,
            [sys.executable, "-m", replica.partition("-")[0], "serve"],
            self.plan.log(replica),
            self._asks(f"http://127.0.0.1:{self._http[replica]}/readyz"),
            self.environment(replica),
            READY_SECONDS,
        )

    def _asks(self, url: str) -> Callable[[], Awaitable[bool]]:
        async def ready() -> bool:
            return await answers(url)

        return ready

    def _platform(self) -> Platform:
        return Platform.model_validate(
            {
                "kafka": self.kafka,
                "mongo_url": self.mongo_url,
                "partitions": self._partitions,
                "idempotence": "when-available",
            }
        )

    @property
    def _partitions(self) -> int:
        # Every partition is asked for at every fetch; the embedded broker is for one person's laptop.
        return 0 if self.plan.kafka_kind == "apache" or self.plan.kafka else 2

    def environment(self, replica: str) -> dict[str, str]:
        embedded = self.plan.kafka_kind == "embedded" and not self.plan.kafka
        return {
            **{key: value for key, value in os.environ.items() if not key.startswith("HAICHIEU_")},
            "HAICHIEU_KAFKA": self.kafka,
            "HAICHIEU_MONGO_URL": self.mongo_url,
            "HAICHIEU_HTTP_PORT": str(self._http[replica]),
            "HAICHIEU_IDEMPOTENCE": "when-available" if embedded else "required",
            "HAICHIEU_FETCH_WAIT": "adaptive" if embedded else "broker",
            # The embedded broker lets a new group wait for its session time-out, less a second.
            "HAICHIEU_SESSION_SECONDS": "3" if embedded else "10",
            # Threads that read pages would each get a heap of their own.
            "MALLOC_ARENA_MAX": "2",
            "HAICHIEU_LOG_LEVEL": os.environ.get("HAICHIEU_LOG_LEVEL", "INFO"),
            "NOTIFY_SMTP_PORT": str(self.plan.ports["smtp"]),
            "NOTIFY_CONSOLE_URL": self.plan.url("casework"),
            **admin_env(self.plan.data),
            **self._service_env,
        }


def _further(plan: Plan, replicas: int) -> dict[str, int]:
    """Ports of the second and further replicas."""
    names = [f"{service}-{number}" for number in range(2, replicas + 1) for service in SERVICES]
    if not names:
        return {}
    taken = set(plan.ports.values())
    free = (port for port in free_ports(len(names) + len(taken)) if port not in taken)
    return dict(zip(names, free, strict=False))


async def answers(url: str) -> bool:
    try:
        async with httpx.AsyncClient(timeout=5, trust_env=False) as client:
            return (await client.get(url)).is_success
    except httpx.HTTPError:
        return False


async def _together(starts: Iterable[Awaitable[None]]) -> None:
    await asyncio.gather(*starts)
