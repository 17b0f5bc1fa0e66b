"""Reports as they are read: page by page, one of them, the cases behind a figure."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

from casework.access.policy import Scope
from casework.correspondence.refusals import NotThere
from casework.domain.reporting.report import Counted, Report
from casework.store.asking import asking
from casework.store.report_documents import counted_of, report_of
from casework.store.reports import FIGURES, REPORTS
from casework.store.scoping import within
from shared.store.client import Store
from shared.store.driver import ASCENDING, DESCENDING, Document

Part = Literal["now", "year_before"]


class ReportPages:
    """Raises Transient; NotThere, also for a report that is not to be seen."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def reports(self, scope: Scope, after: tuple[str, str] | None, limit: int) -> Sequence[Report]:
        """The latest period first. `after`: last day of the period and id of the one before."""
        asked: list[Document] = [within(scope)]
        if after:
            asked.append({"$or": [{"last": {"$lt": after[0]}}, {"last": after[0], "_id": {"$gt": after[1]}}]})
        with asking():
            rows = self._store.collection(REPORTS).find({"$and": asked})
            ordered = rows.sort([("last", DESCENDING), ("_id", ASCENDING)]).limit(limit)
            return [report_of(row) async for row in ordered]

    async def report(self, scope: Scope, report_id: str) -> Report:
        with asking():
            row = await self._store.collection(REPORTS).find_one(within(scope) | {"_id": report_id})
        if row is None:
            raise NotThere("Không có báo cáo này. Kiểm tra lại địa chỉ, hoặc tìm trong danh sách.")
        return report_of(row)

    async def figures(self, report_id: str) -> Counted:
        with asking():
            rows = self._store.collection(FIGURES).find({"report_id": report_id}).sort("_id", ASCENDING)
            return counted_of([row async for row in rows])

    async def confidential(self, report_id: str) -> int:
        """How many of the cases that were counted are confidential now: told as a number, never by name."""
        wanted = {"report_id": report_id, "part": "now", "key": "cases"}
        with asking():
            row = await self._store.collection(FIGURES).find_one(wanted)
            among = {"_id": {"$in": row["cases"] if row else []}, "confidentiality": "confidential"}
            return await self._store.collection("cases").count_documents(among)

    async def issued(self, last: date) -> Mapping[str, str]:
        """Of that period, how far each unit's own report has come, by unit: draft, approved, issued."""
        with asking():
            asked = {"last": last.isoformat(), "whole": False}
            rows = self._store.collection(REPORTS).find(asked, {"unit.id": 1, "state": 1}).sort("_id", ASCENDING)
            found = [(row["unit"]["id"], row["state"]) async for row in rows]
        best = {state: place for place, state in enumerate(("draft", "approved", "issued"))}
        return dict(sorted(found, key=lambda one: best[one[1]]))

    async def behind(self, cases: Scope, report_id: str, part: Part, key: str, after: str, limit: int) -> Sequence[str]:
        """Ids of the cases behind a figure that may be seen, in order."""
        with asking():
            wanted = {"report_id": report_id, "part": part, "key": key}
            row = await self._store.collection(FIGURES).find_one(wanted)
            if row is None:
                raise NotThere(f"Báo cáo này không có số liệu “{key}”. Xem các mã trong báo cáo.")
            known = [case_id for case_id in row["cases"] if case_id > after]
            asked = {"$and": [within(cases), {"_id": {"$in": known}}]}
            rows = self._store.collection("cases").find(asked, {"_id": 1}).sort("_id", ASCENDING).limit(limit)
            return [row["_id"] async for row in rows]
