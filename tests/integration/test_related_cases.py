"""The page of a case shows what else may tell the same, to those who may see it."""

from collections.abc import AsyncIterator

import pytest_asyncio
from tests.servers import LIVE, Corner

from casework.access.policy import Permission, Scope, scope_of
from casework.access.who import Who
from casework.domain.roles import Role
from casework.ports import StoryHeard
from casework.store.indexes import INDEXES
from casework.store.work import CaseworkWork
from casework.story_views import Relative
from casework.testing import AT, CAM_DUONG, a_sighting, the_means
from casework.usecases.following import follow_assessments
from casework.usecases.grouping import follow_stories
from casework.views import Views
from shared.kit import Kit
from shared.ops.ids import new_id

pytestmark = LIVE

WATCH = Who("account-1", "mai", "Mai", Role.WATCH_OFFICER)
UNIT = Who("account-2", "hoa", "Hoa", Role.UNIT_OFFICER, unit_id=CAM_DUONG.id)


class Files:
    """Casework's database, with one case for each relevant publication."""

    def __init__(self, corner: Corner) -> None:
        self.corner = corner
        self.kit = Kit("casework", corner.platform(mongo_database=corner.database.name), INDEXES, CaseworkWork)
        self.views = Views(self.kit.store)

    async def see(self, publication: str, relevant: str = "yes") -> str:
        """The id of its case, if it has one."""
        sighting = a_sighting(
            message_id=new_id(), publication_id=publication, title=f"Bài {publication}", relevant=relevant
        )
        await follow_assessments([sighting], self.kit.work, the_means(new_id), AT)
        told = self.corner.database["told"].find_one({"_id": publication})
        return told["case_id"] if told else ""

    async def hear(self, version: int, publications: str, maybe: str = "", name: str = "s") -> None:
        story = StoryHeard(new_id(), name, version, AT, tuple(publications.split()), tuple(maybe.split()))
        await follow_stories([story], self.kit.work)

    async def related(self, case_id: str, who: Who = WATCH) -> list[Relative]:
        page = await self.views.case(scope(who), case_id)
        return list(page.relatives)


def scope(who: Who) -> Scope:
    found = scope_of(who, Permission.READ_CASES)
    assert found is not None
    return found


@pytest_asyncio.fixture(loop_scope="session")
async def files(corner: Corner) -> AsyncIterator[Files]:
    made = Files(corner)
    await made.kit.store.start()
    yield made
    await made.kit.store.stop()


async def test_other_cases_of_the_story_are_shown_and_nothing_is_merged(files: Files) -> None:
    one, two, three = await files.see("a"), await files.see("b"), await files.see("c")
    await files.see("x")
    await files.hear(1, "a b", maybe="c")
    assert await files.related(one) == [
        Relative("Bài b", sure=True, case_id=two, status="verification-requested"),
        Relative("Bài c", sure=False, case_id=three, status="verification-requested"),
    ]
    assert [(one.title, one.sure) for one in await files.related(two)] == [("Bài a", True), ("Bài c", False)]
    assert files.corner.database["cases"].count_documents({"told_count": 1}) == 4


async def test_publications_that_wait_for_a_person_are_shown_to_those_who_see_everything(files: Files) -> None:
    case_id = await files.see("a")
    await files.see("u", relevant="unsure")
    await files.see("n", relevant="no")
    await files.hear(1, "a u n")
    assert [(one.title, one.case_id, one.sure) for one in await files.related(case_id)] == [("Bài u", "", True)]
    assert await files.related(case_id, UNIT) == []


async def test_a_case_that_the_reader_may_not_see_is_not_told_of(files: Files) -> None:
    own, other = await files.see("a"), await files.see("b")
    await files.hear(1, "a b")
    files.corner.database["cases"].update_one({"_id": other}, {"$set": {"unit.id": "another-unit"}})
    assert await files.related(own, UNIT) == []
    assert len(await files.related(own)) == 1
    files.corner.database["cases"].update_one({"_id": other}, {"$set": {"unit.id": CAM_DUONG.id}})
    assert len(await files.related(own, UNIT)) == 1
    files.corner.database["cases"].update_one({"_id": other}, {"$set": {"confidentiality": "confidential"}})
    assert await files.related(own, UNIT) == []


async def test_what_was_merged_by_people_is_no_longer_suggested(files: Files) -> None:
    one, two = await files.see("a"), await files.see("b")
    await files.hear(1, "a b")
    database = files.corner.database["cases"]
    database.update_one({"_id": two}, {"$set": {"life.merged_into": one}})
    database.update_one({"_id": one}, {"$set": {"life.absorbed": [two]}})
    assert await files.related(one) == []


async def test_the_newest_version_counts_in_whatever_order_they_come(files: Files) -> None:
    one = await files.see("a")
    await files.see("b")
    await files.hear(2, "a")
    await files.hear(1, "a b")
    assert await files.related(one) == []
    await files.hear(3, "a b")
    await files.hear(3, "a b")
    assert len(await files.related(one)) == 1


async def test_a_story_that_went_into_another_leaves_no_trace(files: Files) -> None:
    one = await files.see("a")
    await files.see("b")
    await files.hear(1, "a b", name="old")
    await files.hear(2, "", name="old")
    assert await files.related(one) == []
