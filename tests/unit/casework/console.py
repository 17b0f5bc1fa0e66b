"""The console over rows in memory."""

from collections.abc import Sequence
from typing import Any

import httpx
from starlette.applications import Starlette

from casework.domain.case import Case, Told, open_case
from casework.http.console import console_routes
from casework.store.documents import case_document, change_document, journey_documents, told_document
from casework.testing import AT, CAM_DUONG, CLOCKWORK
from casework.views import CASES, LINES, TOLD, CasePage, NoSuchCase, Row, Stretch


class MemoryViews:
    """What the pages ask of casework.views. `failure` is raised instead of an answer."""

    def __init__(self, *sightings: Any, failure: Exception | None = None) -> None:
        self.pages: dict[str, tuple[Case, list[Told], list[Row]]] = {}
        for sighting in sightings:
            case, told = open_case(sighting.publication_id, "notice-1", sighting, CAM_DUONG, CLOCKWORK, AT)
            lines = [*journey_documents(case.id, sighting), *map(change_document, case.changes)]
            self.pages[case.id] = case, [told], lines
        self.failure = failure
        self.before: str | None = None
        self.unsure = 1

    async def cases(self, before: str | None = None) -> tuple[Sequence[Row], bool]:
        self._fail()
        self.before = before
        rows = [case_document(case) for case, _, _ in self.pages.values()]
        return rows[:CASES], len(rows) > CASES

    async def case(self, case_id: str, first_told: int = 1, first_line: int = 1) -> CasePage:
        self._fail()
        if case_id not in self.pages:
            raise NoSuchCase(f"Không có vụ việc {case_id}.")
        case, told, lines = self.pages[case_id]
        lines = sorted(lines, key=lambda line: (line["at"], line["step"]))
        return CasePage(
            case_document(case),
            stretch([told_document(one) for one in told], first_told, TOLD),
            stretch(lines, first_line, LINES),
        )

    async def totals(self) -> dict[str, Any]:
        return {"seen": 12_345, "cases": len(self.pages), "unsure": self.unsure}

    def _fail(self) -> None:
        if self.failure:
            raise self.failure


def stretch(rows: Sequence[Row], first: int, size: int) -> Stretch:
    return Stretch(rows[first - 1 :][:size], first, len(rows), size)


async def ask(views: MemoryViews, path: str, method: str = "GET", **headers: str) -> httpx.Response:
    app = Starlette(routes=console_routes(views))  # type: ignore[arg-type]
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://console") as client:
        return await client.request(method, path, headers={"accept": "text/html,*/*;q=0.8"} | headers)


async def get(views: MemoryViews, path: str) -> httpx.Response:
    return await ask(views, path)
