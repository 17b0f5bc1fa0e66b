"""Purging on the real MongoDB: what is old and irrelevant goes, provably, and nothing else does."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import pytest
import pytest_asyncio
from tests.servers import LIVE, Corner, Document

from casework.audit.chain import beginning, head_of, read_entry
from casework.audit.entry import RETENTION
from casework.audit.purge import fingerprint, root_of
from casework.domain.retention import IRRELEVANT, Policy
from casework.domain.sighting import Sighting
from casework.store.audit import ENTRIES, PURGES, SISTER, entry_of
from casework.store.indexes import INDEXES
from casework.store.purges import Purging
from casework.store.work import CaseworkWork
from casework.testing import AT, a_sighting, the_means
from casework.usecases.following import follow_assessments
from shared.failures import Transient
from shared.kit import Kit
from shared.ops.ids import new_id
from shared.store.lease import HeldLease, LeaseOffice

pytestmark = LIVE

POLICY = Policy(IRRELEVANT, "x", 60, "chính sách nội bộ")
OLD, YOUNG = AT - timedelta(days=61), AT - timedelta(days=59)


class Always:
    async def hold(self) -> bool:
        return True


class Archive:
    """Casework's sightings and the trail beside them."""

    def __init__(self, corner: Corner) -> None:
        self.corner = corner
        self.kit = Kit("casework", corner.platform(mongo_database=corner.database.name), INDEXES, CaseworkWork)
        self.sister = corner.mongo[f"{corner.database.name}_{SISTER}"]

    async def purging(self, policy: Policy = POLICY, lease: object = None, batch: int = 10) -> Purging:
        made = Purging(self.kit.plain_work, lambda: policy, lease or Always(), lambda: AT, batch=batch)  # type: ignore[arg-type]
        await made.start()
        return made

    async def see(self, *sightings: Sighting) -> None:
        await follow_assessments(sightings, self.kit.work, the_means(new_id), AT)

    def left(self) -> dict[str, Document]:
        return {row["_id"]: row for row in self.corner.database["sightings"].find()}

    def entries(self) -> list[Document]:
        """Sound, or this raises."""
        head, rows = beginning(RETENTION), list(self.sister[ENTRIES].find({"chain": RETENTION}).sort("seq", 1))
        for row in rows:
            head = head_of(read_entry(entry_of(row).line(), head))
        return rows

    def listed(self) -> dict[str, str]:
        """Fingerprints by id, of all runs; every list is the one that its entry vouches for."""
        found: dict[str, str] = {}
        for entry in self.entries():
            run = self.sister[PURGES].find_one({"_id": entry["details"]["run"]})
            assert run is not None
            assert root_of(run["rows"]) == run["root"] == entry["details"]["root"]
            assert len(run["rows"]) == entry["details"]["count"]
            rows = dict(row.split(" ") for row in run["rows"])
            assert not set(rows) & set(found), "nothing twice"
            found |= rows
        assert self.sister[PURGES].count_documents({}) == len(self.entries())
        return found


@pytest_asyncio.fixture(loop_scope="session")
async def archive(corner: Corner) -> AsyncIterator[Archive]:
    archive = Archive(corner)
    await archive.kit.store.start()
    yield archive
    corner.database.command({"profile": 0})
    await archive.kit.store.stop()


def seen(number: int, relevant: str = "no", at: object = OLD) -> Sighting:
    return a_sighting(message_id=f"m{number:03d}", publication_id=f"p{number}", relevant=relevant, captured_at=at)


