"""Failures of the API as problem+json (RFC 9457), in Vietnamese; `type` is the stable word for programs."""

import logging
from collections.abc import Sequence
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import Response

from casework.access import refusals
from casework.domain.life.refusals import NoSuchCase
from casework.http.api.faults import Fault, faults_of
from casework.http.failures import OTHERWISE, RETRY_SECONDS, TOLD
from casework.http.order_failures import ORDER_STATUS
from shared.failures import Transient

log = logging.getLogger(__name__)

URN = "urn:haichieu:problem:"
MEDIA_TYPE = "application/problem+json"

STATUS: dict[type[refusals.Refusal], tuple[int, str]] = {
    refusals.NotSignedIn: (401, "Cần đăng nhập"),
    refusals.BadLogin: (401, "Không đăng nhập được"),
    refusals.TooMany: (429, "Quá nhiều yêu cầu"),
    refusals.Forbidden: (403, "Không có quyền"),
    refusals.MustChangePassword: (403, "Cần đổi mật khẩu"),
    refusals.ForeignPage: (403, "Yêu cầu không rõ nguồn"),
    refusals.PasswordUnfit: (422, "Mật khẩu chưa đạt"),
    refusals.Unsound: (422, "Nội dung không hợp lệ"),
    refusals.Taken: (409, "Đã có người dùng"),
    refusals.NotFound: (404, "Không tìm thấy"),
    refusals.Stale: (412, "Nội dung đã thay đổi"),
}


class Problem(BaseModel):
    """`errors` names fields; `changes` and `current` show what somebody else has changed meanwhile."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Fault] | None = None
    changes: list[Any] | None = None
    current: Any = None


class Refused(Exception):
    """A refusal of the API's own, with whatever helps to go on."""

    def __init__(self, status: int, kind: str, title: str, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.answer = problem(status, kind, title, detail, more.pop("headers", None), **more)


class AsItWas(Exception):
    """Whoever asks has this version already: 304, and nothing else."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.answer = Response(status_code=304, headers={"ETag": tag})


def problem(
    status: int, kind: str, title: str, detail: str, headers: dict[str, str] | None = None, **more: Any
) -> JSONResponse:
    body = Problem(type=URN + kind, title=title, status=status, detail=detail, **more)
    return JSONResponse(body.model_dump(mode="json", exclude_none=True), status, headers, media_type=MEDIA_TYPE)


def handlers() -> dict[Any, Any]:
    return {
        refusals.Refusal: _refusal,
        Refused: _answered,
        AsItWas: _answered,
        NoSuchCase: _no_such_case,
        **dict.fromkeys(ORDER_STATUS, _not_done),
        RequestValidationError: _unreadable,
        HTTPException: _http,
        Transient: _away,
        Exception: _bug,
    }


async def _refusal(_: Request, error: refusals.Refusal) -> Response:
    status, title = STATUS[type(error)]
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
    if isinstance(error, refusals.TooMany):
        headers["Retry-After"] = str(error.seconds)
    return problem(status, error.kind, title, str(error), headers)


async def _answered(_: Request, error: Refused | AsItWas) -> Response:
    return error.answer


async def _no_such_case(_: Request, error: NoSuchCase) -> Response:
    return problem(404, "not-found", "Không tìm thấy", str(error))


async def _not_done(_: Request, error: Exception) -> Response:
    status, kind, title = ORDER_STATUS[type(error)]
    return problem(status, kind, title, str(error))


async def _unreadable(_: Request, error: RequestValidationError) -> Response:
    return invalid(faults_of(error.errors()))


def invalid(faults: Sequence[Fault]) -> JSONResponse:
    detail = "Xin sửa các trường nêu trong errors rồi gửi lại."
    return problem(422, "invalid", "Nội dung không hợp lệ", detail, errors=list(faults))


async def _http(_: Request, error: HTTPException) -> Response:
    title, advice = TOLD.get(error.status_code, OTHERWISE)
    return problem(error.status_code, f"http-{error.status_code}", title, advice, dict(error.headers or {}))


async def _away(request: Request, error: Transient) -> Response:
    log.warning("no answer: %s", error, extra={"action": "api.away", "path": request.url.path})
    return problem(503, "away", *TOLD[503], {"Retry-After": RETRY_SECONDS})


async def _bug(_: Request, __: Exception) -> Response:
    """Starlette raises it again once this is sent, so that it stands in the log with its traceback."""
    return problem(500, "bug", *TOLD[500])
