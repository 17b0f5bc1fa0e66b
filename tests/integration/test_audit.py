"""The audit trail on the real MongoDB: no fork, no gap, one anchor at a time, and an export that proves itself."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from tests.servers import LIVE, Corner, Document

from casework.audit.bundle.failures import Broken
from casework.audit.bundle.verify import Demand, verify
from casework.audit.chain import Head, beginning, head_of, read_entry
from casework.audit.entry import SYSTEM, UnsoundFact, case_chain
from casework.audit.testing import AT, a_fact
from casework.audit_export import Wish, export_to_file
from casework.store.anchors import Anchoring
from casework.store.audit import ENTRIES, SISTER, UNANCHORED, append, entry_of, record_read
from casework.store.indexes import INDEXES
from casework.store.work import CaseworkWork
from casework.testing import a_sighting, the_means
from casework.usecases.following import follow_assessments
from haichieu.cli import main
from haichieu.ports import free_ports
from shared.failures import Transient
from shared.kit import Kit
from shared.ops.ids import new_id
from shared.store.client import CannotReachMongo
from shared.store.lease import HeldLease, LeaseOffice

pytestmark = LIVE


class Always:
    async def hold(self) -> bool:
        return True


class Trail:
    """Casework's store, and the trail beside it."""

    def __init__(self, corner: Corner) -> None:
        self.corner = corner
        self.kit = Kit("casework", corner.platform(mongo_database=corner.database.name), INDEXES, CaseworkWork)
        self.sister = corner.mongo[f"{corner.database.name}_{SISTER}"]
        self.anchoring = Anchoring(self.kit.store, Always(), lambda: AT)

    async def append(self, *facts: object) -> None:
        async with self.kit.plain_work.once(()) as transaction:
            await append(transaction, facts)  # type: ignore[arg-type]

    def rows(self, name: str) -> list[Document]:
        return list(self.sister[ENTRIES].find({"chain": name}).sort("seq", 1))

    def follow(self, name: str) -> Head:
        """Every entry of a chain, read as the verifier reads it."""
        head = beginning(name)
        for row in self.rows(name):
            head = head_of(read_entry(entry_of(row).line(), head))
        return head

    def anchors(self) -> list[Document]:
        return list(self.sister["anchors"].find().sort("_id", 1))

    async def export(self, folder: Path, **other: Path) -> Path:
        wish = Wish(case_chain("vu-1"), folder / "x.zip", **other)
        await export_to_file(wish, self.corner.servers.mongod.url, self.corner.database.name)
        return wish.output


@pytest_asyncio.fixture(loop_scope="session")
async def trail(corner: Corner) -> AsyncIterator[Trail]:
    trail = Trail(corner)
    await trail.kit.store.start()
    yield trail
    await trail.kit.store.stop()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def persistent(work: Callable[[], object]) -> int:
    """As the ladder does it: again when the surroundings failed; how often that was."""
    for tries in range(200):
        try:
            await work()  # type: ignore[misc]
        except Transient:
            await asyncio.sleep(0.01)
        else:
            return tries
    raise AssertionError("never got through")


async def test_what_happens_to_a_case_is_on_record_in_the_same_transaction(trail: Trail) -> None:
    await follow_assessments([a_sighting()], trail.kit.work, the_means(new_id), AT)
    (case,) = trail.corner.database["cases"].find()
    rows = trail.rows(case_chain(case["_id"]))
    assert [(row["kind"], row["before"], row["after"]) for row in rows] == [
        ("opened", 0, 1),
        ("notice-requested", 1, 2),
    ]
    assert {(row["actor"], row["role"]) for row in rows} == {("machine", "machine")}
    assert trail.follow(case_chain(case["_id"])).seq == case["version"]


async def test_a_transaction_that_fails_leaves_no_entry(trail: Trail) -> None:
    async def work() -> None:
        async with trail.kit.plain_work.once(()) as transaction:
            await append(transaction, [a_fact(1)])
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError):
        await work()
    assert trail.rows(case_chain("vu-1")) == []
    assert trail.corner.database[UNANCHORED].count_documents({}) == 0


