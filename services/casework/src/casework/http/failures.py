"""What a reader is told when there is no page: what happened, what to do. Programs get it as JSON (RFC 9457)."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from casework.http.formats import when
from casework.views import NoSuchCase
from shared.failures import Transient
from shared.ops.clock import system_clock

log = logging.getLogger(__name__)

PROGRAMS = ("/api/", "/livez", "/readyz", "/metrics")
RETRY_SECONDS = "60"

TOLD = {
    404: (
        "Không tìm thấy trang",
        "Địa chỉ này không có trong hệ thống. Xin kiểm tra lại đường dẫn, hoặc bắt đầu từ danh sách vụ việc.",
    ),
    405: (
        "Thao tác không được phép",
        "Địa chỉ này chỉ để xem. Xin mở lại trang từ danh sách vụ việc.",
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


class Failures:
    """Starlette's exception handlers; `render` makes the page."""

    def __init__(self, render: Render) -> None:
        self._render = render

    def handlers(self) -> dict[Any, Any]:
        return {HTTPException: self.refused, NoSuchCase: self.no_such_case, Transient: self.away, Exception: self.bug}

    async def refused(self, request: Request, error: HTTPException) -> Response:
        return self._answer(request, error.status_code, headers=error.headers)

    async def no_such_case(self, request: Request, error: NoSuchCase) -> Response:
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
        page = self._render("failure.html", title=title, what=what, advice=advice, status=status, at=at)
        return Response(page, status, headers, media_type="text/html")


def _for_a_program(request: Request) -> bool:
    accepted = request.headers.get("accept", "")
    return request.url.path.startswith(PROGRAMS) or ("json" in accepted and "html" not in accepted)
