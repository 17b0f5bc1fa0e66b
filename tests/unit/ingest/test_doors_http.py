"""The doors over HTTP: who knocks, what is taken, and what each refusal is called."""

import json
from datetime import datetime
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from starlette.applications import Starlette

from ingest.doors.doorfile import Doors, ZaloDoor
from ingest.doors.http import BODY_BYTES
from ingest.doors.opening import routes_of
from ingest.doors.signing import push_signature, zalo_signature
from ingest.metrics import IngestMetrics
from ingest.pseudonyms import pseudonym_with
from ingest.testing import AT, InMemoryDesk, ScriptedReader, in_memory_works
from ingest.usecases import Watch
from shared.ops.clock import system_clock
from shared.ops.metrics import Metrics

SECRET = "a secret of sixteen"
NOW = str(int(AT.timestamp()))
PUSHED = {
    "outlet_id": "bao-lao-cai",
    "outlet_name": "Báo Lào Cai",
    "address": "https://bao.example/tin/1",
    "title": "Công nhân bị nợ lương",
    "text": "Hơn hai trăm công nhân ngừng việc vì ba tháng chưa được trả lương.",
    "author": "Nguyễn Văn An",
    "published_at": "2026-11-24T10:52:07+07:00",
}
MESSAGE = {
    "app_id": "42",
    "event_name": "user_send_text",
    "sender": {"id": "user-7"},
    "message": {"text": "Ba tháng nay công ty chưa trả lương cho chúng tôi.", "msg_id": "m/1"},
    "timestamp": str(int(AT.timestamp() * 1000)),
}


