"""Long lists: what is shown, of how many, and the way to the rest."""

from dataclasses import replace

import pytest
from tests.unit.casework.console import MemoryViews, get

from casework.store.case_list import ROWS, Question
from casework.testing import a_sighting
from casework.views import LINES, TOLD, Stretch


def many_cases(number: int) -> MemoryViews:
    return MemoryViews(*(a_sighting(publication_id=f"case-{place:03d}") for place in range(number)))


async def test_the_first_page_says_how_many_of_how_many_and_leads_to_older_ones() -> None:
    page = (await get(many_cases(ROWS + 7), "/")).text
    assert f"{ROWS} vụ việc đầu tiên" in page
    assert f"trong {ROWS + 7} vụ việc" in page
    assert f'href="/?truoc=case-{ROWS - 1:03d}"' in page


async def test_what_fits_on_one_page_leads_nowhere() -> None:
    page = (await get(many_cases(ROWS), "/")).text
    assert "truoc=" not in page
    assert f"Tất cả {ROWS} vụ việc" in page


async def test_an_older_page_leads_back_and_an_empty_one_says_so() -> None:
    views = many_cases(3)
    page = (await get(views, "/?truoc=case-007")).text
    assert views.question.after == "case-007"
    assert "3 vụ việc tiếp theo" in page
    assert "← Về đầu danh sách" in page
    empty = (await get(MemoryViews(), "/?truoc=x")).text
    assert "Không còn vụ việc nào sau đó" in empty
    assert "Chưa có vụ việc nào" not in empty


async def test_filters_stand_in_the_address_and_are_kept_from_page_to_page() -> None:
    views = many_cases(ROWS + 1)
    page = (await get(views, "/?buoc=verifying&khan=high&han=overdue&xep=due&tim=l%C6%B0%C6%A1ng&don-vi=u1")).text
    asked = views.question
    assert (asked.filters.status, asked.filters.unit, asked.filters.text) == ("verifying", "u1", "lương")
    assert (asked.urgency, asked.due, asked.order) == ("high", "overdue", "due")
    kept = "/?buoc=verifying&amp;don-vi=u1&amp;khan=high&amp;han=overdue&amp;tim=l%C6%B0%C6%A1ng&amp;xep=due&amp;truoc="
    assert f'href="{kept}' in page
    for chosen in ("verifying", "u1", "high", "overdue", "due"):
        assert f'value="{chosen}" selected' in page
    assert "Bỏ lọc" in page


async def test_a_word_that_is_no_choice_filters_nothing() -> None:
    views = many_cases(1)
    page = (await get(views, "/?buoc=x&khan=%00&han=1&xep=%27&tim=%20")).text
    assert views.question == Question()
    assert "Bỏ lọc" not in page


async def test_an_empty_list_says_whether_the_filter_is_why() -> None:
    assert "không có vụ việc nào khớp bộ lọc" in (await get(MemoryViews(), "/?han=overdue")).text.lower()
    assert "không có vụ việc nào đang có hạn" in (await get(MemoryViews(), "/?xep=due")).text.lower()


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
