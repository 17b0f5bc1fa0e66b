"""The API as one application, mounted at /api/v1 of the console's service.

FastAPI (kept, MIT) reads requests, checks them against types and writes the OpenAPI document from the same types.
"""

from collections.abc import Callable, Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.types import ASGIApp

from casework.access.policy import Permission
from casework.http.api.endpoint import Endpoint
from casework.http.api.faults import Fault
from casework.http.api.problems import Problem, handlers
from casework.http.api.route import route_class
from casework.http.bounded import Bounded
from casework.http.gate import Gate
from casework.http.guard import Guarded
from casework.store.answers import Answers

PREFIX = "/api/v1"
SECURITY = {
    "session": {"type": "apiKey", "in": "cookie", "name": "haichieu-session"},
    "token": {"type": "http", "scheme": "bearer"},
}


def api_app(gate: Gate, answers: Answers, endpoints: Sequence[Endpoint]) -> ASGIApp:
    return Guarded(Bounded(plain_api(gate, answers, endpoints)))


def plain_api(gate: Gate, answers: Answers, endpoints: Sequence[Endpoint]) -> FastAPI:
    api = FastAPI(
        title="Hai Chiều",
        version="1",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        exception_handlers=handlers(),
    )
    document = _document(api)

    async def openapi() -> dict[str, Any]:
        """This document."""
        return document()

    own = Endpoint("GET", "/openapi.json", Permission.OPEN, openapi)
    api.router.route_class = route_class(gate, answers)
    for endpoint in (*endpoints, own):
        endpoint.join(api.router)
    return api


def _document(api: FastAPI) -> Callable[[], dict[str, Any]]:
    """Written once, at the first question."""
    written: dict[str, Any] = {}

    def document() -> dict[str, Any]:
        if not written:
            found = get_openapi(title=api.title, version=api.version, routes=api.routes, servers=[{"url": PREFIX}])
            components = found.setdefault("components", {})
            components["securitySchemes"] = SECURITY
            for model in (Problem, Fault):
                schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
                schema.pop("$defs", None)
                components.setdefault("schemas", {})[model.__name__] = schema
            written.update(found)
        return written

    return document
