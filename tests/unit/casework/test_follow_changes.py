"""What happens to the publications of a case afterwards: edits, removals."""

from typing import Any

from casework.outgoing import STATE_PUBLICATIONS


async def test_an_edit_is_marked_in_its_case(office: Any, create_telling: Any) -> None:
    await office.assess(create_telling(1), create_telling(2))
    assert await office.change("c1", "p2", "edited") == {"c1"}
    assert [told.state for told in office.told] == ["as captured", "edited"]
    assert office.kinds()[-1] == "publication-edited"


async def test_a_removal_that_comes_before_the_assessment_is_known_to_the_case(
    office: Any, create_telling: Any
) -> None:
    await office.change("c2", "p1", "removed", minutes=2)
    await office.change("c1", "p1", "edited", minutes=1)
    assert office.works.outbox == []
    await office.assess(create_telling(1))
    assert office.told[0].state == "removed"
    assert office.kinds() == ["opened", "notice-requested", "publication-edited", "publication-removed"]


async def test_a_change_known_before_the_copy_is_attached_is_not_lost_either(office: Any, create_telling: Any) -> None:
    await office.assess(create_telling(1))
    await office.change("c1", "p2", "removed")
    await office.assess(create_telling(2))
    assert [told.state for told in office.told] == ["as captured", "removed"]


async def test_a_change_of_what_no_case_tells_is_only_remembered(office: Any) -> None:
    assert await office.change("c1", "p9", "edited") == {"c1"}
    assert list(office.works.table("publication_changes")) == ["c1"]
    assert office.works.outbox == []


async def test_a_change_delivered_twice_is_marked_once(office: Any, create_telling: Any) -> None:
    await office.assess(create_telling(1))
    await office.change("c1", "p1", "edited")
    assert await office.change("c1", "p1", "edited") == frozenset()
    assert office.kinds().count("publication-edited") == 1


async def test_a_kind_newer_than_this_service_is_remembered_and_changes_nothing(
    office: Any, create_telling: Any
) -> None:
    await office.change("c1", "p1", "translated")
    await office.assess(create_telling(1))
    await office.change("c2", "p1", "translated")
    assert office.told[0].state == "as captured"
    assert office.kinds() == ["opened", "notice-requested"]


async def test_a_case_with_thousands_of_copies_announces_its_first_ones(office: Any, create_telling: Any) -> None:
    await office.assess(*(create_telling(number) for number in range(STATE_PUBLICATIONS + 30)))
    (case,) = office.cases
    assert case.told_count == STATE_PUBLICATIONS + 30
    await office.change("c1", f"p{STATE_PUBLICATIONS + 7}", "edited")
    state = office.events("casework.case-state.v1")[-1]
    assert [told["publication_id"] for told in state["publications"]] == [f"p{n}" for n in range(STATE_PUBLICATIONS)]
    assert [told.state for told in office.told].count("edited") == 1
