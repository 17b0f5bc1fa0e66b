"""A sent request, from casework through the broker to a page and back: what appears, stays, is taken down, is seen."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest_asyncio
import uvicorn
from tests.servers import LIVE, Corner
from tests.waiting import holds

from casework.domain.case import Case, Order
from casework.domain.life import commands as c
from casework.domain.life.actor import Actor
from casework.domain.life.parts import Request
from casework.domain.roles import Role
from casework.handlers import on_revisits_seen
from casework.proof_views import ProofView, ProofViews
from casework.store.documents import case_document, case_of
from casework.store.indexes import INDEXES
from casework.store.work import CaseworkWork
from casework.testing import a_sighting, the_means
from casework.usecases.acting import act
from casework.usecases.following import follow_assessments
from haichieu.ports import free_ports
from haichieu.rehearsal import GuestServer
from haichieu.sampleday import SampleDay, app
from ingest.errands.report import Looked
from ingest.errands.store import ERRAND_INDEXES, ErrandWork, MongoErrands
from ingest.errands.usecases import Errands, run_errand
from ingest.fetching.fetcher import Fetcher
from ingest.handlers import on_revisits_requested
from ingest.metrics import IngestMetrics
from ingest.reading.reader import WebReader
from ingest.reading.room import ReadingRoom
from ingest.settings import Settings
from ingest.store import INDEXES as INGEST_INDEXES
from ingest.store import IngestWork
from shared.cause import Cause
from shared.contracts.casework import RevisitRequestedV1
from shared.contracts.ingest import RevisitSeenV1
from shared.kit import Kit, Own
from shared.messaging import topics
from shared.ops.clock import VIETNAM
from shared.ops.ids import new_id
from shared.ops.serve import Service
from shared.store.unit_of_work import UnitOfWork

pytestmark = LIVE

CORRECTED = "hon-400-cong-nhan-dien-tu-au-lau-ngung-viec-vi-suat-an-ca"
EDITED = "su-co-xuong-say-quang-tang-loong-ba-cong-nhan-bi-bong"
LAN = Actor("lan", Role.WATCH_OFFICER)


class Stage:
    """Both services with their real consumers and relays, the sample day's outlets on HTTP, one clock for all."""

    def __init__(self, corner: Corner) -> None:
        self.database, self.ingest_database = corner.database, corner.mongo[f"{corner.database.name}_ingest"]
        self.now = datetime.now(UTC).replace(microsecond=0)
        self.day = SampleDay(self.now.astimezone(VIETNAM))
        self.port = free_ports(1)[0]
        own = corner.platform(mongo_database=self.ingest_database.name)
        self.ingest = Kit("ingest", own, (*INGEST_INDEXES, *ERRAND_INDEXES), IngestWork)
        self.casework = Kit("casework", corner.platform(mongo_database=self.database.name), INDEXES, CaseworkWork)
        self.desk = MongoErrands(self.ingest.store)
        self.means = the_means(new_id)
        self.proofs = ProofViews(self.casework.store, lambda: self.now)

    def services(self) -> list[Service]:
        settings = Settings(private_allowed=True, host_interval_seconds=0)
        metrics = IngestMetrics(self.ingest.metrics, lambda: self.now)
        fetcher, room = Fetcher(settings, metrics), ReadingRoom(settings, metrics)
        works = UnitOfWork(self.ingest.store, ErrandWork, self.ingest.relay.wake)
        self.errands = Errands(works, WebReader(fetcher, room, settings, lambda: self.now), lambda: self.now, 1.0)
        wishes = {RevisitRequestedV1: on_revisits_requested(works, lambda: None)}
        sights = {RevisitSeenV1: on_revisits_seen(self.casework.work, lambda: self.means, lambda: self.now)}
        return [
            self.ingest.assemble(Own(handlers=wishes, parts=[fetcher, room])),
            self.casework.assemble(Own(handlers=sights)),
        ]

    async def a_case_about(self, slug: str) -> Case:
        """With a request that is ready to be sent."""
        article = self.day.article(slug)
        assert article is not None
        ids = {"message_id": new_id(), "publication_id": new_id()}
        address = f"http://127.0.0.1:{self.port}{article.path}"
        seen = a_sighting(**ids, address=address, title=article.title, published_at=article.published)
        await follow_assessments([seen], self.casework.work, self.means, self.now)
        told = self.database["told"].find_one({"_id": ids["publication_id"]})
        assert told is not None
        case = self.case(told["case_id"])
        request = Request("r1", ids["publication_id"], "correction", "online", "lan")
        case = replace(case, life=replace(case.life, stage="acting", requests=(request,)))
        self.database["cases"].replace_one({"_id": case.id}, case_document(case))
        return case

    def case(self, id_: str) -> Case:
        return case_of(self.database["cases"].find_one({"_id": id_}) or {})

    async def do(self, case: Case, command: c.Command) -> Case:
        id_ = new_id()
        order = Order(command, LAN, self.case(case.id).version, self.now, Cause(case.id, id_))
        return await act(case.id, id_, order, self.casework.work, self.means)

    async def send(self, case: Case) -> None:
        await self.do(case, c.SendRequest(id="r1", letter_number="05/LĐLĐ", received_at=self.now))
        await holds(lambda: self.errand(case, "wanted"), "ingest knows what is wanted")

    async def errand(self, case: Case, state: str) -> Any:
        return self.ingest_database["errands"].find_one({"case_id": case.id, "state": state})

    async def look(self, **later: float) -> Looked:
        """The next errand that is due; until casework has heard of it."""
        self.now += timedelta(**later)
        errand = await self.desk.claim(self.now, self.now + timedelta(minutes=10))
        assert errand is not None, "an errand is due"
        looked = await run_errand(errand, self.errands)
        if looked.kind:

            async def heard() -> bool:
                proof = self.database["proofs"].find_one({"_id": errand.id}) or {"observations": []}
                return looked.errand.memory.told in [one["number"] for one in proof["observations"]]

            await holds(heard, "casework has heard of it")
        return looked

    async def view(self, case: Case) -> ProofView:
        (view,) = await self.proofs.of(self.database["cases"].find_one({"_id": case.id}) or {})
        return view

    def lines(self, case: Case) -> list[str]:
        rows = self.database["timeline"].find({"case_id": case.id, "kind": {"$regex": "^proof-"}}).sort("step", 1)
        return [row["kind"] for row in rows]

    def files_on_record(self, case: Case) -> set[str]:
        audit = self.database.client[f"{self.database.name}_audit"]["entries"]
        return {sha for row in audit.find({"chain": f"case/{case.id}"}) for sha in row["files"]}


