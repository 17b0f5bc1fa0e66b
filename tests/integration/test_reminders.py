"""A deadline comes near and passes: people are told by real mails, once, whoever looks and whoever is killed."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
from tests.servers import LIVE, Corner, Servers, bodies, live
from tests.waiting import becomes, holds

from casework import timekeeper
from casework.domain.case import Case, Order
from casework.domain.clocks.phrases import VIETNAM
from casework.domain.clockwork import Clockwork
from casework.domain.life.actor import Actor
from casework.domain.life.commands import Assign
from casework.domain.reminders.planning import Planner
from casework.domain.reminders.rule import ReminderRule
from casework.domain.roles import Role
from casework.handlers import on_deliveries_changed
from casework.store.documents import case_of
from casework.store.indexes import INDEXES
from casework.store.work import CaseworkWork
from casework.testing import BOOK, CAM_DUONG, PLANNER, RECKONER, a_sighting, the_means
from casework.timekeeper import Timekeeper
from casework.usecases.acting import act
from casework.usecases.following import follow_assessments
from haichieu.mailroom import Mailroom
from haichieu.ports import free_ports
from notify import app as notify
from shared.cause import Cause
from shared.contracts.casework import NoticeRequestedV1
from shared.contracts.notify import DeliveryChangedV1
from shared.kit import Kit, Own
from shared.messaging import topics
from shared.ops.ids import new_id
from shared.ops.serve import Service
from shared.ops.settings import Platform

pytestmark = LIVE

OPENED = datetime(2026, 11, 24, 10, 52, tzinfo=VIETNAM)
EVE, LAST_DAY, OVER, ESCALATED = (datetime(2026, 11, day, 7, 30, tzinfo=VIETNAM) for day in (25, 26, 27, 30))
PROVINCE_MAIL, UNIT_MAIL = "tinh@cong-doan.example", "cam-duong@cong-doan.example"


class Watch:
    """Two replicas of casework's timekeeper with one clock that is moved by hand, notify, and a mail server."""

    def __init__(self, corner: Corner, mailroom: Mailroom) -> None:
        self.now = OPENED
        self.database, self.mailroom = corner.database, mailroom
        self.notify_database = corner.mongo[f"{corner.database.name}_notify"]
        self.means = the_means(new_id)
        self.corner, self.kits = corner, dict[int, Kit[CaseworkWork]]()
        self.notify_platform = corner.platform(mongo_database=self.notify_database.name)

    def replica(self, number: int) -> tuple[Service, Platform]:
        """Both look at the clocks; the first one hears of deliveries."""
        platform = self.corner.platform(mongo_database=self.database.name)
        kit = self.kits[number] = Kit("casework", platform, INDEXES, CaseworkWork)
        keeper = Timekeeper(kit.work, lambda: self.means, lambda: self.now, kit.metrics)
        heard = {DeliveryChangedV1: on_deliveries_changed(kit.work, lambda: self.now)}
        own = Own(handlers=heard if number == 0 else {}, side_tasks={"clocks": keeper.run})
        return kit.assemble(own), platform

    async def open(self) -> str:
        sighting = a_sighting(message_id=new_id(), publication_id=new_id())
        await follow_assessments([sighting], self.kits[0].work, self.means, OPENED)
        return self.database["told"].find_one({"_id": sighting.publication_id})["case_id"]

    def case(self, case_id: str) -> Case:
        return case_of(self.database["cases"].find_one({"_id": case_id}))

    async def states(self, case_id: str) -> list[tuple[str, str]]:
        return [(one.kind, one.state) for one in self.case(case_id).notices]

    def mails(self) -> Counter[tuple[str, str]]:
        """Without the first, which asks the unit."""
        found = ((mail.to, mail.subject.partition(":")[0].removeprefix("[Hai Chiều] ")) for mail in self.mailroom.mails)
        return Counter(one for one in found if one[1] != "Đề nghị xác minh")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def _nothing_of_others(servers: Servers) -> None:
    """What other modules have left in these topics, if the groups know of it."""
    await topics.ensure(servers.platform(partitions=1))
    corner = Corner("reminders", servers, servers.mongo)
    await corner.skip(NoticeRequestedV1.TOPIC, "notify")
    await corner.skip(DeliveryChangedV1.TOPIC, "casework")


