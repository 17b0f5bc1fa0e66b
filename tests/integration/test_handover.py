"""The day on which a body ends, on the real MongoDB: two replicas look, and each case is handed over once."""

import asyncio
import json
from dataclasses import replace
from datetime import date, datetime

from tests.servers import LIVE, Corner

from casework.domain.clocks.phrases import VIETNAM
from casework.domain.directory import UNIT, Body, Directory
from casework.store.documents import case_of
from casework.store.indexes import INDEXES
from casework.store.work import CaseworkWork
from casework.testing import CAM_DUONG, PROVINCE, a_sighting, the_means
from casework.usecases.following import follow_assessments
from casework.usecases.handing_over import hand_over
from shared.failures import Transient
from shared.kit import Kit
from shared.ops.ids import new_id

pytestmark = LIVE

OPENED = datetime(2026, 11, 25, 9, tzinfo=VIETNAM)
MIDNIGHT = datetime(2026, 12, 1, tzinfo=VIETNAM)
HEIR = Body("moi", "Công đoàn mới", UNIT, "moi@cong-doan.example", frozenset(), valid_from=date(2026, 12, 1))
ENDING = replace(CAM_DUONG, valid_to=date(2026, 11, 30), successor_id="moi")
ORPHAN = replace(CAM_DUONG, id="mo-coi", places=frozenset({"02647"}), valid_to=date(2026, 11, 30))


async def test_replicas_that_look_at_once_hand_each_case_over_once(corner: Corner) -> None:
    kit = Kit("casework", corner.platform(mongo_database=corner.database.name), INDEXES, CaseworkWork)
    means = replace(the_means(new_id), directory=Directory([PROVINCE, ENDING, ORPHAN, HEIR]))
    await kit.store.start()
    try:
        sightings = [
            a_sighting(message_id=new_id(), publication_id=new_id(), places=(place,))
            for place in ["02680"] * 60 + ["02647"] * 5
        ]
        await follow_assessments(sightings, kit.work, means, OPENED)

        async def look() -> None:
            for _ in range(60):
                try:
                    if not await hand_over(kit.work, means, MIDNIGHT):
                        return
                except Transient:
                    await asyncio.sleep(0.01)

        await asyncio.gather(*(look() for _ in range(4)))
        cases = [case_of(row) for row in corner.database["cases"].find()]
        assert sorted(case.unit.id for case in cases) == ["mo-coi"] * 5 + ["moi"] * 60
        assert {(case.unit.id, case.version, case.unit_ended) for case in cases} == {
            ("moi", 3, False),
            ("mo-coi", 3, True),
        }
        posted = corner.database["outbox"].find({"topic": "casework.notice-requested.v1"})
        told = [notice["subject_id"] for row in posted if (notice := json.loads(row["body"]))["kind"] == "handover"]
        assert sorted(told) == sorted(case.id for case in cases if case.unit.id == "moi")
        plan = corner.database["cases"].find({"held_by": {"$type": "string", "$in": ["cam-duong"]}}).explain()
        assert "COLLSCAN" not in json.dumps(plan, default=str)
    finally:
        await kit.store.stop()
