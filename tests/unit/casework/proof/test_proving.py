"""A request is sent, looked at, passed on, settled: what is asked of ingest, and what becomes of what it sees."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
from tests.unit.casework.proof.examples import AT, FULL, OUTLET, SECTION, TITLE, a_directory, article, notice, place

from casework.domain.beginning import open_case
from casework.domain.case import Case, Order
from casework.domain.life import commands as c
from casework.domain.life.actor import Actor
from casework.domain.life.parts import Request
from casework.domain.life.refusals import Missing
from casework.domain.proof.sights import RawPage
from casework.domain.roles import Role
from casework.ports import PagesSeen
from casework.testing import CAM_DUONG, CLOCKWORK, PROOF_RULES, a_sighting, in_memory_works
from casework.usecases.acting import act
from casework.usecases.means import Means
from casework.usecases.proving import UnknownRequest, follow_sights
from shared.cause import Cause

LAN, BINH = Actor("lan", Role.WATCH_OFFICER), Actor("binh", Role.LEADER)
REQUESTED = "casework.revisit-requested.v1"


class Office:
    """One case with a request that is ready to be sent."""

    def __init__(self, request_id: str = "r1", **sighting: Any) -> None:
        self.works: Any = in_memory_works()
        self.request_id = request_id
        known = replace(OUTLET, correction_place=SECTION)
        self.means = Means(a_directory(known), CLOCKWORK, lambda: "none", PROOF_RULES)
        seen = a_sighting(outlet_id="bao-lao-cai", title=TITLE, **sighting)
        case, told = open_case("case-1", "notice-1", seen, CAM_DUONG, CLOCKWORK, AT)
        life = replace(
            case.life,
            stage="acting",
            requests=(Request(request_id, told.publication_id, "correction", "online", "lan"),),
        )
        self.works.tables = {
            "cases": {case.id: replace(case, life=life, changes=())},
            "told": {told.publication_id: told},
        }
        self._numbers = count(1)

    @property
    def case(self) -> Case:
        return self.works.table("cases")["case-1"]

    async def do(self, command: c.Command, actor: Actor = LAN, at: datetime = AT) -> Case:
        id_ = f"command-{next(self._numbers)}"
        order = Order(command, actor, self.case.version, at, Cause("case-1", id_))
        return await act("case-1", id_, order, self.works, self.means)

    async def send(self) -> Case:
        return await self.do(c.SendRequest(id=self.request_id, letter_number="05/LĐLĐ", received_at=AT))

    async def saw(self, *pages: RawPage, number: int = 1, **later: float) -> None:
        at = AT + timedelta(**later)
        cause = Cause("case-1", f"seen-{number}")
        seen = PagesSeen(f"seen-{number}", cause, "case-1", "r1", number, "changed", at, 1, 0, pages)
        await follow_sights([seen], self.works, self.means, at)

    def asked(self) -> list[Any]:
        return [json.loads(posting.body) for posting in self.works.posted(REQUESTED)]

    def kinds(self) -> list[str]:
        lines = sorted(self.works.table("timeline").values(), key=lambda line: line["step"])
        return [line["kind"] for line in lines]


async def test_sending_asks_ingest_to_look_in_the_same_transaction() -> None:
    office = Office()
    case = await office.send()
    (asked,) = office.asked()
    assert (asked["subject_id"], asked["state"], asked["subject_version"]) == ("case-1/r1", "wanted", case.version)
    assert [one["role"] for one in asked["addresses"]] == ["publication", "place"]
    assert asked["notice_title"] == "Thông tin cải chính, xin lỗi"
    assert TITLE in asked["phrases"]
    assert asked["interval_seconds"] == 3_600
    assert office.works.commits == 1


async def test_passing_on_prolongs_and_settling_ends_it() -> None:
    office = Office()
    await office.send()
    await office.do(c.RecordOutcome(id="r1", outcome="silent"))
    await office.do(c.EscalateRequest(id="r1", to="Cơ quan chủ quản"), BINH, AT + timedelta(days=20))
    await office.do(c.SettleRequest(id="r1", reason="Đủ"))
    states = [(one["state"], one["reason"], one["until"][:10]) for one in office.asked()]
    assert states == [
        ("wanted", "", "2026-12-24"),
        ("wanted", "", "2027-01-13"),
        ("ended", "settled", "2027-01-13"),
    ]
    versions = [one["subject_version"] for one in office.asked()]
    assert versions == sorted(set(versions))


async def test_what_has_no_web_address_is_kept_and_not_asked_for() -> None:
    office = Office(address="Số 12, trang 3")
    office.means = replace(office.means, directory=a_directory())
    await office.send()
    assert office.asked() == []
    assert office.works.table("proofs")["case-1/r1"].targets == ()


@pytest.mark.parametrize("request_id", ["r" * 101])
async def test_an_id_too_long_for_the_wire_is_refused_and_nothing_is_half_changed(request_id: str) -> None:
    office = Office(request_id)
    with pytest.raises(Missing, match="ngắn hơn"):
        await office.send()
    assert office.case.life.requests[0].state == "drafted"
    assert office.works.outbox == []


async def test_a_day_without_a_rule_is_refused_with_the_cure() -> None:
    office = Office()
    rules = replace(
        PROOF_RULES, rows=[replace(row, valid_from=row.valid_from or AT.date()) for row in PROOF_RULES.rows[:1]]
    )
    office.means = replace(office.means, proof_rules=rules)
    with pytest.raises(Missing, match="Bổ sung dòng"):
        await office.send()


async def test_a_new_reading_is_a_line_with_the_hashes_and_the_same_one_only_an_entry() -> None:
    office = Office()
    version = (await office.send()).version
    await office.saw(article(), place(), number=1)
    await office.saw(article(), place(), number=2, hours=20)
    assert (office.kinds(), office.case.version) == (["request-sent", "proof-not-found"], version + 1)
    (look,) = office.works.table("looks").values()
    assert (look.kind, look.files) == ("proof-same", ("a" * 64,))
    await office.saw(article(), place(), notice(), number=3, hours=22)
    assert office.kinds()[-1] == "proof-full"
    assert office.case.life.requests[0].outcome is None, "the machine proposes, a person records"
    assert len(office.works.table("proofs")["case-1/r1"].observations) == 3


async def test_it_becomes_news_once_that_a_notice_has_stood_long_enough_and_once_that_it_is_gone() -> None:
    office = Office()
    await office.send()
    for day in range(10):
        await office.saw(article(), notice(), number=day + 1, days=day)
    await office.saw(article("Đã sửa"), notice(state="gone", text=""), number=11, days=10)
    assert office.kinds()[1:] == ["proof-full", "proof-full", "proof-full"]
    early = Office()
    await early.send()
    await early.saw(article(), notice(), number=1)
    await early.saw(article(), notice(state="gone", text=""), number=2, days=2)
    assert early.kinds()[1:] == ["proof-full", "proof-removed"]


async def test_a_report_that_comes_late_does_not_undo_a_newer_one() -> None:
    office = Office()
    await office.send()
    await office.saw(article(), notice(), number=2, days=2)
    await office.saw(article(), place(), number=1, days=1)
    proof = office.works.table("proofs")["case-1/r1"]
    assert [one.number for one in proof.observations] == [1, 2]
    assert office.kinds()[1:] == ["proof-full"]


async def test_the_same_report_twice_has_one_effect() -> None:
    office = Office()
    await office.send()
    await office.saw(article(), notice(FULL))
    version = office.case.version
    await office.saw(article(), notice(FULL))
    assert office.case.version == version


async def test_what_was_seen_for_nobody_is_parked() -> None:
    office = Office()
    with pytest.raises(UnknownRequest, match="replay this record"):
        await office.saw(article())
