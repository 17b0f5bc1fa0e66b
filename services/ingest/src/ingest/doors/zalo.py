"""Messages to the federation's Zalo official account, as its webhook sends them: POST /doors/zalo.

Only texts that people sent of their own will to the account; nothing is fetched from Zalo. The form of event and
signature is unverified: written from Zalo's public description, not yet seen from a real account.
"""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ingest.doors.http import Refused
from ingest.doors.item import Item
from ingest.doors.push import Accept
from ingest.doors.signing import same, zalo_signature
from shared.contracts.envelope import EARLIEST, LATEST

DOOR, MEDIUM = "zalo", "zalo"
SIGNATURE = "X-ZEvent-Signature"
TEXT_LIMIT = 100_000


@dataclass(frozen=True, slots=True)
class Account:
    """The official account whose events come in."""

    app_id: str
    secret: str
    outlet_id: str
    outlet_name: str


def listening(account: Account, accept: Accept) -> Callable[[Request, bytes], Awaitable[Response]]:
    """200 for what is taken and for events of other kinds: Zalo repeats whatever is not answered so."""

    async def knock(request: Request, body: bytes) -> Response:
        event = _event(body)
        sent_at = str(event.get("timestamp", ""))
        expected = f"mac={zalo_signature(account.app_id, sent_at, account.secret, body)}"
        if not same(request.headers.get(SIGNATURE, ""), expected):
            raise Refused(401, "BadSignature", f"{SIGNATURE} is not that of this account.")
        item = _item(event, account)
        await accept([item] if item else [])
        return JSONResponse({"taken": item is not None})

    return knock


def _event(body: bytes) -> dict[str, Any]:
    try:
        event = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refused(422, "BadBody", "The body is no JSON.") from error
    if not isinstance(event, dict):
        raise Refused(422, "BadBody", "The body is no event.")
    return event


def _item(event: dict[str, Any], account: Account) -> Item | None:
    message, sender = event.get("message"), event.get("sender")
    if event.get("event_name") != "user_send_text" or not isinstance(message, dict) or not isinstance(sender, dict):
        return None
    text, number = message.get("text"), message.get("msg_id")
    if not isinstance(text, str) or not text.strip() or not isinstance(number, str):
        return None
    return Item(
        door=DOOR,
        outlet_id=account.outlet_id,
        outlet_name=account.outlet_name,
        medium=MEDIUM,
        address=f"zalo:{quote(number[:200], safe='')}",
        title="",
        text=text[:TEXT_LIMIT],
        raw=json.dumps(event | {"sender": "withheld"}, ensure_ascii=False).encode("utf-8", "backslashreplace"),
        content_type="application/json",
        author=str(sender.get("id", "")),
        published_at=_moment(event.get("timestamp")),
    )


def _moment(milliseconds: object) -> datetime | None:
    try:
        moment = datetime.fromtimestamp(int(str(milliseconds)) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if EARLIEST <= moment < LATEST else None
