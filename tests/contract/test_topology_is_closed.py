"""Whoever listens is told, whoever tells is in the catalogue; proved by one journey through all four services."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.invented import Event

from casework.app import build as build_casework
from casework.bodies_testing import in_memory_directory
from casework.domain.case import Order
from casework.domain.judging import Judging
from casework.domain.life.actor import Actor
from casework.domain.life.commands import SendRequest
from casework.domain.life.parts import Request
from casework.domain.roles import Role
from casework.store.bodies import Bodies
from casework.testing import the_means
from casework.usecases.acting import act
from casework.usecases.judging import judge_publication
from classify.app import build as build_classify
from classify.domain import AssessPublication, Publication
from classify.judgement.judge import Judge
from classify.routing import Units
from classify.story_keeper import StoryKeeper
from classify.testing import FixedLease, InMemoryShelf, a_publication
from classify.usecases import assess_publications
from ingest.app import build as build_ingest
from ingest.backfill.intake import Intake
from ingest.backfill.job import LIST
from ingest.backfill.lists import begin
from ingest.backfill.testing import ScriptedArchive
from ingest.backfill.usecases import Backfill, work_off
from ingest.errands.testing import ScriptedSite
from ingest.errands.usecases import Errands, run_errand
from ingest.errors import HttpError
from ingest.reading.listing import Listing
from ingest.testing import AT, InMemoryDesk, ScriptedReader, a_page, a_source, an_entry
from ingest.usecases import Watch, revisit, visit_source
from notify.app import build as build_notify
from notify.domain import SENT, Outcome
from notify.testing import InMemoryDesk as NotifyDesk
from notify.usecases import record_outcomes
from shared import kit
from shared.cause import Cause
from shared.contracts.catalogue import CATALOGUE, consumed_by, emitted_by
from shared.messaging.testing import a_record, as_delivered
from shared.ops.metrics import Metrics
from shared.ops.settings import Platform
from shared.store.parked import Parking
from shared.store.testing import InMemoryUnitOfWork

BUILD: dict[str, Callable[[Platform], Any]] = {
    "ingest": build_ingest,
    "classify": build_classify,
    "casework": build_casework,
    "notify": build_notify,
}


@pytest.mark.parametrize("service", BUILD)
def test_each_app_registers_a_handler_for_exactly_what_the_catalogue_says(
    service: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    registered: list[str] = []

    class Listening(kit.Consumer):
        def __init__(self, name: str, platform: Platform, ladders: Any, metrics: Any) -> None:
            assert name == service
            registered.extend(ladder.event.TOPIC for ladder in ladders)
            super().__init__(name, platform, ladders, metrics)

    monkeypatch.setattr(kit, "Consumer", Listening)
    BUILD[service](Platform())
    assert sorted(registered) == sorted(spec.name for spec in consumed_by(service))


def test_the_handlers_of_these_tests_are_those_of_the_apps(house: Any) -> None:
    for service, handlers in house.handlers.items():
        assert {event.TOPIC for event in handlers} == {spec.name for spec in consumed_by(service)}


async def pump(house: Any) -> set[tuple[str, str]]:
    """Deliver every event to its consumers until nobody says anything new; who emitted which topic."""
    told: set[str] = set()
    emitted: set[tuple[str, str]] = set()
    while True:
        fresh = [(s, p) for s, works in house.works.items() for p in works.outbox if p.id not in told]
        if not fresh:
            return emitted
        for service, posting in fresh:
            told.add(posting.id)
            emitted.add((service, posting.topic))
            for spec in CATALOGUE:
                for consumer in spec.consumers if spec.name == posting.topic else ():
                    await house.consume(consumer, as_delivered(posting))


async def ingest_works(house: Any) -> None:
    """One publication captured, then edited; one source that fails three times."""
    works, reader = house.works["ingest"], ScriptedReader()
    watch = Watch(desk := InMemoryDesk(works), works, reader, lambda: AT, 3, 4, 0.0)
    reader.lists(a_source(), an_entry(title="Công nhân Lào Cai bị nợ lương ba tháng"))
    reader.pages[an_entry().address] = a_page()
    await visit_source(a_source(), watch)
    await pump(house)
    reader.pages[an_entry().address] = a_page(f"{a_page().text}\nCông ty đã trả đủ lương.")
    await revisit(await desk.claim_revisits(AT, AT, 10), watch)
    failing = a_source(id="source-2", url="https://down.example/rss")
    reader.feeds[failing.url] = HttpError("503")
    for _ in range(3):
        await visit_source(works.table("sources").get(failing.id, failing), watch)


async def a_year_is_read_in(house: Any) -> None:
    """One article of the past, at an address that a list of the archive names."""
    works, archive = house.works["ingest"], ScriptedArchive()
    source, old = a_source(), AT - timedelta(days=400)
    job, items = begin(source, [(LIST, "https://bao.example/sitemap.xml")], (None, None), AT)
    entry = an_entry(address="https://bao.example/cu/1", published_at=old)
    archive.lists[items[0].address] = Listing("sitemap", (entry,))
    archive.pages[entry.address] = a_page("Công nhân một nhà máy ở Cam Đường, Lào Cai kể lại vụ nợ lương năm ngoái.")
    backfill = Backfill(Intake(InMemoryDesk(works), works, lambda: AT), archive)
    await work_off(job, items, backfill)
    assert await work_off(job, list(works.table("backfill_items").values()), backfill) == {"captured": 1}


async def notify_delivers(house: Any) -> None:
    works = house.works["notify"]
    notices = await NotifyDesk(works).claim("claim-1", 10)
    await record_outcomes([Outcome(notice, SENT, AT, "250 OK") for notice in notices], "claim-1", works)


async def a_request_is_sent_and_its_pages_looked_at(house: Any) -> None:
    works = house.works["casework"]
    (case,) = works.table("cases").values()
    (told,) = works.table("told").values()
    request = Request("r1", told.publication_id, "reply", "online", "lan")
    works.tables["cases"] = {case.id: replace(case, life=replace(case.life, stage="acting", requests=(request,)))}
    send = SendRequest(id="r1", letter_number="05/LĐLĐ", received_at=AT)
    order = Order(send, Actor("lan", Role.WATCH_OFFICER), case.version, AT, Cause(case.id, "send-1"))
    await act(case.id, "send-1", order, works, the_means(lambda: "none"))
    await pump(house)
    ingest = house.works["ingest"]
    (errand,) = ingest.table("errands").values()
    site = ScriptedSite()
    site.shows(told.address, told.title, "Công nhân bị nợ lương.")
    await run_errand(errand, Errands(ingest, site, lambda: AT, 1.0))


async def an_officer_judges(house: Any) -> None:
    works = house.works["casework"]
    (told,) = works.table("told").values()
    judging = Judging(told.publication_id, "yes", Actor("lan", Role.WATCH_OFFICER), AT)
    await judge_publication("judge-1", judging, works, the_means(lambda: "none"))


async def classify_groups(house: Any) -> None:
    """Two outlets print the same, and a look at what waits finds them."""
    works = house.works["classify"]
    for outlet in ("a", "b"):
        publication = replace(a_story(), id=outlet, outlet_id=outlet)
        command = AssessPublication(outlet, Cause(outlet, outlet), publication)
        await assess_publications([command], works, Judge(), Units(()), AT)
    await StoryKeeper(InMemoryShelf(works), works, FixedLease(), lambda: AT, Metrics("classify")).look()


def a_story() -> Publication:
    return a_publication(text=f"{a_publication().text} {Event(1).report(0).text}")


async def seed_bodies() -> set[tuple[str, str]]:
    works = in_memory_directory()
    await Bodies(works).start()
    await Bodies(works).start()
    assert len(works.outbox) == len(works.table("bodies")), "seeded once"
    return {("casework", posting.topic) for posting in works.outbox}


async def park_garbage(house: Any) -> set[tuple[str, str]]:
    emitted = set()
    for service in house.handlers:
        works = InMemoryUnitOfWork(lambda transaction: transaction)
        for spec in consumed_by(service):
            garbage = a_record(spec.name, b"garbage")
            await house.consume(service, garbage, parking=Parking(service, None, works))
        emitted |= {(service, posting.topic) for posting in works.outbox}
    return emitted


async def test_every_topic_of_the_catalogue_is_really_emitted_by_its_emitter_and_no_other(house: Any) -> None:
    await ingest_works(house)
    await pump(house)
    await notify_delivers(house)
    await pump(house)
    await a_request_is_sent_and_its_pages_looked_at(house)
    await an_officer_judges(house)
    await classify_groups(house)
    await a_year_is_read_in(house)
    emitted = await pump(house) | await seed_bodies() | await park_garbage(house)
    assert all(place.parcels == [] for place in house.parking.values()), "nothing on the way was unreadable"
    for service in BUILD:
        said = {topic for emitter, topic in emitted if emitter == service}
        assert said == {spec.name for spec in emitted_by(service)}


async def test_one_publication_travels_from_a_feed_to_a_delivered_notice(house: Any) -> None:
    await ingest_works(house)
    await pump(house)
    await notify_delivers(house)
    await pump(house)
    (case,) = house.works["casework"].table("cases").values()
    (told,) = house.works["casework"].table("told").values()
    assert (case.asked.state, told.state) == ("sent", "edited")
    journeys = {
        json.loads(posting.body)["correlation_id"]
        for works in house.works.values()
        for posting in works.outbox
        if posting.topic != "ingest.source-health-changed.v1"
    }
    assert len(journeys) == 1, "one correlation id from the capture to the delivery"


@pytest.mark.parametrize("spec", CATALOGUE, ids=lambda spec: spec.name)
def test_nobody_consumes_what_a_stranger_emits(spec: Any) -> None:
    assert spec.emitter in BUILD
    assert set(spec.consumers) <= set(BUILD)
