"""A case with thousands of copies: nothing of it grows with them, on the real MongoDB, neither written nor read."""

import base64
import random
import struct
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import bson
import pytest
import pytest_asyncio
from tests.integration.lists_asked import EVERYTHING, QUESTIONS, look_at_lists
from tests.servers import LIVE, Corner, Document

from casework.access.policy import Scope
from casework.access.roles import Level
from casework.domain.directory import Directory
from casework.domain.life.life import Life
from casework.domain.life.parts import Request
from casework.domain.life.refusals import NoSuchCase
from casework.domain.matching import PERMUTATIONS, parse_signature
from casework.domain.retention import IRRELEVANT, Policy
from casework.domain.sighting import Sighting
from casework.ports import DeliveryChange, PublicationChange
from casework.proof_views import ProofViews
from casework.store.case_list import ROWS, Question
from casework.store.case_pages import CasePages, Filters
from casework.store.indexes import INDEXES
from casework.store.letter_pages import LetterPages
from casework.store.life_documents import life_document
from casework.store.moving import MEMBERS_PER_BAND
from casework.store.numbers import Numbers, register_of
from casework.store.purges import Purging
from casework.store.work import CaseworkWork
from casework.testing import AT, CAM_DUONG, a_sighting, the_means
from casework.usecases.firing import fire_clocks
from casework.usecases.following import follow_assessments, follow_deliveries, follow_publication_changes
from casework.usecases.handing_over import hand_over
from casework.views import COUNTED, LINES, TOLD, Views
from haichieu.ports import free_ports
from shared.cause import Cause
from shared.failures import Transient
from shared.kit import Kit
from shared.ops.ids import new_id
from shared.store.client import CannotReachMongo, Store

pytestmark = LIVE

COPIES, BATCH = 5_000, 250
STATE = "casework.case-state.v1"
SIGNATURE = base64.b64encode(
    struct.pack(f"<{PERMUTATIONS}I", *(random.Random(1).randrange(2**32) for _ in range(PERMUTATIONS)))
).decode()


class Desk:
    """Casework's use cases on one database."""

    def __init__(self, corner: Corner) -> None:
        self.kit = Kit("casework", corner.platform(mongo_database=corner.database.name), INDEXES, CaseworkWork)
        self.database = corner.database
        self.views = Views(self.kit.store)

    async def assess(self, *sightings: Sighting) -> None:
        await follow_assessments(sightings, self.kit.work, the_means(new_id), AT)

    async def change(self, publication_id: str, change: str, minutes: int = 0) -> None:
        seen = AT + timedelta(minutes=minutes)
        command = PublicationChange(new_id(), Cause("journey-1"), publication_id, change, seen)
        await follow_publication_changes([command], self.kit.work, AT)

    async def deliver(self, case: Document, state: str = "sent") -> None:
        asked = case["asked"]["notice_id"]
        command = DeliveryChange(new_id(), Cause("journey-1"), case["_id"], asked, state, 1, AT, "250 OK")
        await follow_deliveries([command], self.kit.work, AT)

    def states(self) -> list[Document]:
        return list(self.database["outbox"].find({"topic": STATE}).sort("subject_version", 1))


@pytest_asyncio.fixture(loop_scope="session")
async def desk(corner: Corner) -> AsyncIterator[Desk]:
    desk = Desk(corner)
    await desk.kit.store.start()
    yield desk
    corner.database.command({"profile": 0})
    await desk.kit.store.stop()


def copy(number: int, **other: Any) -> Sighting:
    fields = {
        "message_id": f"m{number}",
        "publication_id": f"p{number}",
        "cause": Cause(f"journey-{number}", f"m{number}"),
        "encoded_signature": SIGNATURE,
    }
    return a_sighting(**(fields | other))


