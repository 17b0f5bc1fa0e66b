"""An officer says whether a publication concerns us; the machine's say is kept beside it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.unit.casework.conftest import NOW, Office

from casework.domain.directory import UNIT, Body, Directory, UnknownUnit
from casework.domain.judging import Judging, Verdict
from casework.domain.life.actor import Actor
from casework.domain.life.refusals import Missing, NoSuchCase, NotYours, Stale
from casework.domain.roles import Role
from casework.domain.sighting import Sighting
from casework.testing import CAM_DUONG, PROVINCE, a_sighting, the_means
from casework.usecases.judging import judge_publication

TOPIC = "casework.publication-judged.v1"
LAN = Actor("lan", Role.WATCH_OFFICER)
SA_PA = Body("sa-pa", "Công đoàn Sa Pa", UNIT, "sa-pa@cong-doan.example", frozenset({"03006"}))
UNSURE = {"relevant": "unsure", "score": 0.55, "topic": "other"}


async def judge(office: Office, publication_id: str = "p1", message: str = "j1", **said: Any) -> Verdict:
    means = replace(the_means(office._new_id), directory=Directory([PROVINCE, CAM_DUONG, SA_PA]))
    known: dict[str, Any] = {"relevant": "yes", "actor": LAN, "at": NOW}
    return await judge_publication(message, Judging(publication_id, **known | said), office.works, means)


async def test_a_yes_opens_a_case_and_asks_the_unit_that_the_officer_chose(
    office: Office, create_telling: Callable[..., Sighting]
) -> None:
    await office.assess(create_telling(1, **UNSURE))
    assert office.cases == []
    verdict = await judge(office, topic="wage", unit_id="sa-pa")
    (case,) = office.cases
    assert (case.id, case.topic, case.unit.id, case.status) == (
        verdict.case_id,
        "wage",
        "sa-pa",
        "verification-requested",
    )
    assert len(office.events("casework.notice-requested.v1")) == 1
    (event,) = office.events(TOPIC)
    told = (
        "relevant",
        "topic",
        "unit_id",
        "case_id",
        "judged_by",
        "machine_relevant",
        "machine_score",
        "machine_topic",
    )
    assert [event[name] for name in told] == ["yes", "wage", "sa-pa", case.id, "lan", "unsure", 0.55, "other"]


async def test_a_yes_joins_the_case_that_tells_the_same(
    office: Office, create_telling: Callable[..., Sighting]
) -> None:
    await office.assess(create_telling(1), create_telling(2, **UNSURE))
    verdict = await judge(office, "p2")
    assert [case.id for case in office.cases] == [verdict.case_id]
    assert [one.publication_id for one in office.told] == ["p1", "p2"]


async def test_the_same_message_has_one_effect_and_another_verdict_is_the_next_version(office: Office) -> None:
    await office.assess(a_sighting(publication_id="p1", **UNSURE))
    no = {"relevant": "no", "reason": "Tỉnh khác"}
    assert (await judge(office, **no)).version == (await judge(office, **no)).version == 1
    assert (len(office.events(TOPIC)), office.cases) == (1, [])
    assert "Tỉnh khác" not in str(office.events(TOPIC)), "the reason stays"
    with pytest.raises(Stale):
        await judge(office, message="j2")
    yes = await judge(office, message="j2", read_version=1)
    assert (yes.version, yes.case_id) == (2, office.cases[0].id)


async def test_a_no_is_taken_back_and_is_on_record(office: Office) -> None:
    await office.assess(a_sighting(publication_id="p1", **UNSURE))
    with pytest.raises(Missing, match="chưa ai đánh giá"):
        await judge(office, relevant="unsure")
    await judge(office, relevant="no", reason="Tỉnh khác")
    back = await judge(office, message="j2", relevant="unsure", read_version=1)
    assert (back.version, back.case_id, office.cases) == (2, "", [])
    assert [event["relevant"] for event in office.events(TOPIC)] == ["no", "unsure"]
    with pytest.raises(Missing, match="chưa ai đánh giá"):
        await judge(office, message="j3", relevant="unsure", read_version=2)


async def test_a_yes_is_not_taken_back_but_its_case_is_dismissed(office: Office) -> None:
    await office.assess(a_sighting(publication_id="p1", **UNSURE))
    await judge(office)
    with pytest.raises(Missing, match="Loại hồ sơ"):
        await judge(office, message="j2", relevant="unsure", read_version=1)


async def test_what_cannot_be_judged_is_refused_in_words(office: Office) -> None:
    await office.assess(a_sighting(publication_id="p1"))
    with pytest.raises(NoSuchCase):
        await judge(office, "khong-co")
    with pytest.raises(Missing, match="lý do"):
        await judge(office, relevant="no")
    with pytest.raises(Missing, match="đã thuộc hồ sơ"):
        await judge(office, relevant="no", reason="x")
    with pytest.raises(NotYours):
        await judge(office, actor=Actor("unit", Role.UNIT_OFFICER, "cam-duong"))
    with pytest.raises(UnknownUnit):
        await judge(office, unit_id="khong-co")
    assert office.events(TOPIC) == []
