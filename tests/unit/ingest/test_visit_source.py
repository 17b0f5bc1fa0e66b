"""Visiting a source: what is new is captured once, what fails is written down."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from ingest.addresses import canonical, publication_id
from ingest.errors import Busy, FetchFailed, Gone, HostRests, HttpError, OwnOutage, RobotsForbid, Withdrawn
from ingest.sources.schedule import USUAL
from ingest.sources.source import Source
from ingest.testing import (
    AT,
    InMemoryDesk,
    ScriptedReader,
    a_page,
    a_source,
    an_entry,
    in_memory_works,
)
from ingest.usecases import BUDGET, Watch, visit_source

CAPTURED, HEALTH = "ingest.publication-captured.v1", "ingest.source-health-changed.v1"
SOURCE = a_source()


class Place:
    """Everything that watching needs, in memory."""

    def __init__(self) -> None:
        self.works, self.reader = in_memory_works(), ScriptedReader()
        self.watch = Watch(InMemoryDesk(self.works), self.works, self.reader, lambda: AT, 3, 4, 1.0)

    def publishes(self, *numbers: int) -> None:
        entries = [an_entry(address=f"https://bao.example/tin/{n}", title=f"Tin {n}") for n in numbers]
        self.reader.lists(SOURCE, *entries)
        self.reader.pages |= {e.address: a_page(f"Nội dung {e.title}", address=e.address) for e in entries}

    async def visit(self, source: Source | None = None) -> int:
        return (await visit_source(source or self.source, self.watch)).captured.total()

    @property
    def source(self) -> Source:
        return self.works.table("sources").get(SOURCE.id, SOURCE)

    def events(self, topic: str) -> list[Any]:
        return [json.loads(posting.body) for posting in self.works.posted(topic)]


@pytest.fixture
def place() -> Place:
    return Place()


async def test_new_entries_are_captured_in_the_feeds_order_with_their_pages(place: Place) -> None:
    place.publishes(1, 2, 3)
    assert await place.visit() == 3
    events = place.events(CAPTURED)
    assert [event["title"] for event in events] == ["Tin 1", "Tin 2", "Tin 3"]
    assert events[0]["text"] == "Nội dung Tin 1"
    assert events[0]["correlation_id"] == events[0]["subject_id"]
    assert place.source.etag == "etag-1"


async def test_known_entries_are_neither_fetched_nor_captured_again(place: Place) -> None:
    place.publishes(1, 2)
    await place.visit()
    place.reader.read.clear()
    place.publishes(1, 2, 3)
    assert await place.visit() == 1
    assert place.reader.read == ["https://bao.example/tin/3"]
    assert len(place.events(CAPTURED)) == 3


async def test_one_publication_under_two_spellings_of_its_address_is_captured_once(place: Place) -> None:
    place.publishes(1)
    address = "https://BAO.example/tin/1?utm_source=rss#top"
    place.reader.lists(SOURCE, an_entry(address=address), an_entry())
    place.reader.pages[address] = a_page()
    assert await place.visit() == 1
    assert place.events(CAPTURED)[0]["address"] == "https://bao.example/tin/1"


async def test_an_unchanged_feed_captures_nothing_and_keeps_its_mark(place: Place) -> None:
    place.publishes(1)
    await place.visit()
    place.reader.says_unchanged(SOURCE)
    assert await place.visit() == 0
    assert place.source.etag == "etag-1"


async def test_a_page_that_could_not_be_had_is_tried_again_and_the_feed_is_asked_in_full(place: Place) -> None:
    place.publishes(1, 2)
    place.reader.pages["https://bao.example/tin/1"] = FetchFailed("time-out")
    assert await place.visit() == 1
    assert place.source.etag == "", "an unchanged feed (304) would hide the one that is missing"
    place.publishes(1, 2)
    assert await place.visit() == 1
    assert {event["title"] for event in place.events(CAPTURED)} == {"Tin 1", "Tin 2"}


async def test_after_so_many_misses_the_feeds_own_words_must_do(place: Place) -> None:
    place.publishes(1)
    place.reader.pages["https://bao.example/tin/1"] = HttpError("503")
    assert [await place.visit() for _ in range(4)] == [0, 0, 1, 0]
    (event,) = place.events(CAPTURED)
    assert event["text"] == "Tóm tắt của bản tin."
    assert event["snapshot"]["content_type"] == "text/plain; charset=utf-8"
    (capture,) = place.works.table("captures").values()
    assert capture.from_feed


async def test_a_page_that_is_gone_is_captured_from_the_feed_at_once(place: Place) -> None:
    place.publishes(1)
    place.reader.pages["https://bao.example/tin/1"] = Gone("410")
    assert await place.visit() == 1
    assert place.events(CAPTURED)[0]["text"] == "Tóm tắt của bản tin."


async def test_a_page_that_robots_may_not_visit_is_captured_from_the_feed_at_once(place: Place) -> None:
    place.publishes(1)
    place.reader.pages["https://bao.example/tin/1"] = RobotsForbid("robots.txt")
    assert await place.visit() == 1
    assert place.events(CAPTURED)[0]["text"] == "Tóm tắt của bản tin."


async def test_a_page_that_was_not_asked_for_because_its_host_rests_has_not_failed(place: Place) -> None:
    place.publishes(1)
    place.reader.pages["https://bao.example/tin/1"] = HostRests("later")
    assert [await place.visit() for _ in range(5)] == [0] * 5
    assert place.works.table("misses") == {}
    place.publishes(1)
    assert await place.visit() == 1
    assert place.events(CAPTURED)[0]["text"] == "Nội dung Tin 1"


async def test_a_page_without_an_article_keeps_its_bytes_as_evidence(place: Place) -> None:
    place.publishes(1)
    empty = a_page("", body=b"<html>no article</html>", sha256="e" * 64)
    place.reader.pages["https://bao.example/tin/1"] = empty
    await place.visit()
    (event,) = place.events(CAPTURED)
    assert (event["text"], event["snapshot"]["sha256"]) == ("Tóm tắt của bản tin.", "e" * 64)


async def test_an_entry_without_any_title_is_called_by_its_address(place: Place) -> None:
    place.reader.lists(SOURCE, an_entry(title=""))
    place.reader.pages[an_entry().address] = a_page(title="")
    await place.visit()
    assert place.events(CAPTURED)[0]["title"] == "https://bao.example/tin/1"


async def test_one_or_two_failures_are_the_networks_business_and_the_third_is_told(place: Place) -> None:
    place.reader.feeds[SOURCE.url] = HttpError("https://bao.example/rss answered 503.")
    for failures in (1, 2):
        assert await place.visit() == 0
        assert (place.source.failures, place.source.state) == (failures, "healthy")
    assert place.events(HEALTH) == []
    await place.visit()
    (event,) = place.events(HEALTH)
    assert (event["state"], event["subject_version"]) == ("failing", 1)
    assert event["reason"] == "HttpError: https://bao.example/rss answered 503."
    await place.visit()
    assert len(place.events(HEALTH)) == 1, "said once, not at every visit"


async def test_a_source_that_recovers_is_told_too_and_starts_counting_anew(place: Place) -> None:
    place.reader.feeds[SOURCE.url] = HttpError("503")
    for _ in range(3):
        await place.visit()
    place.publishes(1)
    assert await place.visit() == 1
    assert [(event["state"], event["subject_version"]) for event in place.events(HEALTH)] == [
        ("failing", 1),
        ("healthy", 2),
    ]
    assert place.source.failures == 0


async def test_a_failed_feed_keeps_its_mark_so_that_nothing_is_read_twice(place: Place) -> None:
    place.publishes(1)
    await place.visit()
    place.reader.feeds[SOURCE.url] = FetchFailed("time-out")
    await place.visit()
    assert place.source.etag == "etag-1"


async def test_a_page_that_breaks_its_reader_costs_its_neighbours_nothing(place: Place) -> None:
    place.publishes(1, 2)
    place.reader.pages["https://bao.example/tin/1"] = ValueError("a bug of ours")
    assert [await place.visit() for _ in range(3)] == [1, 0, 1]
    assert [event["text"] for event in place.events(CAPTURED)] == ["Nội dung Tin 2", "Tóm tắt của bản tin."]


async def test_what_would_take_too_long_is_left_for_the_next_visit(place: Place) -> None:
    place.publishes(1, 2, 3)
    times = [AT, AT, AT + BUDGET]
    clock = place.watch.clock
    place.watch = replace(place.watch, clock=lambda: times.pop(0) if len(times) > 1 else times[0])
    assert await place.visit() == 1
    assert place.source.etag == "", "an unchanged feed (304) would hide the others"
    assert place.works.table("misses") == {}, "they were not tried"
    place.watch = replace(place.watch, clock=clock)
    assert await place.visit() == 2


async def test_a_good_visit_leaves_its_time_and_a_failed_one_does_not(place: Place) -> None:
    place.publishes(1)
    await place.visit()
    assert place.source.visited_at == AT
    place.watch = replace(place.watch, clock=lambda: AT + BUDGET)
    place.reader.feeds[SOURCE.url] = HttpError("503")
    await place.visit()
    assert place.source.visited_at == AT


async def test_what_cannot_be_stored_is_not_announced_and_comes_at_the_next_visit(place: Place) -> None:
    place.publishes(1)
    place.works.failures.append(RuntimeError("MongoDB: away"))
    with pytest.raises(RuntimeError):
        await place.visit()
    assert place.works.outbox == []
    assert await place.visit() == 1


async def test_hundreds_of_entries_are_captured_in_several_transactions(place: Place) -> None:
    place.publishes(*range(120))
    assert await place.visit() == 120
    assert place.works.commits == 4, "three of captures, one of the source"


def test_the_identity_of_a_publication_is_the_same_everywhere() -> None:
    one = publication_id("bao", "https://bao.example/tin/1?fbclid=x&id=7#top")
    assert one == publication_id("bao", " https://BAO.example/tin/1?id=7 ")
    assert one != publication_id("khac", "https://bao.example/tin/1?id=7")
    assert one != publication_id("bao", "https://bao.example/tin/1?id=8")


@pytest.mark.parametrize("query", ["?123456", "?a=1&b", "?q=%C4%90%E1%BB%8F", "?q=%D0", "?a=1+2&a=1%202", ""])
def test_a_query_stays_as_the_outlet_wrote_it(query: str) -> None:
    assert canonical(f"https://bao.example/tin{query}") == f"https://bao.example/tin{query}"


def test_only_what_tracks_the_reader_is_left_out() -> None:
    address = "HTTPS://Bao.example?utm_source=rss&id=7&fbclid=x&UTM_Medium=y#top"
    assert canonical(address) == "https://bao.example/?id=7"


async def test_an_uneventful_visit_is_written_down_without_a_transaction(place: Place) -> None:
    place.publishes(1)
    await place.visit()
    place.reader.says_unchanged(SOURCE)
    place.works.failures.append(RuntimeError("there was a transaction"))
    assert await place.visit() == 0
    assert place.source.next_visit == AT + USUAL.shortest


async def test_our_own_outage_and_a_resting_host_leave_no_mark(place: Place) -> None:
    for error in (OwnOutage("nobody answers"), HostRests("later", retry_after=7_200)):
        place.reader.feeds[SOURCE.url] = error
        for _ in range(5):
            await place.visit()
        assert (place.source.failures, place.source.state, place.source.reason) == (0, "healthy", "")
    assert place.source.next_visit == AT + timedelta(hours=2), "not before the host said"
    assert place.events(HEALTH) == []


async def test_what_will_not_come_back_is_told_as_gone_and_still_asked(place: Place) -> None:
    place.reader.feeds[SOURCE.url] = Withdrawn("410")
    for _ in range(3):
        await place.visit()
    (event,) = place.events(HEALTH)
    assert (event["state"], event["previous"], event["outlet_id"]) == ("gone", "healthy", SOURCE.outlet_id)
    assert place.source.next_visit is not None
    place.publishes(1)
    assert await place.visit() == 1
    assert [event["state"] for event in place.events(HEALTH)] == ["gone", "healthy"]


async def test_what_an_outlet_asks_for_goes_before_what_we_would_do(place: Place) -> None:
    place.reader.feeds[SOURCE.url] = Busy("429", status=429, retry_after=5_000)
    await place.visit()
    assert place.source.next_visit == AT + timedelta(seconds=5_000)


async def test_a_page_is_not_given_up_for_our_own_outage(place: Place) -> None:
    place.publishes(1)
    place.reader.pages["https://bao.example/tin/1"] = OwnOutage("nobody answers")
    assert [await place.visit() for _ in range(6)] == [0] * 6
    assert place.works.table("misses") == {}


async def test_states_are_kept_in_the_sources_history(place: Place) -> None:
    place.reader.feeds[SOURCE.url] = HttpError("503")
    for _ in range(3):
        await place.visit()
    (change,) = place.works.table("source_history").values()
    assert (change.previous, change.source.state, change.source.since) == ("healthy", "failing", AT)
