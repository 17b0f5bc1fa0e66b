"""Ingest's rows in a real database: what is due, what rests, what is forgotten."""

import asyncio
import io
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio
from tests.servers import LIVE, Corner
from warcio.archiveiterator import ArchiveIterator

from ingest.domain import LOOKS_UNTIL_UNREACHABLE, Revisit
from ingest.errors import FetchFailed
from ingest.evidence_commands import EvidenceBroken, collected
from ingest.recall.figures import Recalled
from ingest.recall.store import MongoRecall
from ingest.sources.source import RETIRED, Source
from ingest.store import INDEXES, IngestWork, MongoDesk
from ingest.testing import AT, ScriptedReader, a_page, a_source, an_entry
from ingest.usecases import Watch, follow, revisit, visit_source
from shared.failures import Transient
from shared.kit import Kit

pytestmark = LIVE

SOON, LATER = AT + timedelta(minutes=10), AT + timedelta(days=400)
ONE, TWO = a_source(id="one"), a_source(id="two")


@dataclass(slots=True)
class Office:
    """Ingest's desk and works on a database of its own."""

    corner: Corner
    kit: Kit[IngestWork]
    desk: MongoDesk
    watch: Watch
    reader: ScriptedReader

    def rows(self, collection: str) -> dict[str, Any]:
        return {row["_id"]: row for row in self.corner.database[collection].find()}

    async def visit(self) -> None:
        self.reader.lists(ONE, an_entry())
        self.reader.pages[an_entry().address] = a_page()
        (source,) = [source for source in await self.desk.sources() if source.id == "one"]
        await visit_source(source, self.watch)

    async def look(self) -> list[Revisit]:
        return await revisit(await self.desk.claim_revisits(LATER, LATER, 10), self.watch)


@pytest_asyncio.fixture(loop_scope="session")
async def office(corner: Corner) -> AsyncIterator[Office]:
    kit = Kit("ingest", corner.platform(mongo_database=corner.database.name), INDEXES, IngestWork)
    desk, reader = MongoDesk(kit.store), ScriptedReader()
    watch = Watch(desk, kit.work, reader, lambda: AT, 3, 4, 1.0)
    await kit.store.start()
    await follow([ONE, TWO], watch)
    yield Office(corner, kit, desk, watch, reader)
    await kit.store.stop()


async def claims(desk: MongoDesk, now: datetime = AT) -> set[str]:
    found = await asyncio.gather(*(desk.claim_sources(now, now + timedelta(minutes=10), 1) for _ in range(8)))
    ids = [source.id for claimed in found for source in claimed]
    assert len(ids) == len(set(ids)), "two replicas claimed the same source"
    return set(ids)


async def test_new_sources_are_due_at_once_and_then_at_their_time(office: Office) -> None:
    assert (await office.desk.survey()).next_visit == AT
    assert await claims(office.desk) == {"one", "two"}
    survey = await office.desk.survey()
    assert (survey.next_visit, survey.states, survey.stalest) == (SOON, {"healthy": 2}, AT)
    assert await claims(office.desk) == set()


async def test_a_retired_source_is_kept_but_neither_claimed_nor_waited_for(office: Office) -> None:
    await follow([ONE], office.watch)
    assert await claims(office.desk) == {"one"}
    survey = await office.desk.survey()
    assert (survey.states, survey.next_visit) == ({"healthy": 1, RETIRED: 1}, SOON)
    await follow([ONE, TWO], office.watch)
    assert await claims(office.desk) == {"two"}
    assert office.corner.database["outbox"].count_documents({"key": "two"}) == 2


async def test_nothing_known_is_nothing_due(office: Office) -> None:
    await follow([], office.watch)
    survey = await office.desk.survey()
    assert (survey.next_visit, survey.stalest, await office.desk.next_revisit()) == (None, None, None)


async def test_replicas_that_start_side_by_side_retire_it_once(office: Office) -> None:
    outcomes = await asyncio.gather(*(follow([ONE], office.watch) for _ in range(4)), return_exceptions=True)
    assert all(outcome is None or isinstance(outcome, Transient) for outcome in outcomes)
    await follow([ONE], office.watch)
    assert office.rows("sources")["two"]["state"] == RETIRED
    assert office.corner.database["outbox"].count_documents({"key": "two"}) == 1


