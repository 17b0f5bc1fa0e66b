"""What classify says of stories is kept as it was said last, and a page shows it as a sign, not as a fact."""

import dataclasses
from itertools import permutations

import pytest
from tests.unit.casework.console import MemoryViews, get

from casework.ports import StoryHeard
from casework.story_views import Relative
from casework.testing import AT, a_sighting, in_memory_works
from casework.usecases.grouping import follow_stories


def heard(version: int, *publications: str) -> StoryHeard:
    return StoryHeard(f"m{version}", "s", version, AT, publications, ())


@pytest.mark.parametrize("order", list(permutations((1, 2, 3))))
async def test_the_newest_counts_in_one_batch_and_in_several(order: tuple[int, ...]) -> None:
    stories = [heard(version, *"abc"[:version]) for version in order]
    at_once, one_by_one = in_memory_works(), in_memory_works()
    await follow_stories(stories, at_once)
    for story in stories:
        assert await follow_stories([story], one_by_one) == {story.message_id}
    for works in (at_once, one_by_one):
        assert works.table("stories")["s"].publications == ("a", "b", "c")
    assert await follow_stories([heard(3)], at_once) == frozenset(), "heard before"


class RelatedViews(MemoryViews):
    def __init__(self, *relatives: Relative) -> None:
        super().__init__(a_sighting())
        self._relatives = relatives

    async def case(self, *asked: object) -> object:
        return dataclasses.replace(await super().case(*asked), relatives=self._relatives)  # type: ignore[arg-type]


async def test_the_page_shows_what_may_tell_the_same() -> None:
    other = Relative("Vụ <khác>", sure=True, case_id="case-2", status="verification-requested")
    waiting = Relative("Bài chờ", sure=False, outlet_name="Báo A", address="https://bao.example/1")
    odd = Relative("Bài lạ", sure=True, outlet_name="Báo B", address="javascript:alert(1)")
    page = (await get(RelatedViews(other, waiting, odd), "/cases/publication-1")).text
    assert "Có thể cùng một sự việc" in page
    assert '<a href="/cases/case-2">Vụ &lt;khác&gt;</a>' in page
    assert "kể cùng sự việc" in page
    assert "có phần giống" in page
    assert '<a href="https://bao.example/1" rel="noreferrer noopener">Bài chờ</a>' in page
    assert "javascript:" not in page
    assert "không tự nhập hồ sơ nào" in page


async def test_without_any_the_page_is_silent() -> None:
    assert "Có thể cùng một sự việc" not in (await get(RelatedViews(), "/cases/publication-1")).text
