"""From judged publications to cases."""

from typing import Any

import pytest

from casework.testing import CAM_DUONG, PROVINCE
from shared.failures import Transient

NOTICES, STATES = "casework.notice-requested.v1", "casework.case-state.v1"


async def test_a_relevant_publication_opens_a_case_and_asks_its_unit(office: Any, create_telling: Any) -> None:
    assert await office.assess(create_telling(1)) == {"m1"}
    (case,) = office.cases
    assert (case.unit, case.version) == (CAM_DUONG, 2)
    (notice,) = office.events(NOTICES)
    assert notice["subject_id"] == case.id
    assert notice["recipient"] == {
        "body_id": "cam-duong",
        "name": CAM_DUONG.name,
        "channel": "email",
        "address": CAM_DUONG.address,
    }
    assert (notice["correlation_id"], notice["causation_id"]) == ("journey-1", "m1")
    assert "mục tiêu nội bộ" in notice["due_basis"], "the mail must not call it a legal time limit"
    assert office.kinds() == ["opened", "notice-requested"]


async def test_the_current_state_is_published_once_per_save(office: Any, create_telling: Any) -> None:
    await office.assess(create_telling(1), create_telling(2))
    (state,) = office.events(STATES)
    assert state["subject_version"] == 3
    assert [told["publication_id"] for told in state["publications"]] == ["p1", "p2"]


async def test_a_copy_in_the_same_batch_joins_the_case_and_asks_nobody_again(office: Any, create_telling: Any) -> None:
    await office.assess(create_telling(1), create_telling(2), create_telling(3, story=2))
    assert [(told.publication_id, told.number) for told in office.told] == [("p1", 1), ("p2", 2), ("p3", 1)]
    assert [case.told_count for case in office.cases] == [2, 1]
    assert len(office.events(NOTICES)) == 2


async def test_a_copy_in_a_later_batch_joins_the_case(office: Any, create_telling: Any) -> None:
    await office.assess(create_telling(1))
    await office.assess(create_telling(2))
    (case,) = office.cases
    assert [told.outlet_name for told in office.told] == ["Báo 1", "Báo 2"]
    assert (case.told_count, case.version) == (2, 3)
    assert len(office.events(NOTICES)) == 1


async def test_short_texts_without_a_signature_each_open_a_case(office: Any, create_telling: Any) -> None:
    await office.assess(create_telling(1, encoded_signature=""), create_telling(2, encoded_signature=""))
    assert len(office.cases) == 2


@pytest.mark.parametrize("relevant", ["no", "unsure"])
async def test_only_what_is_surely_relevant_opens_a_case(office: Any, create_telling: Any, relevant: str) -> None:
    assert await office.assess(create_telling(1, relevant=relevant)) == {"m1"}
    assert office.cases == []
    assert office.works.outbox == []
    assert list(office.works.table("sightings")) == ["m1"], "what was seen is kept"


async def test_an_irrelevant_copy_of_a_case_is_not_attached(office: Any, create_telling: Any) -> None:
    await office.assess(create_telling(1), create_telling(2, relevant="no"))
    assert (len(office.told), office.cases[0].told_count) == (1, 1)


async def test_a_story_without_a_known_place_goes_to_the_province(office: Any, create_telling: Any) -> None:
    await office.assess(create_telling(1, places=()))
    assert office.cases[0].unit == PROVINCE


async def test_a_message_handled_before_has_no_effect(office: Any, create_telling: Any) -> None:
    await office.assess(create_telling(1))
    before = dict(office.works.tables)
    assert await office.assess(create_telling(1)) == frozenset()
    assert len(office.works.outbox) == 4
    assert office.works.tables == before


async def test_a_redelivered_batch_handles_only_what_is_new(office: Any, create_telling: Any) -> None:
    await office.assess(create_telling(1))
    assert await office.assess(create_telling(1), create_telling(2, story=2)) == {"m2"}
    assert len(office.cases) == 2


async def test_the_same_publication_assessed_twice_in_one_batch_is_told_once(office: Any, create_telling: Any) -> None:
    again = create_telling(1, message_id="m1-again")
    assert await office.assess(create_telling(1), again) == {"m1", "m1-again"}
    assert [case.told_count for case in office.cases] == [1]
    assert len(office.events(NOTICES)) == 1


async def test_a_short_publication_assessed_twice_in_one_batch_opens_one_case(office: Any, create_telling: Any) -> None:
    once, again = (create_telling(1, encoded_signature="", message_id=id_) for id_ in ("m1", "m2"))
    await office.assess(once, again)
    assert len(office.cases) == 1


async def test_a_publication_assessed_again_later_changes_nothing(office: Any, create_telling: Any) -> None:
    await office.assess(create_telling(1))
    await office.change("c1", "p1", "edited")
    version = office.cases[0].version
    await office.assess(create_telling(1, message_id="m1-again"))
    assert office.cases[0].version == version, "its edit is not told a second time"


async def test_when_nothing_can_be_stored_nothing_is_announced(office: Any, create_telling: Any) -> None:
    office.works.failures.append(Transient("MongoDB: away"))
    with pytest.raises(Transient):
        await office.assess(create_telling(1))
    assert office.works.outbox == []
    assert await office.assess(create_telling(1)) == {"m1"}


async def test_the_timeline_begins_with_the_capture_and_the_judgement(office: Any, create_telling: Any) -> None:
    await office.assess(create_telling(1))
    kinds = {row["kind"] for row in office.works.table("timeline").values()}
    assert kinds == {"captured", "assessed", "opened", "notice-requested"}
