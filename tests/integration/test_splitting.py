"""A case is split on the real MongoDB: numbers, texts, both timelines and both audit chains, over API and console."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest_asyncio
from tests.forms import forms_of
from tests.house import House
from tests.servers import LIVE
from tests.unit.casework.life.test_splitting import alike

from casework.audit.chain import beginning, head_of, read_entry
from casework.audit.entry import Entry, case_chain
from casework.domain.roles import Role
from casework.http.api.app import PREFIX
from casework.store.audit import ENTRIES, SISTER, entry_of
from casework.store.work import CaseworkWork
from casework.testing import a_sighting
from casework.usecases.following import follow_assessments
from shared.ops.ids import new_id
from shared.store.unit_of_work import UnitOfWork

pytestmark = LIVE

BROWSER = {"accept": "text/html", "sec-fetch-site": "same-origin", "origin": "http://console.test"}
WHY = "Bài nói về công ty khác"
MANY = 120


class Floor:
    """One case of two texts that are alike, and whoever splits it."""

    def __init__(self, house: House, watch: httpx.AsyncClient) -> None:
        self.house, self.watch = house, watch
        self.works = UnitOfWork(house.store, CaseworkWork, lambda: None)
        self.name, self.case_id = new_id()[-12:], ""

    async def publish(self, *texts: int) -> list[str]:
        """Each with a text of its own kind; their ids. One after another as they arrive, in one batch."""
        salt = int(self.name[-6:], 16)
        ids = [new_id() for _ in texts]
        seen = [
            a_sighting(message_id=new_id(), publication_id=id_, encoded_signature=alike(kind, salt))
            for id_, kind in zip(ids, texts, strict=True)
        ]
        await follow_assessments(seen, self.works, self.house.desk.means(), self.house.now)
        return ids

    async def homes(self, ids: list[str]) -> dict[str, tuple[str, int]]:
        rows = self.house.store.collection("told").find({"_id": {"$in": ids}})
        return {row["_id"]: (row["case_id"], row["number"]) async for row in rows}

    async def version(self) -> int:
        found = (await self.watch.get(f"{PREFIX}/cases/{self.case_id}")).raise_for_status()
        return int(found.json()["version"])

    async def split(self, ids: list[str], **other: Any) -> httpx.Response:
        match = other.pop("match", None) or await self.version()
        headers = {"if-match": f'"{match}"'} | other.pop("headers", {})
        given = {"publication_ids": ids, "reason": WHY} | other
        return await self.watch.post(f"{PREFIX}/cases/{self.case_id}/split", json=given, headers=headers)

    async def trail(self, case_id: str) -> list[Entry]:
        """Every entry of a case's chain, each read as the verifier reads it."""
        rows = self.house.store.collection(ENTRIES, SISTER).find({"chain": case_chain(case_id)}).sort("seq", 1)
        head, found = beginning(case_chain(case_id)), [entry_of(row) async for row in rows]
        for entry in found:
            head = head_of(read_entry(entry.line(), head))
        return found


@pytest_asyncio.fixture(loop_scope="session")
async def floor(house: House) -> AsyncIterator[Floor]:
    yield Floor(house, await house.signed_in(Role.WATCH_OFFICER))


async def opened(floor: Floor, *texts: int) -> list[str]:
    ids = await floor.publish(*texts)
    ((floor.case_id, _),) = {(case_id, 0) for case_id, _ in (await floor.homes(ids)).values()}
    return ids


async def test_what_leaves_is_counted_found_and_told_of_in_its_own_case(floor: Floor) -> None:
    ids = await opened(floor, 1, 2, 1, 2, 1)
    answer = (await floor.split([ids[3], ids[1]])).raise_for_status().json()
    new = answer["links"][-1]["case_id"]
    old = floor.case_id
    wanted = [(old, 1), (new, 1), (old, 2), (new, 2), (old, 3)]
    assert await floor.homes(ids) == dict(zip(ids, wanted, strict=True))
    later = await floor.publish(2, 1)
    assert await floor.homes(later) == {later[0]: (new, 3), later[1]: (old, 4)}
    found = (await floor.watch.get(f"{PREFIX}/cases/{new}")).raise_for_status().json()
    assert (found["status"], found["publications"], found["links"][0]["case_id"]) == ("verification-requested", 3, old)
    lines = (await floor.watch.get(f"{PREFIX}/cases/{new}/timeline")).json()["items"]
    kinds = [line["kind"] for line in lines if line["publication_id"] in ids]
    assert sorted(kinds) == sorted([*["captured", "assessed", "publication-moved"] * 2, "notice-requested"])
    person = [line for line in lines if line["reason"] == WHY]
    assert {(line["role"], line["actor"]) for line in person} == {("watch-officer", person[0]["actor"])}


