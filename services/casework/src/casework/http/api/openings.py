"""Cases that people open."""

from fastapi import Request, Response

from casework.access.policy import Permission
from casework.http.api.caller import Caller, Sees
from casework.http.api.cases import Details
from casework.http.api.endpoint import Endpoint
from casework.http.api.etags import etag
from casework.http.api.life_shapes import CaseDetail
from casework.http.opening_shape import NewCase
from casework.http.order_desk import OrderDesk
from casework.store.case_pages import CasePages
from shared.ops.ids import new_id


class OpeningEndpoints:
    def __init__(self, desk: OrderDesk, pages: CasePages) -> None:
        self._desk = desk
        self._details = Details(pages, desk)

    def table(self) -> list[Endpoint]:
        return [Endpoint("POST", "/cases", Permission.OPEN_CASES, self.open_case, 201)]

    async def open_case(
        self, request: Request, response: Response, who: Caller, scope: Sees, given: NewCase
    ) -> CaseDetail:
        """About something that no feed brought: a call, a page on paper, a screenshot. Its unit is asked at once."""
        message = getattr(request.state, "idempotency", None) or new_id()
        case = await self._desk.open(given.opening(), who, scope, message)
        detail = await self._details.of(who, scope, case.id)
        response.headers["Location"] = f"/api/v1/cases/{case.id}"
        response.headers["ETag"] = etag(detail.version)
        return detail
