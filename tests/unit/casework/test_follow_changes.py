"""What happens to a case afterwards: edits, removals, deliveries."""

from typing import Any

from casework.ports import DeliveryChange
from casework.testing import AT
from shared.cause import Cause


def sent(id_: str, case_id: str, state: str = "sent") -> DeliveryChange:
    return DeliveryChange(id_, Cause("journey-1", id_), case_id, state, AT, "250 OK")


async def test_an_edit_is_marked_in_its_case(office: Any, create_telling: Any) -> None:
    await office.assess(create_telling(1), create_telling(2))
    assert await office.change("c1", "p2", "edited") == {"c1"}
    (case,) = office.cases
    assert [told.state for told in case.told] == ["as captured", "edited"]
    assert office.kinds()[-1] == "publication-edited"


async def test_a_removal_that_comes_before_the_assessment_is_known_to_the_case(
    office: Any, create_telling: Any
) -> None:
    await office.change("c2", "p1", "removed", minutes=2)
    await office.change("c1", "p1", "edited", minutes=1)
    assert office.works.outbox == []
    await office.assess(create_telling(1))
    (case,) = office.cases
    assert case.told[0].state == "removed"
    assert office.kinds() == ["opened", "notice-requested", "publication-edited", "publication-removed"]


async def test_a_change_known_before_the_copy_is_attached_is_not_lost_either(office: Any, create_telling: Any) -> None:
    await office.assess(create_telling(1))
    await office.change("c1", "p2", "removed")
    await office.assess(create_telling(2))
    assert [told.state for told in office.cases[0].told] == ["as captured", "removed"]


async def test_a_change_of_what_no_case_tells_is_only_remembered(office: Any) -> None:
    assert await office.change("c1", "p9", "edited") == {"c1"}
    assert list(office.works.table("publication_changes")) == ["c1"]
    assert office.works.outbox == []


async def test_a_change_delivered_twice_is_marked_once(office: Any, create_telling: Any) -> None:
    await office.assess(create_telling(1))
    await office.change("c1", "p1", "edited")
    assert await office.change("c1", "p1", "edited") == frozenset()
    assert office.kinds().count("publication-edited") == 1


async def test_a_delivery_is_written_into_its_case(office: Any, create_telling: Any) -> None:
    await office.assess(create_telling(1))
    case_id = office.cases[0].id
    assert await office.deliver(sent("d1", case_id)) == {"d1"}
    assert office.cases[0].notice_state == "sent"
    assert office.kinds()[-1] == "notice-sent"


async def test_two_deliveries_of_one_case_in_one_batch_are_both_written(office: Any, create_telling: Any) -> None:
    await office.assess(create_telling(1))
    case_id = office.cases[0].id
    await office.deliver(sent("d1", case_id, "bounced"), sent("d2", case_id))
    assert office.kinds()[-2:] == ["notice-bounced", "notice-sent"]
    assert office.cases[0].version == 4


async def test_a_delivery_for_an_unknown_case_disturbs_no_other(office: Any, create_telling: Any) -> None:
    await office.assess(create_telling(1))
    assert await office.deliver(sent("d0", "no-such-case"), sent("d1", office.cases[0].id)) == {"d0", "d1"}
    assert office.cases[0].notice_state == "sent"
