"""Publications of open cases are looked at within the hour; when the case is over, as before. In a real database."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest_asyncio
from tests.contract.examples import GOLDEN, golden_record
from tests.servers import LIVE, Corner

from ingest.domain import REVISITS, TIGHT
from ingest.following.store import CASE_INDEXES, FollowingWork
from ingest.following.usecases import Following
from ingest.handlers import on_case_states, on_cases_changed
from ingest.store import INDEXES, IngestWork, MongoDesk
from ingest.testing import AT, ScriptedReader, a_page, a_source, an_entry
from ingest.usecases import Watch, revisit, visit_source
from shared.contracts.casework import CaseChangedV1, CaseStateV1
from shared.kit import Kit
from shared.messaging.arrivals import read
from shared.ops.ids import new_id
from shared.posting import Record
from shared.store.unit_of_work import UnitOfWork

pytestmark = LIVE

CHANGED, STATE = "casework.case-changed.v1", "casework.case-state.v1"
SOON = REVISITS[0]


def written(topic: str, case: str, version: int, **said: Any) -> Record:
    golden = json.loads((GOLDEN / topic / "example.json").read_bytes())
    body = golden | {"subject_id": case, "subject_version": version, "event_id": new_id()} | said
    return golden_record(topic, json.dumps(body).encode())


@dataclass(slots=True)
class Office:
    """One publication, captured long ago: it is looked at weekly."""

    corner: Corner
    desk: MongoDesk
    watch: Watch
    following: Following
    now: datetime
    publication: str = ""

    async def say(self, topic: str, case: str, version: int, **said: Any) -> None:
        if topic == CHANGED:
            record = written(topic, case, version, **said)
            await on_cases_changed(self.following, lambda: None)([read(record, CaseChangedV1)])
        else:
            await self.are_now((case, version, said))

    async def are_now(self, *words: tuple[str, int, dict[str, Any]]) -> None:
        """States in one batch."""
        records = [written(STATE, case, version, **said) for case, version, said in words]
        async with asyncio.timeout(10):
            await on_case_states(self.following, lambda: None)([read(record, CaseStateV1) for record in records])

    async def opened(self, case: str, version: int = 1) -> None:
        await self.say(CHANGED, case, version, kind="opened", publication_id=self.publication)

    async def is_now(self, case: str, version: int, status: str, **said: Any) -> None:
        """With its publications hidden, as a confidential case's are."""
        await self.say(STATE, case, version, status=status, publications=[], **said)

    @property
    def row(self) -> Any:
        return self.corner.database["publications"].find_one({"_id": self.publication})

    async def waits(self) -> timedelta:
        """Until the next look, after one that is made now."""
        self.corner.database["publications"].update_many({}, {"$set": {"revisit_at": self.now}})
        await revisit(await self.desk.claim_revisits(self.now, self.now, 10), self.watch)
        waited: timedelta = self.row["revisit_at"] - self.now
        return waited


@pytest_asyncio.fixture(loop_scope="session")
async def office(corner: Corner) -> AsyncIterator[Office]:
    kit = Kit("ingest", corner.platform(mongo_database=corner.database.name), (*INDEXES, *CASE_INDEXES), IngestWork)
    await kit.store.start()
    now, reader, desk = AT.replace(microsecond=0), ScriptedReader(), MongoDesk(kit.store)
    watch = Watch(desk, kit.work, reader, lambda: now, 3, 4, 1.0)
    await desk.add_sources([a_source()], now)
    reader.lists(a_source(), an_entry())
    reader.pages[an_entry().address] = a_page()
    await visit_source(a_source(), watch)
    following = Following(UnitOfWork(kit.store, FollowingWork, lambda: None), lambda: now, 1.0)
    office = Office(corner, desk, watch, following, now)
    office.publication = corner.database["publications"].find_one({})["_id"]
    corner.database["publications"].update_many({}, {"$set": {"visits": 9, "revisit_at": now + timedelta(days=6)}})
    yield office
    await kit.store.stop()


