"""What people do to a case: a route for each command of its life.

The idempotency key's digest counts as the message, so that even a crash between the effect and the kept answer does
not repeat the effect.
"""

from typing import Any

from fastapi import Body, Request, Response

from casework.access.policy import Scope
from casework.domain.life.refusals import Stale
from casework.http.api.caller import Caller, Sees
from casework.http.api.case_shapes import line_out
from casework.http.api.cases import CaseId, Details
from casework.http.api.endpoint import Endpoint
from casework.http.api.etags import IfMatch, etag, version_of
from casework.http.api.life_shapes import CaseDetail
from casework.http.api.problems import Refused
from casework.http.api.session_shapes import Given
from casework.http.order_desk import OrderDesk
from casework.http.order_failures import ORDER_STATUS
from casework.http.order_shapes import command_of, shape_of
from casework.http.orders import VERBS, Verb
from casework.store.case_pages import CasePages
from shared.ops.ids import new_id


class CommandEndpoints:
    def __init__(self, desk: OrderDesk, pages: CasePages) -> None:
        self._desk = desk
        self._pages = pages
        self._details = Details(pages, desk)

    def table(self) -> list[Endpoint]:
        may = [404, 409, 412, 428]
        return [
            Endpoint("POST", f"/cases/{{case_id}}/{verb.word}", verb.permission, self._handler(verb), may=may)
            for verb in VERBS
        ]

    def _handler(self, verb: Verb) -> Any:
        shape = shape_of(verb.kind)
        # Whoever has nothing to say need not send an empty object.
        body = Body() if any(one.is_required() for one in shape.model_fields.values()) else Body(default=shape())

        async def handle(
            request: Request,
            response: Response,
            who: Caller,
            scope: Sees,
            case_id: CaseId,
            given: Given = body,
            if_match: IfMatch = None,
        ) -> CaseDetail:
            version = version_of(if_match)
            # Before anything is told about a case that is not to be seen.
            await self._pages.case(scope, case_id)
            message = getattr(request.state, "idempotency", None) or new_id()
            try:
                await self._desk.give(case_id, version, command_of(verb.kind, given, message), who, scope, message)
            except Stale as error:
                raise await self._stale(scope, case_id, version, error) from error
            detail = await self._details.of(who, scope, case_id)
            response.headers["ETag"] = etag(detail.version)
            return detail

        # FastAPI reads the body as the command's own model.
        handle.__annotations__["given"] = shape
        handle.__name__ = f"{verb.word.replace('-', '_')}_case"
        handle.__doc__ = verb.kind.__doc__
        return handle

    async def _stale(self, scope: Scope, case_id: str, version: int, error: Stale) -> Refused:
        status, kind, title = ORDER_STATUS[Stale]
        case = await self._pages.case(scope, case_id)
        lines = [line_out(row).model_dump(mode="json") for row in await self._pages.since(case_id, version)]
        return Refused(status, kind, title, str(error), changes=lines, headers={"ETag": etag(case["version"])})