async def test_both_chains_say_who_moved_what_and_hold(floor: Floor) -> None:
    ids = await opened(floor, 1, 2)
    new = (await floor.split(ids[1:])).json()["links"][-1]["case_id"]
    old_trail, new_trail = await floor.trail(floor.case_id), await floor.trail(new)
    assert old_trail[-1].body["details"] == {"publication_ids": ids[1:]}
    assert [one.body["kind"] for one in new_trail] == ["opened", "publication-moved", "notice-requested"]
    assert {one.body["reason"] for one in (old_trail[-1], *new_trail)} == {WHY}


async def test_of_a_large_case_the_order_stays_and_no_number_is_left_out(floor: Floor) -> None:
    ids = await opened(floor, *[1] * MANY)
    gone = ids[10:60:5]
    (await floor.split(gone)).raise_for_status()
    homes = await floor.homes(ids)
    staying = [id_ for id_ in ids if id_ not in gone]
    assert [homes[id_] for id_ in staying] == [(floor.case_id, place) for place in range(1, len(staying) + 1)]
    assert [homes[id_][1] for id_ in gone] == list(range(1, len(gone) + 1))


async def test_refused_it_changes_nothing_and_says_what_to_do(floor: Floor) -> None:
    ids = await opened(floor, 1, 2)
    before, version = await floor.homes(ids), await floor.version()
    for given, status, told in (
        (ids, 422, "Phải còn ít nhất một bài"),
        (["khong-co"], 422, "không thuộc hồ sơ này"),
        ([], 422, ""),
    ):
        answer = await floor.split(given)
        assert (answer.status_code, told in answer.text) == (status, True), answer.text
    assert (await floor.split(ids[1:], match=version + 1)).status_code == 412
    assert (await floor.homes(ids), await floor.version()) == (before, version)


async def test_at_once_one_splits_and_the_other_is_told(floor: Floor) -> None:
    ids = await opened(floor, 1, 2, 2)
    version = await floor.version()
    answers = await asyncio.gather(*(floor.split([id_], match=version) for id_ in ids[1:]))
    assert sorted(answer.status_code for answer in answers) == [200, 412]
    homes = await floor.homes(ids)
    assert sorted(number for case_id, number in homes.values() if case_id == floor.case_id) == [1, 2]


async def test_sent_again_with_its_key_there_is_one_new_case(floor: Floor) -> None:
    ids = await opened(floor, 1, 2, 2)
    version, key = await floor.version(), {"idempotency-key": new_id()}
    first, again = [await floor.split(ids[1:], match=version, headers=key) for _ in range(2)]
    assert first.json() == again.json()
    assert len(first.json()["links"]) == 1


async def test_a_copy_that_arrives_meanwhile_is_in_one_of_the_two(floor: Floor) -> None:
    ids = await opened(floor, 1, 2, 2)
    version = await floor.version()

    async def one_more() -> list[str]:
        for _ in range(50):
            try:
                return await floor.publish(2)
            except Exception:  # noqa: BLE001  # whatever MongoDB says of two at once: the ladder comes again, so do we
                await asyncio.sleep(0.02)
        raise AssertionError

    answer, late = await asyncio.gather(floor.split(ids[1:], match=version), one_more())
    homes = await floor.homes([*ids, *late])
    assert len(homes) == 4
    for case_id in {case for case, _ in homes.values()}:
        numbers = sorted(number for case, number in homes.values() if case == case_id)
        assert numbers == list(range(1, len(numbers) + 1))
    assert answer.status_code in (200, 412)


async def test_the_form_offers_what_may_leave_and_takes_several(floor: Floor) -> None:
    floor.watch.headers.pop("x-csrf-token")
    ids = await opened(floor, 1, 2, 2)
    page = (await floor.watch.get(f"/cases/{floor.case_id}", headers=BROWSER)).text
    form = forms_of(page)["split"]
    assert form.options["publication_ids"] == ids
    path = form.action.partition("#")[0]
    unreasoned = await floor.watch.post(path, data=form.values | {"publication_ids": ids[1:]}, headers=BROWSER)
    assert unreasoned.status_code == 422
    kept = forms_of(unreasoned.text)["split"]
    assert kept.values["publication_ids"].split("\n") == ids[1:], "what was ticked stays ticked"
    given = kept.values | {"publication_ids": ids[1:], "reason": WHY}
    taken = await floor.watch.post(path, data=given, headers=BROWSER)
    assert taken.status_code == 303, taken.text
    assert (await floor.homes(ids))[ids[0]] == (floor.case_id, 1)
    after = (await floor.watch.get(taken.headers["location"], headers=BROWSER)).text
    assert "Đã ghi: Tách bài thành hồ sơ mới" in after
    assert "split" not in forms_of(after), "one publication is left: nothing can leave"
