"""From the directory's events to the unions that a replica knows, in memory."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from classify.handlers import on_bodies_changed
from classify.testing import InMemoryUnitTable, in_memory_works
from classify.unit_directory import UnitDirectory
from shared.contracts.casework import BodyChangedV1
from shared.failures import Transient
from shared.messaging.arrivals import Arrival
from shared.messaging.testing import a_record

DAY = date(2026, 11, 24)


def heard(id_: str, version: int, **other: Any) -> Arrival[BodyChangedV1]:
    event = BodyChangedV1(
        event_id=f"{id_}-{version}",
        occurred_at=datetime(2026, 11, 1, tzinfo=UTC),
        subject_id=id_,
        subject_version=version,
        correlation_id=id_,
        **{"name": id_, "kind": "unit"} | other,
    )
    return Arrival(event, a_record(event.TOPIC, b""))


class Replica:
    def __init__(self) -> None:
        self.works = in_memory_works()
        self.directory = UnitDirectory(InMemoryUnitTable(self.works))
        self.hear = on_bodies_changed(self.works, self.directory.refresh)

    def park_units(self) -> list[str]:
        return self.directory.current().of_sector("khu công nghiệp", DAY)


PARKS: Any = {"sectors": ["Khu công nghiệp"]}


async def test_what_was_heard_is_known_at_once_and_by_the_next_replica() -> None:
    replica = Replica()
    assert await replica.hear([heard("kcn", 1, **PARKS), heard("bao", 1, kind="outlet", **PARKS)]) == {"kcn-1", "bao-1"}
    assert replica.park_units() == ["kcn"]
    other = UnitDirectory(InMemoryUnitTable(replica.works))
    assert other.current().of_sector("khu công nghiệp", DAY) == []
    await other.start()
    assert other.current().of_sector("khu công nghiệp", DAY) == ["kcn"]
    assert await other.refresh() is False


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 1, 2), (2, 3, 1)])
async def test_the_newest_version_of_a_body_counts_in_any_order(order: tuple[int, ...]) -> None:
    versions: dict[int, Any] = {1: PARKS, 2: PARKS, 3: {"sectors": []}}
    together, apart = Replica(), Replica()
    await together.hear([heard("kcn", version, **versions[version]) for version in order])
    for version in order:
        await apart.hear([heard("kcn", version, **versions[version])])
    assert together.park_units() == apart.park_units() == []


async def test_a_body_has_its_days_and_a_second_role_is_enough() -> None:
    replica = Replica()
    last = datetime(2026, 11, 23, tzinfo=UTC)
    first = datetime(2026, 11, 24, tzinfo=UTC)
    await replica.hear([heard("old", 1, valid_to=last, **PARKS)])
    await replica.hear([heard("new", 1, kind="oversight", roles=["oversight", "unit"], valid_from=first, **PARKS)])
    assert replica.park_units() == ["new"]
    assert replica.directory.current().of_sector("khu công nghiệp", date(2026, 11, 23)) == ["old"]


async def test_when_nothing_can_be_stored_nothing_is_known() -> None:
    replica = Replica()
    replica.works.failures.append(Transient("MongoDB: away"))
    with pytest.raises(Transient):
        await replica.hear([heard("kcn", 1, **PARKS)])
    assert replica.park_units() == []