async def test_what_is_old_and_irrelevant_goes_and_nothing_else_provably(archive: Archive) -> None:
    old = [seen(number) for number in range(35)]
    others = [seen(100, at=YOUNG), seen(101, "unsure"), seen(102, "yes"), seen(103)]
    await archive.see(*old, *others)
    # A person has put this one into a case although the machine found it irrelevant.
    archive.corner.database["told"].insert_one({"_id": "p103", "case_id": "vu-9", "number": 1})
    before = archive.left()
    assert await (await archive.purging()).sweep() == 35
    after = archive.left()
    assert set(after) == {"m100", "m101", "m102", "m103"}
    gone = archive.listed()
    assert set(gone) == set(before) - set(after), "what is listed is exactly what is no longer there"
    assert all(fingerprint(before[id_]) == sha for id_, sha in gone.items())
    details = [entry["details"] for entry in archive.entries()]
    assert [one["count"] for one in details] == [10, 10, 10, 5]
    assert sum(one["kept"] for one in details) == 1
    assert {(one["days"], one["basis"]) for one in details} == {(60, "chính sách nội bộ")}
    assert await (await archive.purging()).sweep() == 0
    assert len(archive.entries()) == 4, "a run that finds nothing is no event"


async def test_more_attached_ones_than_a_batch_holds_do_not_stop_it(archive: Archive) -> None:
    await archive.see(*(seen(number) for number in range(25)))
    archive.corner.database["told"].insert_many([{"_id": f"p{n}", "case_id": "vu-9", "number": n} for n in range(23)])
    assert await (await archive.purging()).sweep() == 2
    assert len(archive.left()) == 23


async def test_a_policy_without_days_purges_nothing(archive: Archive) -> None:
    await archive.see(seen(1))
    assert await (await archive.purging(Policy(IRRELEVANT, "x", None, "y"))).sweep() == 0
    assert len(archive.left()) == 1


async def test_two_replicas_at_once_purge_each_record_once(archive: Archive) -> None:
    await archive.see(*(seen(number) for number in range(60)))
    ttl = timedelta(seconds=5)
    office = LeaseOffice(archive.kit.store, ttl)
    both = [await archive.purging(lease=HeldLease(office, "retention", name, ttl)) for name in ("a", "b")]
    assert sorted(await asyncio.gather(*(one.sweep() for one in both))) == [0, 60]
    # And if the lease should fail us: each run is one transaction, so one of two comes again.
    await archive.see(*(seen(number) for number in range(200, 260)))
    await asyncio.gather(*[again((await archive.purging()).sweep) for _ in range(3)])
    assert archive.left() == {}
    assert len(archive.listed()) == 120


async def again(sweep: Callable[[], object]) -> None:
    for _ in range(100):
        try:
            await sweep()  # type: ignore[misc]
        except Transient:
            await asyncio.sleep(0.02)
        else:
            return
    raise AssertionError("never got through")


async def test_whoever_attaches_a_publication_while_it_is_being_purged_is_not_missed(archive: Archive) -> None:
    await archive.see(seen(1))
    begun, go = asyncio.Event(), asyncio.Event()

    async def attach() -> None:
        async with archive.kit.work.once(()) as work:
            await work.lock(["p1"])
            begun.set()
            await go.wait()
            told = {"_id": "p1", "case_id": "vu-9", "number": 1}
            await work._transaction.collection("told").insert_one(told, session=work._transaction.session)

    attaching = asyncio.create_task(attach())
    await begun.wait()
    with pytest.raises(Transient):
        await (await archive.purging()).sweep()
    go.set()
    await attaching
    assert await (await archive.purging()).sweep() == 0
    assert list(archive.left()) == ["m001"]


async def test_killed_half_way_nothing_has_gone_and_nothing_is_listed(archive: Archive, monkeypatch) -> None:
    await archive.see(seen(1))

    async def fail(*_: object) -> None:
        raise RuntimeError("killed")

    monkeypatch.setattr("casework.store.purges.append", fail)
    with pytest.raises(RuntimeError):
        await (await archive.purging()).sweep()
    assert list(archive.left()) == ["m001"]
    assert archive.sister[PURGES].count_documents({}) == 0


async def test_it_looks_only_at_what_is_old(archive: Archive) -> None:
    await archive.see(*(seen(number, at=YOUNG) for number in range(200)), seen(300))
    archive.corner.database.command({"profile": 2})
    assert await (await archive.purging()).sweep() == 1
    archive.corner.database.command({"profile": 0})
    (asked,) = archive.corner.database["system.profile"].find({"command.find": "sightings"})
    assert asked["docsExamined"] <= 1
    assert not asked.get("hasSortStage")
