"""The doors to Facebook and YouTube against stand-ins of their real protocols: pages, errors, tokens, quotas."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio
from tests.outlets import Outlet, page

from ingest.doors.facebook import FIELDS, FacebookPage
from ingest.doors.item import Item
from ingest.doors.post import BoxAway, PostRounds
from ingest.doors.wall import KeyRefused, QuotaSpent, Wall
from ingest.doors.youtube import YoutubeChannel
from ingest.metrics import IngestMetrics
from ingest.testing import AT, InMemoryDesk, ScriptedReader, in_memory_works
from ingest.usecases import Watch
from shared.ops.metrics import Metrics

pytestmark = [pytest.mark.integration, pytest.mark.asyncio(loop_scope="session")]

SECRET = "EAAB-bi-mat-khong-ai-biet"
FACEBOOK = f"/v23.0/CongDoan/posts?fields={FIELDS.replace(',', '%2C')}&limit=25"
YOUTUBE = "/youtube/v3/playlistItems?part=snippet%2CcontentDetails&playlistId=UUabc&maxResults=50"


@pytest_asyncio.fixture(loop_scope="session")
async def outlet() -> AsyncIterator[Outlet]:
    async with Outlet() as outlet:
        yield outlet


def says(outlet: Outlet, path: str, told: object, status: int = 200) -> None:
    body = json.dumps(told).encode()

    async def answer(writer: asyncio.StreamWriter) -> None:
        head = f"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        writer.write(head.encode() + b"Connection: close\r\n\r\n" + body)

    outlet.pages[path] = answer


def facebook(outlet: Outlet) -> Wall:
    return Wall("facebook", FacebookPage("CongDoan", SECRET, "fb", "Trang", f"{outlet.url}/v23.0").page, lambda: AT)


def youtube(outlet: Outlet) -> Wall:
    return Wall("youtube", YoutubeChannel("UCabc", SECRET, "yt", "Kênh", outlet.url).page, lambda: AT)


def post(number: int, at: datetime = AT, **other: Any) -> dict[str, Any]:
    """As the Graph API writes it: a zone without a colon."""
    written = at.strftime("%Y-%m-%dT%H:%M:%S+0000")
    link = f"https://www.facebook.com/CongDoan/posts/{number}"
    return {
        "id": f"9_{number}",
        "message": f"Công nhân hỏi {number}.",
        "created_time": written,
        "permalink_url": link,
    } | other


def video(number: int, at: datetime | None = AT) -> dict[str, Any]:
    details = {"videoId": f"v{number}"} | ({"videoPublishedAt": at.strftime("%Y-%m-%dT%H:%M:%SZ")} if at else {})
    return {"snippet": {"title": f"Bản tin {number}", "description": "Nội dung bản tin."}, "contentDetails": details}


async def look(box: Any) -> list[tuple[str, Item]]:
    found: list[tuple[str, Item]] = await asyncio.to_thread(box.look)
    return found


async def test_posts_are_read_page_by_page_until_what_is_known(outlet: Outlet) -> None:
    box = facebook(outlet)
    cursor = {"cursors": {"after": "QVFI"}, "next": f"https://graph.facebook.com/x?access_token={SECRET}&after=QVFI"}
    says(outlet, FACEBOOK, {"data": [post(3), post(2)], "paging": cursor})
    says(outlet, f"{FACEBOOK}&after=QVFI", {"data": [post(1)], "paging": {"cursors": {"after": "Z"}}})
    found = await look(box)
    assert [number for number, _ in found] == ["9_3", "9_2", "9_1"]
    item = found[0][1]
    assert (item.address, item.published_at) == ("https://www.facebook.com/CongDoan/posts/3", AT.replace(microsecond=0))
    assert (item.medium, item.text) == ("facebook", "Công nhân hỏi 3.")
    assert all(f"Authorization: Bearer {SECRET}" in head for head in outlet.heads)
    assert all(SECRET not in path for path in outlet.asked)
    box.done([number for number, _ in found])
    outlet.asked.clear()
    assert await look(box) == []
    assert outlet.asked == [FACEBOOK], "a page with nothing new is the last one"


async def test_old_posts_and_those_without_words_are_left_and_a_pinned_one_hides_nothing(outlet: Outlet) -> None:
    old = post(1, AT - timedelta(days=8))
    strange = post(5, permalink_url="javascript:alert(1)")
    picture = {"id": "9_4", "created_time": "2026-11-24T03:00:00+0000"}
    says(outlet, FACEBOOK, {"data": [old, picture, strange, "no post", {}]})
    ((number, item),) = await look(facebook(outlet))
    assert (number, item.address) == ("9_5", "https://www.facebook.com/9_5")


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [(400, 190, KeyRefused), (403, 10, KeyRefused), (400, 4, QuotaSpent), (403, 32, QuotaSpent), (500, 2, BoxAway)],
)
async def test_what_facebook_refuses_has_its_kind_and_never_the_token(
    outlet: Outlet, status: int, code: int, kind: type[BoxAway]
) -> None:
    message = f"Error validating access token {SECRET}: Session has expired"
    says(outlet, FACEBOOK, {"error": {"message": message, "type": "OAuthException", "code": code}}, status)
    with pytest.raises(BoxAway, match=f"code {code}") as refused:
        await look(facebook(outlet))
    assert type(refused.value) is kind
    assert SECRET not in str(refused.value)
    assert bool(refused.value.retry_after) is (kind is not BoxAway)


async def test_videos_are_read_page_by_page_without_what_is_private(outlet: Outlet) -> None:
    says(outlet, YOUTUBE, {"items": [video(3), video(2, None)], "nextPageToken": "CDI"})
    says(outlet, f"{YOUTUBE}&pageToken=CDI", {"items": [video(1), {}, []]})
    found = await look(youtube(outlet))
    assert [number for number, _ in found] == ["v3", "v1"]
    assert (found[0][1].address, found[0][1].title) == ("https://www.youtube.com/watch?v=v3", "Bản tin 3")
    assert all(SECRET not in path for path in outlet.asked)
    assert all(f"X-Goog-Api-Key: {SECRET}".lower() in head.lower() for head in outlet.heads)


@pytest.mark.parametrize(
    ("status", "error", "kind"),
    [
        (403, {"errors": [{"reason": "quotaExceeded"}]}, QuotaSpent),
        (400, {"details": [{"reason": "API_KEY_INVALID"}]}, KeyRefused),
        (404, {"errors": [{"reason": "playlistNotFound"}]}, BoxAway),
        (403, "not an object", BoxAway),
    ],
)
async def test_what_youtube_refuses_has_its_kind_and_never_the_key(
    outlet: Outlet, status: int, error: Any, kind: type[BoxAway]
) -> None:
    told = error | {"message": f"key={SECRET}"} if isinstance(error, dict) else error
    says(outlet, YOUTUBE, {"error": told}, status)
    with pytest.raises(BoxAway) as refused:
        await look(youtube(outlet))
    assert type(refused.value) is kind
    assert SECRET not in str(refused.value)


@pytest.mark.parametrize("body", [b"<html>", b"[]", b"[" * 100_000, b'{"data": 7, "items": 7}', b""])
@pytest.mark.parametrize("which", [facebook, youtube])
async def test_whatever_comes_instead_is_no_post_and_breaks_nothing(outlet: Outlet, which: Any, body: bytes) -> None:
    outlet.pages |= dict.fromkeys((FACEBOOK, YOUTUBE), page(body, "application/json"))
    try:
        found: Any = await look(which(outlet))
    except BoxAway as error:
        found = str(error)
    assert found == [] or SECRET not in found


async def test_a_spent_quota_rests_and_a_capture_is_never_visited(
    outlet: Outlet, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    works, now, metrics = in_memory_works(), [AT], Metrics("ingest")
    watch = Watch(InMemoryDesk(works), works, ScriptedReader(), lambda: now[0], 3, 4, 1.0)
    every = timedelta(minutes=5)
    rounds = PostRounds(facebook(outlet), every, watch, IngestMetrics(metrics, lambda: AT))
    says(outlet, FACEBOOK, {"data": [post(1)]})
    box = await rounds.claim()
    assert box is not None
    await rounds.do(box)
    assert [capture.source.medium for capture in works.table("captures").values()] == ["facebook"]
    assert works.table("revisit_at") == {}, "what stands behind a sign-in is not visited"
    says(outlet, FACEBOOK, {"error": {"code": 4, "message": "limit"}}, 400)
    now[0] += every
    await rounds.do(box)
    assert await rounds.next_due() == now[0] + timedelta(hours=1)
    labels = {"door": "facebook", "outcome": "QuotaSpent"}
    assert metrics.registry.get_sample_value("haichieu_door_knocks_total", labels) == 1
    assert SECRET not in caplog.text
