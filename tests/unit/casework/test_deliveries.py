"""What became of a notice: in whatever order it is heard, and of whatever case."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest

from casework.ports import DeliveryChange
from casework.testing import AT
from casework.usecases.following import UnknownNotice
from shared.cause import Cause

CASE, NOTICE = "id-001", "id-002"
LIFE = [("bounced", 1, 1), ("sent", 1, 3), ("bounced", 2, 2), ("sent", 2, 5)]
"""State, attempt, minute: the newest is of the last attempt, and of that the latest."""


def heard(id_: str, state: str = "sent", version: int = 1, minute: int = 0, **other: str) -> DeliveryChange:
    return DeliveryChange(
        id_,
        Cause("journey-1", id_),
        other.get("case_id", CASE),
        other.get("notice_id", NOTICE),
        state,
        version,
        AT + timedelta(minutes=minute),
        "250 OK",
    )


async def test_a_delivery_is_written_into_its_case(office: Any, create_telling: Any) -> None:
    await office.assess(create_telling(1))
    assert await office.deliver(heard("d1")) == {"d1"}
    assert office.cases[0].asked.state == "sent"
    assert office.kinds()[-1] == "notice-sent"


async def test_two_deliveries_of_one_case_in_one_batch_are_both_written(office: Any, create_telling: Any) -> None:
    await office.assess(create_telling(1))
    await office.deliver(heard("d1", "bounced"), heard("d2", minute=1))
    assert office.kinds()[-2:] == ["notice-bounced", "notice-sent"]
    assert office.cases[0].version == 4


@pytest.mark.parametrize("at_once", [True, False], ids=["one batch", "one by one"])
@pytest.mark.parametrize("order", list(permutations(range(len(LIFE)))))
async def test_in_whatever_order_the_newest_stands_and_the_timeline_is_by_time(
    office: Any, create_telling: Any, order: Sequence[int], at_once: bool
) -> None:
    await office.assess(create_telling(1))
    steps = [heard(f"d{number}", *LIFE[number]) for number in order]
    for batch in [steps] if at_once else [[step] for step in steps]:
        await office.deliver(*batch)
    assert (office.cases[0].asked.state, office.cases[0].asked.version) == ("sent", 2)
    lines = sorted(office.works.table("timeline").values(), key=lambda line: (line["at"], line["step"]))
    told = [line["kind"] for line in lines if line["kind"] in ("notice-sent", "notice-bounced")]
    assert told == ["notice-bounced", "notice-bounced", "notice-sent", "notice-sent"]


@pytest.mark.parametrize("stranger", [{"case_id": "no-such-case"}, {"notice_id": "no-such-notice"}])
async def test_what_no_case_has_asked_is_refused_with_the_cure(
    office: Any, create_telling: Any, stranger: dict[str, str]
) -> None:
    await office.assess(create_telling(1))
    with pytest.raises(UnknownNotice, match=r"no-such-.*replay this record"):
        await office.deliver(heard("d0", **stranger), heard("d1"))
    assert office.cases[0].asked.state == "", "nothing of the transaction stays"