async def test_of_two_that_append_to_one_case_at_once_one_comes_again(trail: Trail) -> None:
    for first in (1, 2):  # an empty chain, and one that has begun
        begun, go = asyncio.Event(), asyncio.Event()

        async def slow(number: int, begun: asyncio.Event = begun, go: asyncio.Event = go) -> None:
            async with trail.kit.plain_work.once(()) as transaction:
                await transaction.collection("cases").find_one({}, session=transaction.session)  # its snapshot begins
                begun.set()
                await go.wait()
                await append(transaction, [a_fact(number)])

        waiting = asyncio.create_task(slow(9))
        await begun.wait()
        await trail.append(a_fact(first))
        go.set()
        with pytest.raises(Transient):
            await waiting
    assert trail.follow(case_chain("vu-1")).seq == 2


async def test_a_crowd_on_one_chain_makes_no_fork_and_no_gap(trail: Trail) -> None:
    await asyncio.gather(*(persistent(lambda n=n: trail.append(a_fact(n, note=str(n)))) for n in range(1, 25)))
    assert trail.follow(case_chain("vu-1")).seq == 24
    assert {row["note"] for row in trail.rows(case_chain("vu-1"))} == {str(number) for number in range(1, 25)}


async def test_the_next_place_is_found_with_one_look_however_long_the_chain_is(trail: Trail) -> None:
    for start in range(0, 3_000, 500):
        await trail.append(*(a_fact(number) for number in range(start, start + 500)))
    trail.sister.command({"profile": 2})
    await trail.append(a_fact(1), a_fact(1, "vu-2"))
    trail.sister.command({"profile": 0})
    (asked,) = trail.sister["system.profile"].find({"command.aggregate": ENTRIES})
    assert asked["keysExamined"] <= 5
    assert asked.get("docsExamined", 0) <= 2


async def test_a_read_of_an_author_is_on_record_with_role_and_reason(trail: Trail) -> None:
    async def read(reason: str, case_id: str | None) -> None:
        async with trail.kit.plain_work.once(()) as transaction:
            await record_read(transaction, "k1", "can-bo-1", "officer", reason, AT, case_id)

    await read("xác minh", "vu-1")
    await read("xác minh", None)
    for name in (case_chain("vu-1"), SYSTEM):
        (row,) = trail.rows(name)
        assert (row["kind"], row["role"], row["reason"]) == ("author-revealed", "officer", "xác minh")
    with pytest.raises(UnsoundFact):
        await read(" ", "vu-1")


async def test_anchors_hold_every_head_that_moved_and_nothing_twice(trail: Trail) -> None:
    await trail.append(a_fact(1), a_fact(2), a_fact(1, "vu-2"))
    await trail.append(a_fact(3))
    assert await trail.anchoring.drop() == 2
    assert await trail.anchoring.drop() == 0
    await trail.append(a_fact(4))
    assert await trail.anchoring.drop() == 1
    first, second = trail.anchors()
    assert [(leaf["chain"], leaf["seq"]) for leaf in first["leaves"]] == [("case/vu-1", 3), ("case/vu-2", 1)]
    assert [(leaf["chain"], leaf["seq"]) for leaf in second["leaves"]] == [("case/vu-1", 4)]
    assert second["prev"] == first["hash"]