async def test_a_visit_under_way_does_not_undo_a_retirement(office: Office) -> None:
    before = Source(**{name: getattr(ONE, name) for name in Source.__slots__})
    await follow([TWO], office.watch)
    with pytest.raises(Transient, match="another replica"):
        await visit_source(before, office.watch)
    assert office.rows("sources")["one"]["state"] == RETIRED


async def test_priority_sources_are_claimed_before_those_that_are_due_longer(office: Office) -> None:
    await follow([ONE, TWO, a_source(id="three", priority=True)], office.watch)
    first, *others = await office.desk.claim_sources(LATER, LATER, 1)
    assert (first.id, first.priority, others) == ("three", True, [])


async def test_uneventful_visits_are_written_at_once_and_never_over_a_change(office: Office) -> None:
    await follow([ONE, *(a_source(id=f"s{n}") for n in range(40))], office.watch)
    sources = {source.id: source for source in await office.desk.sources()}
    stale = replace(sources.pop("one"), etag="late")
    await follow([source for source in sources.values() if source.state != RETIRED], office.watch)
    await asyncio.gather(*(office.desk.note_source(replace(s, etag=s.id)) for s in [stale, *sources.values()]))
    rows = office.rows("sources")
    assert all(rows[id_]["etag"] == id_ for id_ in sources if rows[id_]["state"] != RETIRED)
    assert (rows["one"]["state"], rows["one"]["etag"]) == (RETIRED, "")


async def test_days_and_states_of_a_source_are_kept(office: Office) -> None:
    await office.visit()
    await office.visit()
    (day,) = await office.desk.days("one")
    assert (day.day.isoformat(), day.news, day.looked) == ("2026-11-24", 0, 1 << 10), "the first visit is the past"
    office.reader.feeds[ONE.url] = FetchFailed("time-out")
    for _ in range(3):
        (source,) = [source for source in await office.desk.sources() if source.id == "one"]
        await visit_source(source, office.watch)
    (trace,) = await office.desk.history("one")
    assert (trace.at, trace.before, trace.state, trace.reason) == (AT, "healthy", "failing", "FetchFailed: time-out")


async def test_a_row_of_an_earlier_release_is_read_as_a_source(office: Office) -> None:
    old = {"_id": "old", "outlet_id": "bao", "outlet_name": "Báo", "medium": "online", "url": "https://bao.example/x"}
    office.corner.database["sources"].insert_one(old | {"state": "healthy", "next_visit": AT, "visited_at": AT})
    (source,) = [source for source in await office.desk.sources() if source.id == "old"]
    assert (source.tags, source.rate, source.read_at) == ((), a_source().rate, None)


async def test_failed_looks_are_counted_until_it_is_unreachable_and_a_good_one_forgets_them(office: Office) -> None:
    await office.visit()
    assert await office.desk.next_revisit() == AT + timedelta(minutes=15)
    office.reader.pages[an_entry().address] = FetchFailed("time-out")
    for _ in range(LOOKS_UNTIL_UNREACHABLE + 1):
        await office.look()
    (row,) = office.rows("publications").values()
    assert (row["failures"], row["unreachable_since"], row["visits"]) == (LOOKS_UNTIL_UNREACHABLE + 1, AT, 0)
    assert row["state"] == "as captured"
    office.reader.pages[an_entry().address] = a_page()
    await office.look()
    (row,) = office.rows("publications").values()
    assert (row["failures"], row["unreachable_since"], row["visits"]) == (0, None, 1)


async def test_misses_are_forgotten_by_the_database(office: Office) -> None:
    office.reader.lists(ONE, an_entry())
    office.reader.pages[an_entry().address] = FetchFailed("time-out")
    await visit_source((await office.desk.sources())[0], office.watch)
    (row,) = office.rows("misses").values()
    assert (row["attempts"], row["missed_at"]) == (1, AT)
    indexes = office.corner.database["misses"].index_information()
    assert indexes["missed_at_1"]["expireAfterSeconds"] == timedelta(days=7).total_seconds()


