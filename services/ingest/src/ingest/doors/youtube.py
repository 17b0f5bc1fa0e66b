"""Videos of YouTube channels (Data API v3, the list of a channel's uploads): title and description, one unit a page.

Without a key a channel's feed does, as a source like any other (youtube.com/feeds/videos.xml?channel_id=…); it has the
latest fifteen. Written by Google's documentation; unverified with a real key.
"""

import json
from dataclasses import dataclass
from typing import Any

from ingest.doors.asking import ask
from ingest.doors.item import Item
from ingest.doors.post import BoxAway
from ingest.doors.wall import KeyRefused, Page, QuotaSpent, moment

DOOR, MEDIUM = "youtube", "youtube"
A_PAGE = 50
SPENT = frozenset({"quotaExceeded", "dailyLimitExceeded", "rateLimitExceeded", "userRateLimitExceeded"})
REFUSED = frozenset({"keyInvalid", "keyExpired", "API_KEY_INVALID", "accessNotConfigured", "ipRefererBlocked"})
REST_SECONDS = 6 * 3_600.0
"""The units of a day come back at midnight in California."""


@dataclass(frozen=True, slots=True)
class YoutubeChannel:
    """One channel; `channel` begins with UC."""

    channel: str
    key: str
    outlet_id: str
    outlet_name: str
    server: str = "https://www.googleapis.com"

    def page(self, after: str) -> Page:
        """For a Wall. Raises BoxAway, KeyRefused, QuotaSpent."""
        # The list of all uploads of channel UC… is the playlist UU….
        asked = {"part": "snippet,contentDetails", "playlistId": f"UU{self.channel[2:]}", "maxResults": str(A_PAGE)}
        key = {"X-Goog-Api-Key": self.key}
        status, told = ask(
            f"{self.server}/youtube/v3/playlistItems", asked | ({"pageToken": after} if after else {}), key
        )
        if "error" in told or status != 200:
            raise self._refusal(status, told.get("error"))
        items = told.get("items")
        rows = [row for row in items if isinstance(row, dict)] if isinstance(items, list) else []
        return [(str(_part(row, "contentDetails").get("videoId", "")), self._item(row)) for row in rows], str(
            told.get("nextPageToken", "")
        )

    def _refusal(self, status: int, error: Any) -> BoxAway:
        told = error if isinstance(error, dict) else {}
        rows = [*_rows(told.get("errors")), *_rows(told.get("details"))]
        reasons = {str(row.get("reason", "")) for row in rows}
        kind = QuotaSpent if reasons & SPENT else KeyRefused if reasons & REFUSED else BoxAway
        words = str(told.get("message", ""))[:200].replace(self.key, "…")
        rest = REST_SECONDS if kind is not BoxAway else None
        return kind(f"YouTube refused channel {self.channel} ({status}): {words}", retry_after=rest)

    def _item(self, row: dict[str, Any]) -> Item | None:
        """None for what is private or deleted: it stands in the list without a date of its own."""
        said, details = _part(row, "snippet"), _part(row, "contentDetails")
        number, published = str(details.get("videoId", "")), moment(details.get("videoPublishedAt"))
        if not number or published is None:
            return None
        return Item(
            door=DOOR,
            outlet_id=self.outlet_id,
            outlet_name=self.outlet_name,
            medium=MEDIUM,
            address=f"https://www.youtube.com/watch?v={number}",
            title=str(said.get("title", "")),
            text=str(said.get("description", "")) or str(said.get("title", "")),
            raw=json.dumps(row, ensure_ascii=False).encode("utf-8", "backslashreplace"),
            content_type="application/json",
            published_at=published,
        )


def _part(row: dict[str, Any], name: str) -> dict[str, Any]:
    part = row.get(name)
    return part if isinstance(part, dict) else {}


def _rows(value: Any) -> list[dict[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
