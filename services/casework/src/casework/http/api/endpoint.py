"""One line of the API's table: an address, what it takes to be let in, and who answers."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response

from casework.access.policy import Permission
from casework.http.api.problems import MEDIA_TYPE, Problem
from casework.http.api.route import PERMISSION, REPEATABLE
from casework.http.gate import SAFE

IDEMPOTENCY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "A UUID of your own: the same request sent again has no second effect and gets the same answer.",
    "schema": {"type": "string", "minLength": 16, "maxLength": 128},
}
CSRF = {
    "name": "X-CSRF-Token",
    "in": "header",
    "required": False,
    "description": "From the answer to login or /me; needed with a session cookie, not with a token.",
    "schema": {"type": "string"},
}
CALLERS: list[dict[str, list[str]]] = [{"session": []}, {"token": []}]
WHY = {
    304: "as it was",
    400: "unreadable",
    401: "not signed in",
    403: "not allowed",
    404: "not there, or not to be seen",
    409: "not possible now",
    412: "somebody else has changed it; `changes` or `current` shows what",
    413: "too long",
    422: "invalid",
    428: "If-Match is missing",
    429: "too many requests; see Retry-After",
    503: "the database is away; see Retry-After",
}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """`may` lists the statuses besides those that every endpoint may answer with."""

    method: str
    path: str
    permission: Permission
    handler: Callable[..., Awaitable[Any]]
    status: int = 200
    may: Sequence[int] = ()
    repeatable: bool = True
    """An unsafe one takes an Idempotency-Key, unless its answer is a cookie."""
    answer: type[Response] = JSONResponse
    """What it answers with, as the document says; a file is no JSON."""

    def join(self, router: APIRouter) -> None:
        unsafe = self.method not in SAFE
        open_ = self.permission is Permission.OPEN
        parameters = ([IDEMPOTENCY] if unsafe and self.repeatable else []) + ([CSRF] if unsafe and not open_ else [])
        extra: dict[str, Any] = {PERMISSION: self.permission.value, REPEATABLE: unsafe and self.repeatable}
        extra["security"] = [] if open_ else CALLERS
        if parameters:
            extra["parameters"] = parameters
        router.add_api_route(
            self.path,
            self.handler,
            methods=[self.method],
            status_code=self.status,
            response_class=self.answer,
            responses={status: _described(status) for status in self._failures(unsafe, open_)},
            openapi_extra=extra,
            operation_id=self.handler.__name__,
        )

    def _failures(self, unsafe: bool, open_: bool) -> list[int]:
        always = {422, 429, 503} | (set() if open_ else {401, 403})
        return sorted(always | ({400, 403, 409, 413} if unsafe else set()) | set(self.may))


def _described(status: int) -> dict[str, Any]:
    problem = {MEDIA_TYPE: {"schema": {"$ref": f"#/components/schemas/{Problem.__name__}"}}}
    return {"description": WHY[status]} | ({"content": problem} if status >= 400 else {})
