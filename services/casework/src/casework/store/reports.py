"""Half-year reports in MongoDB, inside a transaction (port: casework.correspondence.reporting.ReportWork)."""

from casework.audit.facts import report_changed
from casework.domain.reporting.report import Counted, Report
from casework.store.audit import append
from casework.store.report_documents import counted_of, figure_documents, report_document, report_of
from casework.store.work import CaseworkWork
from shared.failures import Transient
from shared.store.client import Index
from shared.store.driver import ASCENDING, DESCENDING, IndexModel

REPORTS, FIGURES, PERIODS = "reports", "report_figures", "report_periods"
REPORT_INDEXES = (
    Index(REPORTS, IndexModel([("unit.id", ASCENDING), ("last", DESCENDING), ("_id", ASCENDING)])),
    Index(REPORTS, IndexModel([("last", DESCENDING), ("_id", ASCENDING)])),
    Index(FIGURES, IndexModel([("report_id", ASCENDING), ("_id", ASCENDING)])),
)


class MongoReportWork(CaseworkWork):
    """Cases and reports in one transaction."""

    async def report(self, report_id: str) -> Report | None:
        row = await self._transaction.collection(REPORTS).find_one({"_id": report_id}, session=self._session)
        return report_of(row) if row else None

    async def figures(self, report_id: str) -> Counted:
        rows = self._transaction.collection(FIGURES).find({"report_id": report_id}, session=self._session)
        return counted_of([row async for row in rows.sort("_id", ASCENDING)])

    async def reports_alike(self, report: Report) -> list[Report]:
        """Whoever asks for the same body and period in the same moment comes again."""
        span = {"unit.id": report.unit.id, "whole": report.whole, "last": report.period.last.isoformat()}
        name = f"{report.unit.id}:{report.whole}:{report.period.last}"
        touched = self._transaction.collection(PERIODS)
        await touched.update_one({"_id": name}, {"$inc": {"asked": 1}}, upsert=True, session=self._session)
        wanted = span | {"_id": {"$ne": report.id}}
        rows = self._transaction.collection(REPORTS).find(wanted, session=self._session)
        return [report_of(row) async for row in rows]

    async def freeze(self, report: Report, counted: Counted) -> None:
        await self._transaction.collection(REPORTS).insert_one(report_document(report), session=self._session)
        rows = figure_documents(report.id, counted)
        await self._transaction.collection(FIGURES).insert_many(rows, session=self._session)
        await self._record(report)

    async def keep_report(self, report: Report) -> None:
        before = {"_id": report.id, "version": report.version - len(report.changes)}
        row = report_document(report)
        replaced = await self._transaction.collection(REPORTS).replace_one(before, row, session=self._session)
        if not replaced.matched_count:
            raise Transient("a report was changed by somebody else meanwhile")
        await self._record(report)

    async def _record(self, report: Report) -> None:
        first = report.version - len(report.changes) + 1
        facts = [report_changed(report.id, place, change) for place, change in enumerate(report.changes, start=first)]
        await append(self._transaction, facts)