async def test_an_opened_case_has_its_publications_looked_at_soon_and_then_hourly(office: Office) -> None:
    await office.opened("h1")
    assert office.row["revisit_at"] == office.now + SOON
    assert await office.waits() == TIGHT


async def test_when_it_is_over_they_are_looked_at_as_before_and_when_it_goes_on_soon_again(office: Office) -> None:
    await office.opened("h1")
    await office.is_now("h1", 7, "closed")
    assert await office.waits() == timedelta(days=7)
    await office.is_now("h1", 8, "verifying")
    assert office.row["revisit_at"] == office.now + SOON
    assert await office.waits() == TIGHT


async def test_words_that_come_late_change_nothing(office: Office) -> None:
    await office.is_now("h1", 9, "dismissed")
    await office.opened("h1")
    assert office.row["tight"] is False, "topics have no common order"
    await office.is_now("h1", 3, "verifying")
    assert office.row["tight"] is False


async def test_a_merged_case_s_publications_go_with_the_other(office: Office) -> None:
    await office.opened("h1")
    await office.is_now("h2", 4, "verifying")
    await office.is_now("h1", 5, "merged", merged_into="h2")
    assert (office.row["case_id"], office.row["tight"]) == ("h2", True)
    await office.is_now("h2", 6, "closed")
    assert office.row["tight"] is False


async def test_merged_undone_and_merged_the_other_way_in_one_batch(office: Office) -> None:
    """Versions of two cases do not compare: the older word of the one may have the higher number."""
    await office.opened("h1")
    hidden = {"publications": []}
    await office.are_now(
        ("h1", 12, hidden | {"status": "merged", "merged_into": "h2"}),
        ("h1", 13, hidden | {"status": "verifying", "merged_into": None}),
        ("h2", 5, hidden | {"status": "merged", "merged_into": "h1"}),
    )
    assert (office.row["case_id"], office.row["tight"]) == ("h1", True)


async def test_mergers_that_lead_in_a_circle_end_and_are_put_right_by_the_word_that_was_late(office: Office) -> None:
    await office.opened("h1")
    await office.is_now("h2", 4, "verifying")
    await office.is_now("h1", 12, "merged", merged_into="h2")
    await office.is_now("h2", 5, "merged", merged_into="h1")
    await office.is_now("h1", 13, "verifying", merged_into=None)
    assert (office.row["case_id"], office.row["tight"]) == ("h1", True)


async def test_what_is_split_off_goes_with_its_own_case_and_comes_back_with_an_unmerged_one(office: Office) -> None:
    await office.opened("h1")
    moved = {"case_id": "h2", "publications": [office.publication], "others": [], "together": False}
    await office.say(CHANGED, "h1", 3, kind="split", publication_id=None, moved=moved)
    await office.is_now("h1", 4, "closed")
    assert (office.row["case_id"], office.row["tight"]) == ("h2", True)
    back = moved | {"case_id": "h3"}
    await office.say(CHANGED, "h4", 5, kind="unmerged", publication_id=None, moved=back)
    assert office.row["case_id"] == "h4"


async def test_what_was_on_no_schedule_gets_one_and_what_is_nowhere_to_be_visited_does_not(office: Office) -> None:
    rows = office.corner.database["publications"]
    rows.update_many({}, {"$set": {"revisit_at": None}})
    rows.insert_one({"_id": "mail", "address": "mid:1@bao.example", "revisit_at": None})
    await office.opened("h1")
    await office.say(CHANGED, "h1", 2, kind="publication-attached", publication_id="mail")
    assert office.row["revisit_at"] == office.now + SOON
    assert rows.find_one({"_id": "mail"})["revisit_at"] is None


async def test_a_look_that_is_due_sooner_stays_and_other_changes_mean_nothing(office: Office) -> None:
    sooner = office.now + timedelta(minutes=1)
    office.corner.database["publications"].update_many({}, {"$set": {"revisit_at": sooner}})
    await office.opened("h1")
    assert office.row["revisit_at"] == sooner
    await office.say(CHANGED, "h9", 2, kind="publication-removed", publication_id=office.publication)
    assert office.row["case_id"] == "h1"