class InMemoryKeys:
    """Port: ingest.doors.push.Keys."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}

    async def claim(self, key: str, fingerprint: str, now: datetime) -> bool:
        return self.known.setdefault(key, fingerprint) == fingerprint


class House:
    """An application with its doors open."""

    def __init__(self, doors: Doors) -> None:
        self.works, self.metrics = in_memory_works(), Metrics("ingest")
        watch = Watch(
            InMemoryDesk(self.works), self.works, ScriptedReader(), lambda: AT, 3, 4, 1.0, pseudonym=pseudonym_with("k")
        )
        routes = routes_of(doors, watch, InMemoryKeys(), IngestMetrics(self.metrics, system_clock))
        self.transport = httpx.ASGITransport(Starlette(routes=routes))

    async def post(self, path: str, body: bytes, **headers: str) -> tuple[int, dict[str, Any]]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        async with httpx.AsyncClient(transport=self.transport, base_url="http://ingest") as client:
            answer = await client.post(path, content=body, headers=named)
        return answer.status_code, answer.json() if answer.headers.get("content-type") == "application/json" else {}

    async def push(self, body: bytes | None = None, key: str = "k-1", **other: str) -> tuple[int, dict[str, Any]]:
        body = json.dumps(PUSHED).encode() if body is None else body
        sent_at = other.get("sent_at", NOW)
        headers = {
            "X_HaiChieu_Sender": other.get("sender", "portal"),
            "X_HaiChieu_Time": sent_at,
            "X_HaiChieu_Signature": push_signature(other.get("secret", SECRET), sent_at, key, body),
            "Idempotency_Key": key,
        }
        return await self.post("/doors/push", body, **headers)

    async def zalo(self, event: object, secret: str = "oa secret") -> tuple[int, dict[str, Any]]:
        body = json.dumps(event, ensure_ascii=False).encode()
        sent_at = str(event.get("timestamp", "")) if isinstance(event, dict) else ""
        return await self.post(
            "/doors/zalo", body, X_ZEvent_Signature=f"mac={zalo_signature('42', sent_at, secret, body)}"
        )

    @property
    def captures(self) -> list[Any]:
        return list(self.works.tables.get("captures", {}).values())

    def counted(self, door: str, outcome: str) -> float | None:
        labels = {"door": door, "outcome": outcome}
        return self.metrics.registry.get_sample_value("haichieu_door_knocks_total", labels)


@pytest.fixture
def house() -> House:
    zalo = ZaloDoor(app_id="42", secret=SecretStr("oa secret"), outlet_id="zalo-oa", outlet_name="Zalo công đoàn")
    return House(Doors(push={"portal": SecretStr(SECRET)}, zalo=zalo))


async def test_what_is_pushed_becomes_a_publication_without_its_authors_name(house: House) -> None:
    status, told = await house.push()
    (capture,) = house.captures
    assert (status, told) == (201, {"publication_id": capture.publication_id, "new": True})
    assert (capture.text, capture.entry.published_at) == (PUSHED["text"], AT)
    assert capture.author.startswith("author-")
    assert "Nguyễn" not in capture.page.body.decode() + repr(capture)


async def test_the_same_again_is_the_same_and_counts_once(house: House) -> None:
    first, again, other_key = await house.push(), await house.push(), await house.push(key="k-2")
    assert [status for status, _ in (first, again, other_key)] == [201, 200, 200]
    assert first[1]["publication_id"] == again[1]["publication_id"] == other_key[1]["publication_id"]
    assert (len(house.captures), house.counted("push", "taken")) == (1, 3)


async def test_a_key_stands_for_one_body(house: House) -> None:
    await house.push()
    status, told = await house.push(json.dumps(PUSHED | {"title": "Khác"}).encode())
    assert (status, told["error"]) == (409, "KeyReused")
    assert len(house.captures) == 1


@pytest.mark.parametrize(
    ("change", "status", "kind"),
    [
        ({"secret": "another secret...."}, 401, "BadSignature"),
        ({"sender": "stranger"}, 401, "BadSignature"),
        ({"sender": "stranger", "secret": "no such sender"}, 401, "BadSignature"),
        ({"sent_at": str(int(NOW) - 301)}, 401, "OutOfTime"),
        ({"sent_at": "soon"}, 401, "OutOfTime"),
        ({"sent_at": ""}, 401, "OutOfTime"),
        ({"key": ""}, 422, "NoKey"),
        ({"key": "k" * 201}, 422, "NoKey"),
    ],
)
async def test_who_cannot_show_who_he_is_is_refused(
    house: House, change: dict[str, str], status: int, kind: str
) -> None:
    assert (await house.push(**change))[0] == status
    assert (house.captures, house.counted("push", kind)) == ([], 1)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"\xff",
        b"{" * 100_000,
        json.dumps(PUSHED | {"address": "javascript:alert(1)"}).encode(),
        json.dumps(PUSHED | {"title": ""}).encode(),
        json.dumps(PUSHED | {"published_at": "24/11/2026"}).encode(),
        json.dumps(PUSHED | {"other": 1}).encode(),
        json.dumps({}).encode(),
    ],
)
async def test_a_body_that_is_no_publication_is_refused_with_what_is_wrong(house: House, body: bytes) -> None:
    status, told = await house.push(body)
    assert (status, told["error"]) == (422, "BadBody")
    assert told["detail"]
    assert house.captures == []


async def test_a_body_without_end_is_not_read_to_it(house: House) -> None:
    status, told = await house.push(b"x" * (BODY_BYTES + 1))
    assert (status, told["error"]) == (413, "TooLarge")


async def test_a_message_to_the_official_account_is_taken_and_its_sender_is_not_named(house: House) -> None:
    assert await house.zalo(MESSAGE) == (200, {"taken": True})
    assert await house.zalo(MESSAGE) == (200, {"taken": True})
    (capture,) = house.captures
    assert (capture.source.outlet_id, capture.entry.address, capture.entry.published_at) == (
        "zalo-oa",
        "zalo:m%2F1",
        AT,
    )
    assert capture.entry.title == MESSAGE["message"]["text"]  # type: ignore[index]  # a dictionary of dictionaries
    assert "user-7" not in repr(capture)


@pytest.mark.parametrize(
    "event",
    [
        MESSAGE | {"event_name": "user_send_image"},
        MESSAGE | {"message": {"msg_id": "m"}},
        MESSAGE | {"message": 5},
        MESSAGE | {"sender": None},
        {},
    ],
)
async def test_other_events_are_answered_and_taken_for_nothing(house: House, event: dict[str, Any]) -> None:
    assert await house.zalo(event) == (200, {"taken": False})
    assert house.captures == []


async def test_a_message_with_an_absurd_time_is_taken_without_one(house: House) -> None:
    await house.zalo(MESSAGE | {"timestamp": "9" * 30})
    assert house.captures[0].entry.published_at is None


async def test_events_that_are_not_signed_by_the_account_are_refused(house: House) -> None:
    assert (await house.zalo(MESSAGE, secret="guess"))[0] == 401
    assert (await house.zalo([]))[0] == 422
    assert house.captures == []


async def test_a_door_that_is_shut_is_not_there() -> None:
    shut = House(Doors())
    assert (await shut.push())[0] == 404
    assert (await shut.zalo(MESSAGE))[0] == 404
