"""Long lists: what is shown, of how many, and the way to the rest."""

from dataclasses import replace

import pytest
from tests.unit.casework.console import MemoryViews, get

from casework.testing import a_sighting
from casework.views import CASES, LINES, TOLD, Stretch


def many_cases(number: int) -> MemoryViews:
    return MemoryViews(*(a_sighting(publication_id=f"case-{place:03d}") for place in range(number)))


async def test_the_first_page_says_how_many_of_how_many_and_leads_to_older_ones() -> None:
    page = (await get(many_cases(CASES + 7), "/")).text
    assert f"{CASES} vụ việc mới nhất" in page
    assert f"trong {CASES + 7} vụ việc" in page
    assert f'href="/?truoc=case-{CASES - 1:03d}"' in page


async def test_what_fits_on_one_page_leads_nowhere() -> None:
    page = (await get(many_cases(CASES), "/")).text
    assert "truoc=" not in page
    assert f"Tất cả {CASES} vụ việc" in page


async def test_an_older_page_leads_back_and_an_empty_one_says_so() -> None:
    views = many_cases(3)
    page = (await get(views, "/?truoc=case-007")).text
    assert views.before == "case-007"
    assert "3 vụ việc tiếp theo, cũ hơn" in page
    assert "← Vụ việc mới nhất" in page
    empty = (await get(MemoryViews(), "/?truoc=x")).text
    assert "Không còn vụ việc nào cũ hơn" in empty
    assert "Chưa có vụ việc nào" not in empty


def a_long_case(copies: int) -> MemoryViews:
    views = MemoryViews(a_sighting())
    case, [told], lines = views.pages["publication-1"]
    views.pages[case.id] = (
        replace(case, told_count=copies),
        [replace(told, publication_id=f"p{number}", number=number) for number in range(1, copies + 1)],
        [lines[0] | {"_id": str(number)} for number in range(3 * copies)],
    )
    return views


async def test_a_case_with_thousands_of_copies_shows_a_stretch_of_each_list() -> None:
    views = a_long_case(5_000)
    page = (await get(views, "/cases/publication-1")).text
    assert f"Bài 1–{TOLD} trong 5.000" in page
    assert f"Dòng 1–{LINES} trong 15.000" in page
    assert page.count("như khi thu thập") == TOLD
    assert page.count('<li class="captured">') == LINES
    assert f'href="?bai={TOLD + 1}&amp;dong=1#bai"' in page
    assert "← Trước" not in page


async def test_the_lists_are_turned_one_by_one() -> None:
    page = (await get(a_long_case(5_000), f"/cases/publication-1?bai={TOLD + 1}&dong={2 * LINES + 1}")).text
    assert f"Bài {TOLD + 1}–{2 * TOLD} trong 5.000" in page
    assert f"Dòng {2 * LINES + 1}–{3 * LINES} trong 15.000" in page
    assert f'href="?bai=1&amp;dong={2 * LINES + 1}#bai"' in page
    assert f'href="?dong={LINES + 1}&amp;bai={TOLD + 1}#dong"' in page


@pytest.mark.parametrize("nonsense", ["", "-1", "x", "1e9", "٣", "99999999999999999999", "²"])
async def test_nonsense_in_the_address_is_the_beginning(nonsense: str) -> None:
    page = await get(a_long_case(60), f"/cases/publication-1?bai={nonsense}&dong={nonsense}")
    assert page.status_code == 200
    assert f"Bài 1–{TOLD} trong 60" in page.text


async def test_a_short_case_shows_all_and_no_way_to_turn() -> None:
    page = (await get(MemoryViews(a_sighting()), "/cases/publication-1")).text
    assert "(1 bài)" in page
    assert "(4 dòng, cũ nhất ở trên)" in page
    assert "Tiếp →" not in page


def test_a_stretch_knows_its_neighbours() -> None:
    rows = [{}] * 50
    assert (Stretch(rows, 1, 120, 50).before, Stretch(rows, 1, 120, 50).after) == (None, 51)
    assert (Stretch(rows, 51, 120, 50).before, Stretch(rows, 51, 120, 50).after) == (1, 101)
    assert (Stretch(rows[:20], 101, 120, 50).before, Stretch(rows[:20], 101, 120, 50).after) == (51, None)
    assert Stretch(rows, 20, 120, 50).before == 1
    assert (Stretch([], 1, 0, 50).before, Stretch([], 1, 0, 50).after) == (None, None)
