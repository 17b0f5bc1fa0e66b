"""Programs push publications: POST /doors/push, signed, each under an idempotency key. See docs/doors.md."""

import hashlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Annotated, Protocol

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, HttpUrl, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ingest.doors.http import Refused
from ingest.doors.item import Item
from ingest.doors.signing import in_time, push_signature, same
from shared.ops.clock import Clock

DOOR = "push"
SENDER, TIME, SIGNATURE, KEY = "X-HaiChieu-Sender", "X-HaiChieu-Time", "X-HaiChieu-Signature", "Idempotency-Key"
KEY_LIMIT = 200
Accept = Callable[[Sequence[Item]], Awaitable[Sequence[str]]]


class Keys(Protocol):
    async def claim(self, key: str, fingerprint: str, now: datetime) -> bool: ...


class Pushed(BaseModel):
    """The body."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    outlet_id: Annotated[str, Field(min_length=1, max_length=100)]
    outlet_name: Annotated[str, Field(min_length=1, max_length=200)]
    medium: Annotated[str, Field(min_length=1, max_length=40)] = "online"
    address: HttpUrl
    title: Annotated[str, Field(min_length=1, max_length=1_000)]
    text: Annotated[str, Field(max_length=100_000)] = ""
    author: Annotated[str, Field(max_length=200)] = ""
    published_at: AwareDatetime | None = None


def pushing(
    secrets: Mapping[str, str], accept: Accept, keys: Keys, clock: Clock
) -> Callable[[Request, bytes], Awaitable[Response]]:
    """`secrets` by sender. 201: new; 200: known already; 401, 409, 413, 422: refused, with the kind."""

    async def knock(request: Request, body: bytes) -> Response:
        sender, key = _known(request, body, secrets, clock().timestamp())
        item = _item(body)
        if not await keys.claim(f"{sender} {key}", hashlib.sha256(body).hexdigest(), clock()):
            raise Refused(409, "KeyReused", f"{KEY} {key!r} was used for another body. Take a new one.")
        new = await accept([item])
        return JSONResponse({"publication_id": item.publication_id, "new": bool(new)}, 201 if new else 200)

    return knock


def _known(request: Request, body: bytes, secrets: Mapping[str, str], now: float) -> tuple[str, str]:
    sender, key, sent_at = (request.headers.get(name, "") for name in (SENDER, KEY, TIME))
    if not 0 < len(key) <= KEY_LIMIT:
        raise Refused(422, "NoKey", f"{KEY} is missing, or longer than {KEY_LIMIT} characters.")
    if not in_time(sent_at, now):
        raise Refused(
            401, "OutOfTime", f"{TIME} must be the seconds since 1970, now; the clocks may differ by 5 minutes."
        )
    # An unknown sender is compared like a known one, so that nobody learns who is known.
    expected = push_signature(secrets.get(sender, "no such sender"), sent_at, key, body)
    if not same(request.headers.get(SIGNATURE, ""), expected) or sender not in secrets:
        raise Refused(401, "BadSignature", f"{SIGNATURE} is not the HMAC-SHA256 of time, key and body by this sender.")
    return sender, key


def _item(body: bytes) -> Item:
    try:
        pushed = Pushed.model_validate_json(body)
    except ValidationError as error:
        faults = error.errors(include_input=False, include_url=False)[:5]
        told = "; ".join(f"{'.'.join(map(str, one['loc'])) or 'body'}: {one['msg']}" for one in faults)
        raise Refused(422, "BadBody", told) from error
    fields = pushed.model_dump(exclude={"address"})
    raw = pushed.model_dump_json(exclude={"author"}).encode()
    return Item(door=DOOR, address=str(pushed.address), raw=raw, content_type="application/json", **fields)
