"""Cases: the list, one of them, what it consists of."""

from typing import Annotated

from fastapi import Path, Query
from starlette.responses import Response

from casework.access.policy import Permission, Scope
from casework.access.who import Who
from casework.domain.life.offering import offered
from casework.http.api.caller import Caller, Sees
from casework.http.api.case_shapes import CaseOut, LineOut, PublicationOut, case_out, line_out, publication_out
from casework.http.api.cursors import MOMENT, NUMBER, TEXT, Cursor, Limit, Page, page_of, read
from casework.http.api.endpoint import Endpoint
from casework.http.api.etags import IfNoneMatch, tag_unless_held
from casework.http.api.life_shapes import CaseDetail, case_detail
from casework.http.order_desk import OrderDesk
from casework.http.orders import VERB_OF
from casework.store.case_pages import CasePages, Filters
from casework.store.life_documents import life_of

CaseId = Annotated[str, Path(min_length=1, max_length=64)]
Word = Annotated[str | None, Query(min_length=1, max_length=64)]


class Details:
    """One case, with what the reader may do to it now."""

    def __init__(self, pages: CasePages, desk: OrderDesk) -> None:
        self._pages = pages
        self._desk = desk

    async def of(self, who: Who, scope: Scope, case_id: str) -> CaseDetail:
        row = await self._pages.case(scope, case_id)
        may = offered(life_of(row["life"]), self._desk.scene(who, row))
        return case_detail(row, [VERB_OF[kind].word for kind in may])


class CaseEndpoints:
    def __init__(self, pages: CasePages, desk: OrderDesk) -> None:
        self._pages = pages
        self._details = Details(pages, desk)

    def table(self) -> list[Endpoint]:
        read_cases = Permission.READ_CASES
        return [
            Endpoint("GET", "/cases", read_cases, self.list_cases),
            Endpoint("GET", "/cases/{case_id}", read_cases, self.get_case, may=[304, 404]),
            Endpoint("GET", "/cases/{case_id}/timeline", read_cases, self.list_timeline, may=[404]),
            Endpoint("GET", "/cases/{case_id}/publications", read_cases, self.list_publications, may=[404]),
        ]

    async def list_cases(
        self,
        scope: Sees,
        status: Word = None,
        unit: Word = None,
        topic: Word = None,
        text: Annotated[str | None, Query(max_length=200, description="words, all of them in title or places")] = None,
        cursor: Cursor = None,
        limit: Limit = 50,
    ) -> Page[CaseOut]:
        """Newest first, as far as the caller may see."""
        asked = Filters(status, unit, topic, text)
        rows = await self._pages.cases(scope, asked, read(cursor, TEXT, asked), limit + 1)
        return page_of(rows, limit, lambda row: row["_id"], case_out, asked)

    async def get_case(
        self, who: Caller, scope: Sees, case_id: CaseId, response: Response, if_none_match: IfNoneMatch = None
    ) -> CaseDetail:
        """With its version as ETag: a change has to name it."""
        case = await self._details.of(who, scope, case_id)
        response.headers["ETag"] = tag_unless_held(if_none_match, case.version)
        return case

    async def list_timeline(
        self, scope: Sees, case_id: CaseId, cursor: Cursor = None, limit: Limit = 50
    ) -> Page[LineOut]:
        """What happened, oldest first."""
        await self._pages.case(scope, case_id)
        rows = await self._pages.timeline(case_id, read(cursor, MOMENT, case_id), limit + 1)
        return page_of(rows, limit, lambda row: (row["at"], row["step"], row["_id"]), line_out, case_id)

    async def list_publications(
        self, scope: Sees, case_id: CaseId, cursor: Cursor = None, limit: Limit = 50
    ) -> Page[PublicationOut]:
        """Every outlet's own publication, in the order in which they joined the case."""
        await self._pages.case(scope, case_id)
        rows = await self._pages.publications(case_id, read(cursor, NUMBER, case_id) or 0, limit + 1)
        return page_of(rows, limit, lambda row: row["number"], publication_out, case_id)
