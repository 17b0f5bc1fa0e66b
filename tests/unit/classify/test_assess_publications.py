"""From captured publications to announced judgements, in memory, with a judge that says what the test wants."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from classify.domain import LEAD_CHARACTERS, AssessPublication
from classify.judgement.judge import Evidence, Judgement
from classify.judgement.places import Place
from classify.routing import Units
from classify.testing import a_publication, in_memory_works
from classify.unions import Unit
from classify.usecases import assess_publications
from shared.cause import Cause
from shared.failures import Transient

TOPIC = "classify.publication-assessed.v1"
UNITS = Units([Unit("cam-duong", False, frozenset({"02671"})), Unit("province", True, frozenset())])
NOW = a_publication().captured_at + timedelta(seconds=1)


class FixedJudge:
    def __init__(self, relevant: str = "yes") -> None:
        self.judged: list[str] = []
        self._relevant = relevant

    def judge(self, title: str, text: str, *, explain_all: bool) -> Judgement:
        self.judged.append(title)
        evidence = (Evidence("labour", "nợ lương", 3.0, 10, 18),)
        places = (Place("02671", "Phường Cam Đường"),)
        return Judgement(self._relevant, 0.9, 0.9, 0.8, "wage", "critical", "high", places, evidence, "press-0")


def command(id_: str = "m1", **publication: Any) -> AssessPublication:
    return AssessPublication(id_, Cause("journey-1", id_, "00-aa-bb-01"), a_publication(**publication))


def events(works: Any) -> list[Any]:
    return [json.loads(posting.body) for posting in works.posted(TOPIC)]


async def test_a_judgement_is_kept_and_announced_with_what_the_next_service_needs() -> None:
    works = in_memory_works()
    assert await assess_publications([command(signature="c2ln")], works, FixedJudge(), UNITS, NOW) == {"m1"}
    (event,) = events(works)
    assert (event["subject_id"], event["relevant"], event["topic"]) == ("publication-1", "yes", "wage")
    assert (event["correlation_id"], event["causation_id"]) == ("journey-1", "m1")
    assert event["publication"]["outlet"]["name"] == "Báo Lào Cai"
    assert event["publication"]["signature"] == "c2ln"
    assert event["places"] == [{"code": "02671", "name": "Phường Cam Đường"}]
    assert event["units"] == ["cam-duong"]
    assert event["answering"] == [{"unit": "cam-duong", "why": "place", "of": "Phường Cam Đường", "certain": True}]
    assert event["evidence"][0]["word"] == "nợ lương"
    assert works.outbox[0].headers["traceparent"] == "00-aa-bb-01"
    assert list(works.table("assessments")) == ["m1"]


@pytest.mark.parametrize(("relevant", "carried"), [("yes", True), ("unsure", True), ("no", False)])
async def test_what_is_not_relevant_travels_without_its_words(relevant: str, carried: bool) -> None:
    works = in_memory_works()
    await assess_publications([command(signature="c2ln")], works, FixedJudge(relevant), UNITS, NOW)
    (event,) = events(works)
    texts = (event["publication"]["lead"], event["publication"]["signature"], event["evidence"], event["units"])
    assert all(map(bool, texts)) is carried
    assert any(map(bool, texts)) is carried


async def test_the_day_of_publication_decides_names_and_units_and_no_clock_of_an_outlet_leads_beyond_the_capture() -> (
    None
):
    works = in_memory_works()
    old, odd = datetime(2025, 6, 30, 16, 59, tzinfo=UTC), NOW + timedelta(days=900)
    await assess_publications(
        [command("m1", published_at=old), command("m2", published_at=odd)], works, FixedJudge(), UNITS, NOW
    )
    assert [event["places"][0]["name"] for event in events(works)] == ["Thành phố Lào Cai", "Phường Cam Đường"]


async def test_a_message_handled_before_is_neither_kept_nor_announced_again() -> None:
    works = in_memory_works()
    await assess_publications([command("m1")], works, FixedJudge(), UNITS, NOW)
    assert await assess_publications([command("m1"), command("m2", id="p2")], works, FixedJudge(), UNITS, NOW) == {"m2"}
    assert len(events(works)) == 2


async def test_judging_happens_before_the_transaction_and_is_lost_with_it() -> None:
    works, judge = in_memory_works(), FixedJudge()
    works.failures.append(Transient("MongoDB: away"))
    with pytest.raises(Transient):
        await assess_publications([command()], works, judge, UNITS, NOW)
    assert len(judge.judged) == 1
    assert works.outbox == []
    assert works.tables == {}


@pytest.mark.parametrize("text", ["", "ngắn", "từ " * 400, "a" * 1_000])
def test_the_lead_is_short_and_never_cut_inside_a_word(text: str) -> None:
    lead = a_publication(text=text).lead
    assert len(lead) <= LEAD_CHARACTERS + 2
    assert lead == text or lead.endswith(" …")
    assert "t …" not in lead
