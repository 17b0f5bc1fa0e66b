"""Looking again: edited, removed, restored, unchanged."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from ingest.domain import REVISITS, WEEKLY, next_revisit
from ingest.errors import FetchFailed, HostRests, OwnOutage
from ingest.testing import AT, InMemoryDesk, ScriptedReader, a_page, a_source, an_entry, in_memory_works
from ingest.usecases import BUDGET, BYTES_PER_TRANSACTION, Watch, revisit, visit_source

CHANGED = "ingest.publication-changed.v1"
ADDRESS = an_entry().address


class Place:
    """One publication, captured with its page."""

    def __init__(self) -> None:
        self.works, self.reader = in_memory_works(), ScriptedReader()
        self.desk = InMemoryDesk(self.works)
        self.watch = Watch(self.desk, self.works, self.reader, lambda: AT, 3, 4, 1.0)

    async def captured(self) -> None:
        self.reader.lists(a_source(), an_entry())
        self.reader.pages[ADDRESS] = a_page()
        await visit_source(a_source(), self.watch)

    async def look(self) -> list[str]:
        later = AT + timedelta(days=100)
        seen = await revisit(await self.desk.claim_revisits(later, later + timedelta(minutes=10), 10), self.watch)
        return [one.change for one in seen]

    async def outcome(self) -> str:
        (seen,) = await revisit(list(self.works.table("publications").values()), self.watch)
        return seen.outcome

    @property
    def events(self) -> list[Any]:
        return [json.loads(posting.body) for posting in self.works.posted(CHANGED)]


@pytest.fixture
async def place() -> Place:
    place = Place()
    await place.captured()
    return place


async def test_an_unchanged_page_says_nothing_and_is_due_again(place: Place) -> None:
    assert await place.look() == [""]
    assert place.events == []
    (due,) = place.works.table("revisit_at").values()
    assert due == AT + REVISITS[1]


async def test_another_typing_of_the_same_words_is_no_edit(place: Place) -> None:
    place.reader.pages[ADDRESS] = a_page(a_page().text.upper() + "\n")
    assert await place.look() == [""]


async def test_an_edit_is_told_with_both_hashes_and_the_difference(place: Place) -> None:
    edited = a_page(a_page().text + "\nCông ty đã trả đủ lương.")
    place.reader.pages[ADDRESS] = edited
    assert await place.look() == ["edited"]
    (event,) = place.events
    assert (event["change"], event["subject_version"]) == ("edited", 2)
    assert event["difference"][-1] == "+Công ty đã trả đủ lương."
    assert (event["before"], event["after"]) == ("", "Công ty đã trả đủ lương.")
    assert event["previous_hash"] != event["content_hash"]
    assert event["snapshot"]["sha256"] == edited.sha256
    assert await place.look() == [""], "the edit is what is known now"


async def test_a_removal_is_told_once_and_a_restoration_after_it(place: Place) -> None:
    page = place.reader.pages.pop(ADDRESS)
    assert await place.look() == ["removed"]
    assert await place.look() == [""]
    place.reader.pages[ADDRESS] = page
    assert await place.look() == ["restored"]
    assert [(event["change"], event["subject_version"]) for event in place.events] == [
        ("removed", 2),
        ("restored", 3),
    ]
    assert place.events[0]["snapshot"] is None


async def test_a_page_whose_article_is_not_found_is_not_called_edited(place: Place) -> None:
    place.reader.pages[ADDRESS] = a_page("")
    assert await place.look() == [""]


async def test_a_failed_look_is_no_change_and_comes_again_ever_more_rarely(place: Place) -> None:
    place.reader.pages[ADDRESS] = FetchFailed("time-out")
    waits = []
    for _ in range(7):
        assert await place.look() == [""]
        (due,) = place.works.table("revisit_at").values()
        waits.append(due - AT)
    assert waits == [*REVISITS, WEEKLY, WEEKLY]
    assert place.events == [], "unreachable is not removed"


async def test_after_so_many_failed_looks_it_is_called_unreachable(place: Place) -> None:
    place.reader.pages[ADDRESS] = FetchFailed("time-out")
    assert [await place.outcome() for _ in range(6)] == [*["failed"] * 4, *["unreachable"] * 2]
    place.reader.pages[ADDRESS] = a_page()
    assert await place.outcome() == "unchanged"
    place.reader.pages[ADDRESS] = FetchFailed("time-out")
    assert await place.outcome() == "failed", "counted from the beginning again"


async def test_a_page_that_breaks_its_reader_costs_its_neighbours_nothing(place: Place) -> None:
    other = an_entry(address="https://bao.example/tin/2", title="Một tin khác hẳn")
    place.reader.lists(a_source(), an_entry(), other)
    place.reader.pages[other.address] = a_page(address=other.address)
    await visit_source(a_source(), place.watch)
    place.reader.pages[ADDRESS] = ValueError("a bug of ours")
    place.reader.pages[other.address] = a_page(a_page().text + "\nCông ty đã trả đủ lương.")
    assert sorted(await place.look()) == ["", "edited"]
    assert [seen.failures for seen in place.works.table("publications").values()] == [1, 0]


async def test_looks_that_would_outlast_the_claim_are_left(place: Place) -> None:
    now = [AT, AT + BUDGET]
    watch = replace(place.watch, clock=lambda: now.pop(0) if len(now) > 1 else now[0])
    assert await revisit(list(place.works.table("publications").values()), watch) == []


async def test_large_edits_are_written_in_several_transactions(place: Place) -> None:
    entries = [an_entry(address=f"https://bao.example/tin/{n}", title=f"Tin số {n}") for n in range(2, 6)]
    place.reader.lists(a_source(), *entries)
    place.reader.pages |= {e.address: a_page(address=e.address) for e in entries}
    await visit_source(a_source(), place.watch)
    large = a_page("Công ty đã trả đủ lương.", body=b"x" * (BYTES_PER_TRANSACTION // 2))
    place.reader.pages |= {e.address: large for e in entries}
    before = place.works.commits
    assert sorted(await place.look()) == ["", *["edited"] * 4]
    assert place.works.commits - before == 2


def test_visits_become_rarer_and_then_weekly() -> None:
    waits = [next_revisit(visits, AT) - AT for visits in range(7)]
    assert waits == [*REVISITS, WEEKLY, WEEKLY]
    tight = [next_revisit(visits, AT, tight=True) - AT for visits in range(7)]
    assert tight == [timedelta(minutes=15), *[timedelta(hours=1)] * 6], "while an open case tells of it"
    assert next_revisit(0, AT, pace=0.01) - AT == REVISITS[0] * 0.01


@pytest.mark.parametrize("error", [HostRests("asked for quiet"), OwnOutage("our own network")])
async def test_who_was_not_asked_is_not_held_to_be_unreachable(error: Exception) -> None:
    place = Place()
    await place.captured()
    place.reader.pages[ADDRESS] = error
    known = list(place.works.table("publications").values())
    assert [await revisit(known, place.watch) for _ in range(6)] == [[]] * 6
    assert place.works.table("publications") == {one.publication_id: one for one in known}
