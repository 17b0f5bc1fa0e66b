"""What a backfill brings: kept, found, joined to the case that tells the same; nobody is called about it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.unit.casework.conftest import NOW, Office
from tests.unit.casework.test_judging import judge

from casework.domain.lanes import MISSED, stale
from casework.domain.sighting import Sighting

OLD = NOW - timedelta(days=400)
NOTICES = "casework.notice-requested.v1"


@pytest.mark.parametrize(
    ("lane", "published_at", "expected"),
    [
        ("live", OLD, False),
        ("backfill", OLD, True),
        ("backfill", None, True),
        ("backfill", NOW - MISSED, False),
        ("backfill", NOW - MISSED - timedelta(seconds=1), True),
    ],
)
def test_what_is_stale(lane: str, published_at: datetime | None, expected: bool) -> None:
    assert stale(lane, published_at, NOW) is expected


async def test_an_old_publication_opens_no_case_and_asks_nobody(
    office: Office, create_telling: Callable[..., Sighting]
) -> None:
    assert await office.assess(create_telling(1, lane="backfill", published_at=OLD)) == {"m1"}
    assert (office.cases, office.works.outbox) == ([], [])
    assert list(office.works.table("sightings")) == ["m1"], "it is kept, and people find it"


async def test_it_joins_the_case_that_tells_the_same_at_its_own_time(
    office: Office, create_telling: Callable[..., Sighting]
) -> None:
    await office.assess(create_telling(1))
    clocks = office.cases[0].clocks
    await office.assess(create_telling(2, lane="backfill", published_at=OLD))
    (case,) = office.cases
    assert (case.told_count, case.clocks) == (2, clocks)
    lines: Any = office.works.table("timeline").values()
    assert [line["at"] for line in lines if line["kind"] == "publication-attached"] == [OLD]
    assert len(office.events(NOTICES)) == 1


async def test_what_was_only_missed_is_a_case_like_any_other(
    office: Office, create_telling: Callable[..., Sighting]
) -> None:
    await office.assess(create_telling(1, lane="backfill", published_at=NOW - timedelta(days=2)))
    assert len(office.cases) == len(office.events(NOTICES)) == 1


async def test_a_person_who_takes_an_old_one_up_opens_its_case(
    office: Office, create_telling: Callable[..., Sighting]
) -> None:
    await office.assess(create_telling(1, lane="backfill", published_at=OLD))
    verdict = await judge(office)
    assert [case.id for case in office.cases] == [verdict.case_id]


async def test_what_is_replayed_and_judged_as_before_is_not_seen_twice(
    office: Office, create_telling: Callable[..., Sighting]
) -> None:
    await office.assess(create_telling(1, relevant="unsure"))
    again = {"publication_id": "p1", "lane": "backfill"}
    await office.assess(create_telling(2, relevant="unsure", **again))
    assert list(office.works.table("sightings")) == ["m1"]
    await office.assess(create_telling(3, relevant="yes", published_at=OLD, **again))
    assert list(office.works.table("sightings")) == ["m1", "m3"], "a machine that has learnt says something else"
