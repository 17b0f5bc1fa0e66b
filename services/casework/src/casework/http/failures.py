"""What a reader is told when there is no page: what happened, what to do. Programs get it as JSON (RFC 9457)."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from casework.access.refusals import MustChangePassword, NotFound, NotSignedIn, Refusal, TooMany
from casework.correspondence.refusals import NotThere
from casework.domain.life.refusals import NoSuchCase
from casework.http.formats import when
from casework.http.paths import PASSWORD, sign_in_address
from shared.failures import Transient
from shared.ops.clock import system_clock

log = logging.getLogger(__name__)

PROGRAMS = ("/api/", "/livez", "/readyz", "/metrics")
RETRY_SECONDS = "60"

TOLD = {
    401: (
        "Cần đăng nhập",
        "Xin đăng nhập ở trang đăng nhập, hoặc gửi kèm mã truy cập dịch vụ.",
    ),
    403: (
        "Không được phép",
        "Xin bắt đầu lại từ danh sách vụ việc.",
    ),
    404: (
        "Không tìm thấy trang",
        "Địa chỉ này không có trong hệ thống. Xin kiểm tra lại đường dẫn, hoặc bắt đầu từ danh sách vụ việc.",
    ),
    405: (
        "Thao tác không được phép",
        "Địa chỉ này chỉ để xem. Xin mở lại trang từ danh sách vụ việc.",
    ),
    413: (
        "Nội dung quá dài",
        "Xin gửi nội dung ngắn hơn.",
    ),
    429: (
        "Quá nhiều yêu cầu",
        "Xin chờ một lát rồi tải lại trang.",
    ),
    500: (
        "Hệ thống gặp lỗi",
        "Lỗi đã được ghi vào nhật ký. Xin thử lại sau ít phút; "
        "nếu vẫn lỗi, xin báo người quản trị kèm thời điểm dưới đây.",
    ),
    503: (
        "Tạm thời chưa xem được",
        "Cơ sở dữ liệu chưa trả lời. Không có dữ liệu nào bị mất; xin tải lại trang sau một phút. "
        "Nếu kéo dài, xin báo người quản trị kèm thời điểm dưới đây.",
    ),
}
OTHERWISE = ("Yêu cầu không thực hiện được", "Xin kiểm tra lại đường dẫn, hoặc bắt đầu từ danh sách vụ việc.")

Render = Callable[..., str]
Recognise = Callable[[Request], Awaitable[None]]


class Failures:
    """Starlette's exception handlers; `render` makes the page, `recognise` says who reads it."""

    def __init__(self, render: Render, recognise: Recognise) -> None:
        self._render = render
        self._recognise = recognise

    def handlers(self) -> dict[Any, Any]:
        return {
            NotSignedIn: self.stranger,
            MustChangePassword: self.one_time,
            TooMany: self.too_many,
            Refusal: self.turned_away,
            HTTPException: self.refused,
            NoSuchCase: self.not_there,
            NotThere: self.not_there,
            NotFound: self.not_there,
            Transient: self.away,
            Exception: self.bug,
        }

    async def stranger(self, request: Request, error: NotSignedIn) -> Response:
        if _for_a_program(request):
            return self._answer(request, 401, what=str(error))
        return RedirectResponse(sign_in_address(request), status_code=303)

    async def one_time(self, request: Request, error: MustChangePassword) -> Response:
        if _for_a_program(request):
            return self._answer(request, 403, what=str(error))
        return RedirectResponse(PASSWORD, status_code=303)

    async def too_many(self, request: Request, error: TooMany) -> Response:
        return self._answer(request, 429, what=str(error), headers={"Retry-After": str(error.seconds)})

    async def turned_away(self, request: Request, error: Refusal) -> Response:
        return await self._known(request) or self._answer(request, 403, what=str(error))

    async def refused(self, request: Request, error: HTTPException) -> Response:
        away = await self._known(request) if error.status_code in (404, 405) else None
        return away or self._answer(request, error.status_code, headers=error.headers)

    async def _known(self, request: Request) -> Response | None:
        """The page keeps its reader's name and places; another page when nobody can say who that is."""
        if not _for_a_program(request):
            try:
                await self._recognise(request)
            except Transient as away:
                return await self.away(request, away)
        return None

    async def not_there(self, request: Request, error: NoSuchCase | NotThere | NotFound) -> Response:
        return self._answer(request, 404, what=str(error))

    async def away(self, request: Request, error: Transient) -> Response:
        log.warning("no page: %s", error, extra={"action": "console.away", "path": request.url.path})
        return self._answer(request, 503, at=system_clock(), headers={"Retry-After": RETRY_SECONDS})

    async def bug(self, request: Request, error: Exception) -> Response:
        """Starlette raises it again once this is sent, so that it stands in the log with its traceback."""
        return self._answer(request, 500, at=system_clock())

    def _answer(
        self, request: Request, status: int, what: str = "", at: datetime | None = None, headers: Any = None
    ) -> Response:
        title, advice = TOLD.get(status, OTHERWISE)
        if _for_a_program(request):
            detail = " ".join(filter(None, (what, advice)))
            body = {"type": "about:blank", "status": status, "title": title, "detail": detail}
            if at:
                body["at"] = when(at)
            return JSONResponse(body, status, headers, media_type="application/problem+json")
        page = self._render(request, "failure.html", title=title, what=what, advice=advice, status=status, at=at)
        return Response(page, status, headers, media_type="text/html")


def _for_a_program(request: Request) -> bool:
    accepted = request.headers.get("accept", "")
    return request.url.path.startswith(PROGRAMS) or ("json" in accepted and "html" not in accepted)