@pytest_asyncio.fixture(loop_scope="session")
async def watch(_nothing_of_others: None, corner: Corner, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Watch]:
    port = free_ports(1)[0]
    monkeypatch.setattr(timekeeper, "LOOK_SECONDS", 0.05)
    monkeypatch.setenv("NOTIFY_SMTP_PORT", str(port))
    monkeypatch.setenv("NOTIFY_CONSOLE_URL", "https://hai-chieu.example")
    mailroom = Mailroom(port)
    await mailroom.start()
    watch = Watch(corner, mailroom)
    _, service = notify.build(watch.notify_platform)
    async with live(service, watch.notify_platform):
        yield watch
    await mailroom.stop()
    watch.database.client.drop_database(watch.notify_database)


@asynccontextmanager
async def replicas(watch: Watch, *numbers: int) -> AsyncIterator[None]:
    async with AsyncExitStack() as stack:
        for number in numbers:
            await stack.enter_async_context(live(*watch.replica(number)))
        yield


async def test_as_time_goes_by_two_replicas_tell_each_once_and_hear_what_became_of_it(watch: Watch) -> None:
    async with replicas(watch, 0, 1):
        ids = [await watch.open() for _ in range(5)]
        watch.now = EVE - timedelta(seconds=1)
        await asyncio.sleep(0.3)
        assert watch.mails() == Counter()
        for now, states in (
            (EVE, [("reminder", "sent")]),
            (LAST_DAY, [("reminder", "sent")] * 2),
            (OVER, [("reminder", "sent")] * 2 + [("overdue", "sent")] * 2),
            (ESCALATED, [("reminder", "sent")] * 2 + [("overdue", "sent")] * 2 + [("escalation", "sent")]),
        ):
            watch.now = now
            for case_id in ids:
                await becomes(lambda id_=case_id: watch.states(id_), states)
        watch.now += timedelta(days=30)
        await asyncio.sleep(0.3)
    assert watch.mails() == {
        (UNIT_MAIL, "Nhắc việc sắp đến hạn"): 10,
        (UNIT_MAIL, "Quá hạn"): 5,
        (PROVINCE_MAIL, "Quá hạn"): 5,
        (PROVINCE_MAIL, "Báo cáo việc quá hạn"): 5,
    }
    assert watch.mailroom.repeated == 0
    mail = next(mail for mail in watch.mailroom.mails if "Báo cáo" in mail.subject)
    assert "Thời hạn:     hết ngày 26/11/2026" in mail.text
    assert "Quy tắc:      INT_VERIFY – mục tiêu nội bộ, không phải luật" in mail.text
    assert "https://hai-chieu.example/cases/" in mail.text
    kinds = [row["kind"] for row in watch.database["timeline"].find({"case_id": ids[0]}).sort("step", 1)]
    assert Counter(kinds)["reminder-requested"] == Counter(kinds)["reminder-sent"] == 5


async def test_a_late_start_tells_the_last_of_what_was_missed_in_the_morning_and_says_so(watch: Watch) -> None:
    async with replicas(watch, 0):
        case_id = await watch.open()
    watch.now = datetime(2026, 11, 27, 2, 0, tzinfo=VIETNAM)
    async with replicas(watch, 0):

        async def clock() -> str:
            return watch.case(case_id).clocks[0].state

        await becomes(clock, "overdue")
        await asyncio.sleep(0.3)
        assert watch.case(case_id).notices == ()
        watch.now = OVER
        await becomes(lambda: watch.states(case_id), [("overdue", "sent"), ("overdue", "sent")])
    told = {mail.to: mail.text for mail in watch.mailroom.mails if "Quá hạn" in mail.subject}
    assert "Lời báo này thay cho 2 lời nhắc trước" in told[UNIT_MAIL]
    assert "Lời báo này thay cho" not in told[PROVINCE_MAIL]


async def test_a_bounce_is_seen_on_the_case(watch: Watch) -> None:
    async with replicas(watch, 0):
        case_id = await watch.open()

        async def asked() -> str:
            return watch.case(case_id).asked.state

        await becomes(asked, "sent")
        watch.mailroom.refuse.append("550 5.1.1 no such person")
        watch.now = EVE
        await becomes(lambda: watch.states(case_id), [("reminder", "bounced")])
    line = watch.database["timeline"].find_one({"case_id": case_id, "kind": "reminder-bounced"})
    assert line["note"].startswith("Công đoàn Cam Đường: 550")
    assert watch.case(case_id).asked.state == "sent", "the first notice's story is its own"