@asynccontextmanager
async def running(service: Service) -> AsyncIterator[None]:
    async with AsyncExitStack() as stack:
        for part in service.parts:
            await part.start()
            stack.push_async_callback(part.stop)
        tasks = [asyncio.create_task(make()) for make in service.side_tasks.values()]
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@pytest_asyncio.fixture(loop_scope="session")
async def stage(corner: Corner) -> AsyncIterator[Stage]:
    stage = Stage(corner)
    await topics.ensure(stage.ingest.platform)
    config = uvicorn.Config(app(stage.day), host="127.0.0.1", port=stage.port, log_config=None, lifespan="off")
    server = GuestServer(config)
    serving = asyncio.create_task(server._serve())
    async with AsyncExitStack() as stack:
        for service in stage.services():
            await stack.enter_async_context(running(service))
        yield stage
        server.should_exit = True
        await serving
    stage.database.client.drop_database(stage.ingest_database)


async def test_a_correction_appears_is_kept_and_is_taken_down_too_soon(stage: Stage) -> None:
    case = await stage.a_case_about(CORRECTED)
    await stage.send(case)
    assert (await stage.look()).kind == "first"
    assert (await stage.view(case)).kind == "not-found"
    assert (await stage.look(hours=1)).kind == "", "nothing new is nothing to tell"

    stage.day.advance()
    assert (await stage.look(hours=1)).kind == "changed"
    view = await stage.view(case)
    assert (view.kind, view.outcome) == ("full", "published")
    assert stage.case(case.id).life.requests[0].outcome is None, "proposed; nobody has recorded it"

    for _ in range(3):
        assert (await stage.look(hours=25)).kind == "same"
    assert "3/7 ngày" in (await stage.view(case)).proposed_proof

    stage.day.corrections_removed = True
    assert (await stage.look(hours=2)).kind == "changed"
    view = await stage.view(case)
    assert (view.kind, view.outcome) == ("removed", "partial")
    assert stage.lines(case) == ["proof-not-found", "proof-full", "proof-removed"]

    kept = {row["sha256"] for row in stage.ingest_database["snapshots"].find({"errand_id": f"{case.id}/r1"})}
    assert kept, "the bytes are kept"
    assert stage.files_on_record(case) == kept, "and each is bound to the audit trail"

    proof = view.proposed_proof
    await stage.do(case, c.RecordOutcome(id="r1", outcome="partial", proof=proof))
    await stage.do(case, c.SettleRequest(id="r1", reason="Báo gỡ sớm, đã chuyển cơ quan quản lý"))
    await holds(lambda: stage.errand(case, "ended"), "ingest knows that it is over")
    assert await stage.desk.claim(stage.now + timedelta(days=60), stage.now + timedelta(days=61)) is None


async def test_a_silent_edit_is_seen_and_silence_is_proposed_when_the_clock_has_run_out(stage: Stage) -> None:
    case = await stage.a_case_about(EDITED)
    await stage.send(case)
    await stage.look()
    stage.day.advance()
    assert (await stage.look(hours=25)).kind == "changed"
    view = await stage.view(case)
    assert (view.kind, view.outcome) == ("silent", "silent")
    assert "Bài gốc đã bị sửa" in " ".join(view.said)
    assert "Cấp tiếp theo: cơ quan chủ quản" in view.next_step


async def test_what_is_due_survives_a_stop_and_a_late_start_looks_once(stage: Stage) -> None:
    case = await stage.a_case_about(EDITED)
    await stage.send(case)
    await stage.look()
    again = MongoErrands(stage.ingest.store)
    assert await again.claim(stage.now, stage.now) is None
    stage.desk = again
    assert (await stage.look(days=40)).kind == "last"
    assert await again.claim(stage.now + timedelta(days=9), stage.now) is None
