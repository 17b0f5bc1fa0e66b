"""What a keeper asks for, by a form or by JSON."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from ingest.doors.http import Refused

SAID = ("outlet_id", "outlet_name", "medium", "body_id", "section", "tags", "priority", "kind")
Given = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request by a keeper. `form`: a browser's, answered with a page."""

    keeper: str
    source: str
    given: Given
    form: bool

    @property
    def said(self) -> Given:
        return {name: self.given[name] for name in SAID if name in self.given}

    @property
    def url(self) -> str:
        if not (url := str(self.given.get("url", "")).strip()):
            raise Refused(422, "NoAddress", "url is missing: the address of a home page or a feed.")
        return url


def given_by(request: Request, body: bytes) -> tuple[Given, bool]:
    """What was sent, and whether a browser's form did so. Raises Refused."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.method in ("GET", "HEAD"):
        return {}, "text/html" in request.headers.get("accept", "")
    try:
        if kind == "application/x-www-form-urlencoded":
            return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=50)), True
        told = json.loads(body) if kind == "application/json" else None
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise Refused(422, "Unreadable", "A JSON object is expected, with Content-Type: application/json.")
    return told, False