async def test_whoever_is_given_a_case_by_a_person_gets_a_mail_that_says_so(watch: Watch) -> None:
    async with replicas(watch, 0):
        case_id = await watch.open()
        given = Assign(unit_id="tinh", reason="Không phải việc của đơn vị")
        lan = Actor("lan", Role.WATCH_OFFICER)
        order = Order(given, lan, watch.case(case_id).version, watch.now, Cause(case_id, "o1"))
        for _ in range(2):
            await act(case_id, "o1", order, watch.kits[0].work, watch.means)
        await becomes(lambda: watch.states(case_id), [("handover", "sent")])
    (mail,) = [mail for mail in watch.mailroom.mails if "giao cho đơn vị" in mail.text]
    assert (mail.to, "thay cho Công đoàn Cam Đường" in mail.text) == (PROVINCE_MAIL, True)
    assert "Không phải việc của đơn vị" not in mail.text, "the reason stays in the case"


async def test_a_case_of_before_there_were_reminders_gets_them_once(watch: Watch) -> None:
    async with replicas(watch, 0):
        case_id = await watch.open()
    cases, done = watch.database["cases"], watch.database["done_once"]
    cases.update_one({"_id": case_id}, {"$unset": {"clocks.0.plan": "", "reminds_at": ""}})
    done.delete_many({})
    watch.now = EVE
    async with replicas(watch, 0, 1):
        await becomes(lambda: watch.states(case_id), [("reminder", "sent")])
        cases.update_one({"_id": case_id}, {"$unset": {"clocks.0.plan": "", "reminds_at": ""}})
    watch.now = LAST_DAY
    async with replicas(watch, 0):
        await asyncio.sleep(0.5)
    assert await watch.states(case_id) == [("reminder", "sent")], "the second time it is not before any more"
    lines = watch.database["timeline"].count_documents({"case_id": case_id, "kind": "reminder-planned"})
    assert lines == 1


async def test_replicas_that_are_killed_over_it_tell_each_case_once(corner: Corner) -> None:
    """Real processes with the real clock: the cases' rows are urgent, so that the hour of the test does not matter."""
    await topics.ensure(corner.platform(partitions=1))
    rule = ReminderRule("now", "INT_VERIFY", "after", "h", ("unit",), "overdue", "Thử", "internal", "U", urgent=True)
    means = replace(the_means(new_id), clockwork=Clockwork(BOOK, RECKONER, Planner([rule], PLANNER.office)))
    platforms = [corner.platform(mongo_database=corner.database.name) for _ in range(2)]
    kit = Kit("casework", platforms[0], INDEXES, CaseworkWork)
    await kit.store.start()
    sightings = [a_sighting(message_id=new_id(), publication_id=new_id()) for _ in range(300)]
    for start in range(0, len(sightings), 50):
        batch = sightings[start : start + 50]
        await follow_assessments(batch, kit.work, means, datetime.now(UTC) - timedelta(days=20))
    await kit.store.stop()
    names = [f"ringer-{number}" for number in range(2)]
    children = [
        corner.process(name, "-m", "tests.ringer", "serve", platform=platform)
        for name, platform in zip(names, platforms, strict=True)
    ]
    await asyncio.gather(*(child.spawn() for child in children))

    async def told() -> int:
        return corner.database["cases"].count_documents({"notices.0": {"$exists": True}})

    for number in range(4):
        before = await told()
        await holds(lambda least=before: _more_than(told, least), "more are told")
        await children[number % 2].kill()
        await children[number % 2].spawn()
    cases = len(sightings)
    await becomes(told, cases, seconds=60)

    async def unpublished() -> int:
        return corner.database["outbox"].count_documents({"published_at": {"$exists": False}})

    await becomes(unpublished, 0, seconds=60)
    # Hundreds of notices that no test after this one means.
    await corner.skip(NoticeRequestedV1.TOPIC, "notify")
    assert {len(case["notices"]) for case in corner.database["cases"].find()} == {1}
    assert {case["notices"][0]["to"] for case in corner.database["cases"].find()} == {CAM_DUONG.name}
    ids = {row["_id"] for row in corner.database["cases"].find({}, {"_id": 1})}
    events = {one["event_id"]: one for one in bodies(await corner.read(NoticeRequestedV1.TOPIC))}
    reminders = Counter(one["subject_id"] for one in events.values() if one["kind"] == "overdue")
    assert {id_: number for id_, number in reminders.items() if id_ in ids} == dict.fromkeys(ids, 1)


async def _more_than(told: Callable[[], Awaitable[int]], least: int) -> bool:
    return await told() > least