async def test_every_index_is_used_by_a_query(office: Office) -> None:
    await office.visit()
    await claims(office.desk)
    await office.desk.next_revisit()
    await office.look()
    await office.desk.history("one")
    await collected(office.kit.store, next(iter(office.rows("publications"))))
    for index in INDEXES:
        if "expireAfterSeconds" not in index.model.document:
            uses = {row["name"]: row["accesses"]["ops"] for row in _statistics(office.corner, index.collection)}
            assert uses[index.model.document["name"]] > 0


async def test_evidence_is_handed_out_as_it_came_and_not_at_all_when_it_was_changed(office: Office) -> None:
    await office.visit()
    office.reader.pages[an_entry().address] = a_page("Bài đã được sửa hẳn.", status=200, headers=(("Server", "x"),))
    await office.look()
    (publication,) = office.rows("publications")
    written, count = await collected(office.kit.store, publication)
    kinds = [record.rec_type for record in ArchiveIterator(io.BytesIO(written))]
    assert (count, kinds) == (2, ["warcinfo", "resource", "response"])
    snapshots = office.corner.database["snapshots"]
    first, second = snapshots.find().sort("fetched_at")
    snapshots.update_one({"_id": first["_id"]}, {"$set": {"warc": second["warc"]}})
    with pytest.raises(EvidenceBroken, match="not as it was"):
        await collected(office.kit.store, publication)


async def test_an_article_at_two_addresses_is_kept_once_and_both_are_known(office: Office) -> None:
    second = an_entry(address="https://bao.example/muc-khac/1")
    office.reader.lists(ONE, an_entry(), second)
    office.reader.pages |= {one.address: a_page() for one in (an_entry(), second)}
    source = next(source for source in await office.desk.sources() if source.id == "one")
    await visit_source(source, office.watch)
    assert (len(office.rows("publications")), len(office.rows("snapshots"))) == (1, 1)
    (alias,) = office.rows("aliases").values()
    assert alias["same_as"] in office.rows("publications")
    assert await office.desk.unknown([alias["_id"], alias["same_as"], "other"]) == {"other"}


async def test_what_differs_and_which_time_was_taken_leave_with_the_events(office: Office) -> None:
    await office.visit()
    (row,) = office.rows("publications").values()
    assert (row["time_from"], row["times"][0]["where"], row["published_at"]) == ("feed", "feed", AT)
    office.reader.pages[an_entry().address] = a_page(a_page().text + "\nĐã trả đủ.")
    await office.look()
    bodies = [json.loads(row["body"]) for row in office.corner.database["outbox"].find({"key": row["_id"]})]
    captured, changed = sorted(bodies, key=lambda body: body["subject_version"])
    assert (captured["published_from"], captured["times"][0]["where"]) == ("feed", "feed")
    assert (changed["before"], changed["after"]) == ("", "Đã trả đủ.")


def _statistics(corner: Corner, collection: str) -> Any:
    return corner.database[collection].aggregate([{"$indexStats": {}}])


async def test_a_section_is_compared_in_turn_and_a_visit_does_not_undo_it(office: Office) -> None:
    recall = MongoRecall(office.kit.store)
    await office.desk.add_sources([ONE, replace(TWO, section="https://bao.example/muc")], AT)
    claimed = await recall.claim(AT, SOON)
    assert claimed is not None
    source, suspects = claimed
    assert (source.id, suspects, await recall.claim(AT, SOON), await recall.next_due()) == (
        "two",
        frozenset(),
        None,
        SOON,
    )
    await recall.note(Recalled(source, AT, 20, 3, ["p1", "p2"]))
    await office.desk.note_source(replace(source, failures=1))
    again = await recall.claim(SOON, LATER)
    assert again is not None
    assert (again[0].recall_listed, again[0].recall_missed, again[0].failures) == (20, 3, 1)
    assert again[1] == {"p1", "p2"}