async def test_of_two_replicas_one_anchors_and_even_without_the_lease_there_is_no_fork(trail: Trail) -> None:
    await trail.append(a_fact(1))
    ttl = timedelta(seconds=5)
    office = LeaseOffice(trail.kit.store, ttl)
    both = [
        Anchoring(trail.kit.store, HeldLease(office, "audit-anchors", holder, ttl), lambda: AT, every=0.05)
        for holder in ("a", "b")
    ]
    tasks = [asyncio.create_task(one.run()) for one in both]
    for number in range(2, 6):
        await trail.append(a_fact(number))
        await asyncio.sleep(0.1)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    anchored = [leaf["seq"] for anchor in trail.anchors() for leaf in anchor["leaves"]]
    assert anchored == sorted(set(anchored)), "none twice"
    assert anchored[-1] == 5
    await trail.append(a_fact(6))
    await asyncio.gather(*(trail.anchoring.drop() for _ in range(4)), return_exceptions=True)
    numbers = [anchor["_id"] for anchor in trail.anchors()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert all(
        later["prev"] == earlier["hash"] for earlier, later in zip(trail.anchors(), trail.anchors()[1:], strict=False)
    )


async def test_an_export_from_the_database_proves_itself(trail: Trail, tmp_path: Path) -> None:
    for number in range(1, 4):
        await trail.append(a_fact(number), a_fact(number, "vu-2"))
        await trail.anchoring.drop()
    # Killed between the anchor and the tidying up: what moved is anchored once more.
    await trail.append(a_fact(4))
    (moved,) = trail.corner.database[UNANCHORED].find()
    await trail.anchoring.drop()
    trail.corner.database[UNANCHORED].insert_one(moved)
    await trail.anchoring.drop()
    await trail.append(a_fact(5))
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "01.docx").write_bytes(b"x")
    path = await trail.export(tmp_path, letters=tmp_path / "letters")
    verdict = verify(path, Demand(trail.anchors()[-1]["hash"]))
    assert (verdict.manifest.entries.count, verdict.contents.covers, verdict.mark.reach) == (5, 4, 4)
    assert verdict.manifest.entries.head == trail.rows(case_chain("vu-1"))[-1]["_id"]
    assert names(tmp_path) == ["letters", "x.zip"]


async def test_an_entry_changed_in_the_database_is_never_exported_as_whole(trail: Trail, tmp_path: Path) -> None:
    await trail.append(a_fact(1), a_fact(2), a_fact(3))
    trail.sister[ENTRIES].update_one({"chain": "case/vu-1", "seq": 2}, {"$set": {"reason": "khác"}})
    with pytest.raises(Broken, match="dòng 2: mục nội dung không khớp"):
        await trail.export(tmp_path)
    assert names(tmp_path) == [], "no half export is left"


async def test_the_command_exports_what_the_service_has_written(
    trail: Trail, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setenv("HAICHIEU_MONGO_URL", trail.corner.servers.mongod.url)
    monkeypatch.setattr("casework.audit_export.export_to_file.__defaults__", (trail.corner.database.name,))
    await trail.append(a_fact(1), a_fact(2))
    path, key = str(tmp_path / "x.zip"), tmp_path / "key.pem"
    key.write_bytes(Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    assert await asyncio.to_thread(main, ["audit", "export", "vu-1", "-o", path, "--sign", str(key)]) == 0
    assert trail.rows(case_chain("vu-1"))[-1]["_id"] in capsysbinary.readouterr().out.decode()
    assert names(tmp_path) == ["key.pem", "x.zip", "x.zip.sig"]
    assert main(["audit", "verify", path]) == 0
    assert await asyncio.to_thread(main, ["audit", "export", "none", "-o", path]) == 2
    assert "mã vụ việc" in capsysbinary.readouterr().err.decode()
    trail.sister[ENTRIES].update_one({"seq": 2}, {"$set": {"actor": "x"}})
    assert await asyncio.to_thread(main, ["audit", "export", "vu-1", "-o", path]) == 1
    assert "KHÔNG NGUYÊN VẸN" in capsysbinary.readouterr().out.decode()


async def test_without_a_database_the_export_says_so(tmp_path: Path) -> None:
    with pytest.raises(CannotReachMongo):
        await export_to_file(
            Wish("case/x", tmp_path / "x.zip"), f"mongodb://127.0.0.1:{free_ports(1)[0]}/?serverSelectionTimeoutMS=300"
        )
