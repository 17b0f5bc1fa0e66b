"""How a request reaches an endpoint: through the gate, and at most once for one Idempotency-Key."""

from collections.abc import Callable, Coroutine
from hashlib import sha256
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

from casework.access.policy import Permission
from casework.http.api.problems import Refused
from casework.http.gate import Admitted, Gate
from casework.store.answers import Answer, Answers, Kept

PERMISSION, REPEATABLE = "x-permission", "x-repeatable"
KEPT_HEADERS = ("content-type", "etag", "location")
SHORTEST_KEY, LONGEST_KEY = 16, 128

Handle = Callable[[Request], Coroutine[Any, Any, Response]]


def admitted(request: Request) -> Admitted:
    """For handlers that ask who is there: `Annotated[Admitted, Depends(admitted)]`."""
    found: Admitted = request.state.admitted
    return found


def route_class(gate: Gate, answers: Answers) -> type[APIRoute]:
    """A route that says no permission cannot be made: KeyError at the start, not a hole at night."""

    class GuardedRoute(APIRoute):
        def get_route_handler(self) -> Handle:
            handle = super().get_route_handler()
            extra = self.openapi_extra or {}
            permission, repeatable = Permission(extra[PERMISSION]), extra[REPEATABLE]

            async def guarded(request: Request) -> Response:
                request.state.admitted = await gate.admit(request, permission)
                key = request.headers.get("idempotency-key")
                if key is None or not repeatable:
                    return await handle(request)
                return await _once(request, key, handle, answers)

            return guarded

    return GuardedRoute


async def _once(request: Request, key: str, handle: Handle, answers: Answers) -> Response:
    if not SHORTEST_KEY <= len(key) <= LONGEST_KEY:
        raise Refused(
            422,
            "bad-idempotency-key",
            "Nội dung không hợp lệ",
            f"Idempotency-Key phải dài từ {SHORTEST_KEY} đến {LONGEST_KEY} ký tự, tốt nhất là một UUID.",
        )
    who = request.state.admitted.who
    name = f"{who.id if who else ''}|{key}"
    kept = await answers.begin(name, await _fingerprint(request))
    if kept is not None:
        return _repeated(kept, await _fingerprint(request))
    request.state.idempotency = sha256(name.encode()).hexdigest()
    try:
        response = await handle(request)
    except BaseException:
        await answers.release(name)
        raise
    headers = {header: response.headers[header] for header in KEPT_HEADERS if header in response.headers}
    await answers.keep(name, Answer(response.status_code, headers, bytes(response.body)))
    return response


async def _fingerprint(request: Request) -> str:
    parts = (request.method, request.url.path, request.url.query, request.headers.get("if-match", ""))
    return sha256("\n".join(parts).encode() + b"\n" + await request.body()).hexdigest()


def _repeated(kept: Kept, fingerprint: str) -> Response:
    if kept.fingerprint != fingerprint:
        raise Refused(
            422,
            "idempotency-key-reused",
            "Khóa đã dùng cho yêu cầu khác",
            "Idempotency-Key này đã dùng cho một yêu cầu có nội dung khác. Xin dùng khóa mới cho yêu cầu mới.",
        )
    if kept.answer is None:
        raise Refused(
            409,
            "in-progress",
            "Đang xử lý",
            "Chính yêu cầu này đang được xử lý. Xin gửi lại sau một giây để nhận kết quả.",
            headers={"Retry-After": "1"},
        )
    return Response(kept.answer.body, kept.answer.status, kept.answer.headers | {"Idempotency-Replayed": "true"})
