"""The console over rows in memory, for somebody who has signed in."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.requests import Request

from casework.access.policy import Permission, Scope, scope_of
from casework.access.refusals import NotSignedIn
from casework.access.who import Who
from casework.domain.beginning import open_case
from casework.domain.case import Case, Told
from casework.domain.life.refusals import NoSuchCase
from casework.domain.roles import Role
from casework.http.console import console_routes
from casework.http.gate import Admitted
from casework.http.order_desk import OrderDesk
from casework.http.pages import Pages
from casework.store.case_list import ROWS, Found, Question
from casework.store.documents import JOURNEY, case_document, change_document, journey_documents, told_document
from casework.store.waiting import Group
from casework.testing import AT, CAM_DUONG, CLOCKWORK, in_memory_works, the_means
from casework.views import CHOICES, LINES, TOLD, CasePage, Row, Stretch


class MemoryViews:
    """What the pages ask of casework.views. `failure` is raised instead of an answer."""

    def __init__(self, *sightings: Any, failure: Exception | None = None) -> None:
        self.pages: dict[str, tuple[Case, list[Told], list[Row]]] = {}
        for sighting in sightings:
            case, told = open_case(sighting.publication_id, "notice-1", sighting, CAM_DUONG, CLOCKWORK, AT)
            lines = [*journey_documents(case.id, sighting), *map(change_document, case.changes)]
            self.pages[case.id] = case, [told], lines
        self.failure = failure
        self.question = Question()
        self.groups: list[Group] = []
        self.unsure = 1

    async def cases(self, scope: Scope, question: Question, now: datetime) -> Found:
        self._fail()
        self.question = question
        rows = [case_document(case) for case, _, _ in self.pages.values()]
        return Found(rows[:ROWS], rows[ROWS - 1]["_id"] if len(rows) > ROWS else None, len(rows))

    async def waiting(self, who: Who, scope: Scope, whole: str = "") -> Sequence[Group]:
        return self.groups

    async def case(self, scope: Scope, case_id: str, first_told: int = 1, first_line: int = 1) -> CasePage:
        self._fail()
        if case_id not in self.pages:
            raise NoSuchCase("Không có vụ việc này.")
        case, told, lines = self.pages[case_id]
        lines = sorted(lines, key=lambda line: (line["at"], line["step"]))
        return CasePage(
            case_document(case),
            replace(shown := stretch(told, first_told, TOLD), rows=[told_document(one) for one in shown.rows]),
            stretch(lines, first_line, LINES),
        )

    async def publications(self, case: Row) -> Sequence[Row]:
        return [told_document(one) for one in self.pages[case["_id"]][1][:CHOICES]]

    async def since(self, case_id: str, version: int) -> Sequence[Row]:
        return [row for row in self.pages[case_id][2] if row["step"] > len(JOURNEY) + version]

    async def totals(self, scope: Scope) -> dict[str, Any]:
        return {"seen": 12_345, "cases": len(self.pages), "unsure": self.unsure}

    def _fail(self) -> None:
        if self.failure:
            raise self.failure


def stretch(rows: Sequence[Any], first: int, size: int) -> Stretch:
    return Stretch(rows[first - 1 :][:size], first, len(rows), size)


OFFICER = Who("account-1", "mai", "Mai <b>", Role.WATCH_OFFICER, csrf="csrf-of-the-session")


class OpenGate:
    """Lets this one in, as far as the policy does; nobody else."""

    def __init__(self, who: Who | None) -> None:
        self.reader = who

    async def admit(self, request: Request, permission: Permission, csrf: str | None = None) -> Admitted:
        if self.reader is None:
            raise NotSignedIn
        return Admitted(self.reader, scope_of(self.reader, permission))

    async def who(self, request: Request) -> Who | None:
        return self.reader


async def ask(
    views: MemoryViews, path: str, method: str = "GET", who: Who | None = OFFICER, **headers: str
) -> httpx.Response:
    desk = OrderDesk(in_memory_works(), lambda: the_means(lambda: "id"), lambda: AT)
    app = Starlette(routes=console_routes(views, Pages(OpenGate(who)), desk, ()))  # type: ignore[arg-type]
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://console") as client:
        return await client.request(method, path, headers={"accept": "text/html,*/*;q=0.8"} | headers)


async def get(views: MemoryViews, path: str) -> httpx.Response:
    return await ask(views, path)