def near_copy(dice: random.Random) -> str:
    """The same text with some words changed: a quarter of the minima differ."""
    minima = list(parse_signature(SIGNATURE))
    for place in dice.sample(range(16, PERMUTATIONS), PERMUTATIONS // 4):
        minima[place] = dice.randrange(2**32)
    return base64.b64encode(struct.pack(f"<{PERMUTATIONS}I", *minima)).decode()


class Holding:
    """The lease of whoever is alone."""

    async def hold(self) -> bool:
        return True


def watch(desk: Desk) -> None:
    """Begin to write down what every operation looks at."""
    desk.database.command({"profile": 0})
    desk.database["system.profile"].drop()
    desk.database.create_collection("system.profile", capped=True, size=64 * 1024 * 1024)
    desk.database.command({"profile": 2})


def seen(desk: Desk) -> list[Document]:
    """The service's operations since then, without the test's own."""
    desk.database.command({"profile": 0})
    return list(desk.database["system.profile"].find({"appName": {"$regex": "^haichieu-"}}))


def examined(operations: list[Document]) -> int:
    return sum(operation.get("docsExamined", 0) for operation in operations)


@pytest.mark.timeout(300)
async def test_the_five_thousandth_copy_costs_what_the_hundredth_did(desk: Desk) -> None:
    await desk.assess(*(copy(number) for number in range(100)))
    watch(desk)
    await desk.assess(copy(100))
    early = seen(desk)
    for start in range(101, COPIES, BATCH):
        await desk.assess(*(copy(number) for number in range(start, min(start + BATCH, COPIES))))
    watch(desk)
    await desk.assess(copy(COPIES))
    await desk.change(f"p{COPIES - 3}", "edited")
    case = desk.database["cases"].find_one({})
    assert case is not None
    await desk.deliver(case)
    late = seen(desk)
    (case,) = desk.database["cases"].find()
    assert case["told_count"] == COPIES + 1 == desk.database["told"].count_documents({})
    assert len(bson.encode(case)) < 4_000
    assert max(len(row["body"]) for row in desk.states()) < 40_000
    assert max(len(row["members"]) for row in desk.database["bands"].find()) == 1, "one text of one case"
    assert examined(late) <= 4 * examined(early), "three transactions to one"
    await _read(desk, case["_id"])


async def _read(desk: Desk, case_id: str) -> None:
    watch(desk)
    page = await desk.views.case(EVERYTHING, case_id, COPIES, 10**8)
    assert (page.told.first, page.told.rows[0]["number"], page.told.total) == (COPIES, COPIES, COPIES + 1)
    assert (len(page.timeline.rows), page.timeline.total) == (1, 3 * (COPIES + 1) + 3)
    page = await desk.views.case(EVERYTHING, case_id)
    operations = seen(desk)
    assert (len(page.told.rows), len(page.timeline.rows)) == (TOLD, LINES)
    assert examined(operations) < 2 * (TOLD + LINES)
    assert not [operation for operation in operations if operation.get("hasSortStage")]
    assert max(operation["millis"] for operation in operations) < 500


async def test_hundreds_of_near_copies_in_one_batch_fit_into_a_transaction(desk: Desk) -> None:
    dice = random.Random(2)
    for batch in range(3):
        near = [near_copy(dice) for _ in range(BATCH)]
        await desk.assess(*(copy(BATCH * batch + place, encoded_signature=text) for place, text in enumerate(near)))
    (case,) = desk.database["cases"].find()
    assert case["told_count"] == 3 * BATCH
    assert max(len(row["members"]) for row in desk.database["bands"].find()) == MEMBERS_PER_BAND


async def test_every_question_has_its_index_and_every_index_its_question(desk: Desk) -> None:
    watch(desk)
    await desk.change("p1", "edited")
    await desk.assess(copy(1), copy(2), copy(3, relevant="unsure"), copy(4, relevant="no"))
    await desk.change("p2", "removed", minutes=1)
    for case in desk.database["cases"].find():
        await desk.deliver(case)
        await desk.views.case(EVERYTHING, case["_id"])
    await desk.views.cases(EVERYTHING, Question(), AT)
    await desk.views.cases(EVERYTHING, Question(after="x"), AT)
    for question in QUESTIONS:
        await desk.views.cases(EVERYTHING, question, AT)
    await look_at_lists(desk.kit.store)
    async with desk.kit.work.once(()) as work:
        assert await work.sighting("p1") is not None
    assert (await desk.views.totals(EVERYTHING))["unsure"] == 1
    assert await CasePages(desk.kit.store).cases(Scope(CAM_DUONG.id, tuple(Level)), Filters(), None, 10)
    assert await CasePages(desk.kit.store).cases(EVERYTHING, Filters(text="nợ lương"), None, 10)
    request = Request("r1", "p1", "reply", "online", "lan", "sent", received_at=AT)
    life = life_document(Life("acting", requests=(request,)))
    assert await ProofViews(desk.kit.store, lambda: AT).of({"_id": "x", "life": life, "clocks": []}) == []
    assert await LetterPages(desk.kit.store).of_case("x", 0, 10) == []
    assert (await fire_clocks(desk.kit.work, the_means(new_id), AT + timedelta(days=30))).cases == 1
    ended = Directory([replace(CAM_DUONG, id="cu", valid_to=AT.date())])
    means = replace(the_means(new_id), directory=ended)
    assert await hand_over(desk.kit.work, means, AT + timedelta(days=30)) == 0
    async with desk.kit.plain_work.once(()) as transaction:
        await Numbers(transaction).assign("LĐLĐ", "letter-1", "lan", AT)
    assert [entry.letter_id for entry in await register_of(desk.kit.store, "LĐLĐ", 2026)] == ["letter-1"]
    policy = Policy(IRRELEVANT, "", 30, "")
    purging = Purging(desk.kit.plain_work, lambda: policy, Holding(), lambda: AT + timedelta(days=31))
    await purging.start()
    assert await purging.sweep() == 1
    scans = [
        (operation["ns"], operation.get("command"))
        for operation in seen(desk)
        if operation.get("planSummary") == "COLLSCAN" and operation["op"] != "insert"
    ]
    assert scans == []
    unused = [
        (index.collection, used["name"])
        for index in INDEXES
        for used in desk.database[index.collection].aggregate([{"$indexStats": {}}])
        if not used["accesses"]["ops"] and "expireAfterSeconds" not in used["spec"] and used["name"] != "_id_"
    ]
    assert unused == []


async def test_locks_and_early_changes_are_forgotten_in_time(desk: Desk) -> None:
    await desk.change("p9", "edited")
    for collection, field, days in (("publication_locks", "at", 1), ("publication_changes", "learnt_at", 90)):
        indexes = desk.database[collection].index_information()
        assert indexes[f"{field}_1"]["expireAfterSeconds"] == days * 24 * 3600
        row = desk.database[collection].find_one({})
        assert row is not None
        assert isinstance(row[field], type(AT)), "a time, or it would never expire"


async def test_a_publication_is_told_by_one_case_only(desk: Desk) -> None:
    await desk.assess(copy(1))
    await desk.assess(copy(1, message_id="again", encoded_signature=""))
    assert desk.database["cases"].count_documents({}) == 1
    assert desk.database["told"].count_documents({}) == 1


async def test_a_change_before_the_assessment_and_one_after_are_both_in_the_case(desk: Desk) -> None:
    await desk.change("p1", "removed", minutes=2)
    await desk.assess(copy(1))
    await desk.change("p1", "edited", minutes=1)
    (told,) = desk.database["told"].find()
    assert told["state"] == "removed"
    page = await desk.views.case(EVERYTHING, told["case_id"])
    assert [line["kind"] for line in page.timeline.rows] == [
        *("captured", "assessed", "opened", "notice-requested"),
        *("publication-edited", "publication-removed"),
    ]


async def test_the_list_of_cases_is_read_page_by_page(desk: Desk) -> None:
    await desk.assess(*(copy(number, encoded_signature="") for number in range(ROWS + 5)))
    first = await desk.views.cases(EVERYTHING, Question(), AT)
    assert (len(first.rows), first.total) == (ROWS, ROWS + 5)
    older = await desk.views.cases(EVERYTHING, Question(after=first.next), AT)
    assert (len(older.rows), older.next) == (5, None)
    ids = [row["_id"] for row in (*first.rows, *older.rows)]
    assert ids == sorted(ids, reverse=True)
    with pytest.raises(NoSuchCase):
        await desk.views.case(EVERYTHING, "no-such-case")


async def test_more_unsure_than_are_counted_is_known_to_be_more(desk: Desk) -> None:
    desk.database["sightings"].insert_many([{"_id": number, "relevant": "unsure"} for number in range(COUNTED + 50)])
    assert (await desk.views.totals(EVERYTHING))["unsure"] == COUNTED + 1


async def test_when_mongo_is_away_the_pages_hear_that_it_will_pass() -> None:
    store = Store(f"mongodb://127.0.0.1:{free_ports(1)[0]}/?serverSelectionTimeoutMS=300", "away")
    with pytest.raises(CannotReachMongo):
        await store.start()
    try:
        with pytest.raises(Transient):
            await Views(store).cases(EVERYTHING, Question(), AT)
    finally:
        await store.stop()
