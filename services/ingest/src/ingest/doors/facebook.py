"""Posts of Facebook pages that have granted us a token (Graph API, `/{page}/posts`). No account, no scraping.

Written by Meta's documentation; unverified with a real page. A page that takes its token back is told as KeyRefused.
"""

import json
from dataclasses import dataclass
from typing import Any

from ingest.doors.asking import ask
from ingest.doors.item import Item
from ingest.doors.post import BoxAway
from ingest.doors.wall import KeyRefused, Page, QuotaSpent, moment

DOOR, MEDIUM = "facebook", "facebook"
FIELDS = "id,message,created_time,permalink_url"
A_PAGE = 25
REFUSED, SPENT = frozenset({10, 102, 190, 200}), frozenset({4, 17, 32, 613})
"""Error codes: the token (or its right) is gone; too many questions."""
REST_SECONDS = 3_600.0


@dataclass(frozen=True, slots=True)
class FacebookPage:
    """One page and its token."""

    page_id: str
    token: str
    outlet_id: str
    outlet_name: str
    server: str = "https://graph.facebook.com/v23.0"

    def page(self, after: str) -> Page:
        """For a Wall. Raises BoxAway, KeyRefused, QuotaSpent."""
        # The "next" address that comes along holds the token; the cursor does not.
        params = {"fields": FIELDS, "limit": str(A_PAGE)} | ({"after": after} if after else {})
        token = {"Authorization": f"Bearer {self.token}"}
        status, told = ask(f"{self.server}/{self.page_id}/posts", params, token)
        if "error" in told or status != 200:
            raise self._refusal(status, told.get("error"))
        posts = [post for post in _list(told.get("data")) if isinstance(post, dict)]
        paging = told.get("paging")
        cursors = paging.get("cursors") if isinstance(paging, dict) and paging.get("next") else None
        following = str(cursors.get("after", "")) if isinstance(cursors, dict) else ""
        return [(str(post.get("id", "")), self._item(post)) for post in posts], following

    def _refusal(self, status: int, error: Any) -> BoxAway:
        told = error if isinstance(error, dict) else {}
        code, words = told.get("code"), str(told.get("message", ""))[:200].replace(self.token, "…")
        kind = KeyRefused if code in REFUSED else QuotaSpent if code in SPENT else BoxAway
        rest = REST_SECONDS if kind is not BoxAway else None
        return kind(f"Facebook refused page {self.page_id} ({status}, code {code}): {words}", retry_after=rest)

    def _item(self, post: dict[str, Any]) -> Item | None:
        """None for a post without words: a picture, a shared link."""
        number, text = str(post.get("id", "")), post.get("message")
        if not number or not isinstance(text, str) or not text.strip():
            return None
        return Item(
            door=DOOR,
            outlet_id=self.outlet_id,
            outlet_name=self.outlet_name,
            medium=MEDIUM,
            address=_address(post.get("permalink_url"), number),
            title="",
            text=text,
            raw=json.dumps(post, ensure_ascii=False).encode("utf-8", "backslashreplace"),
            content_type="application/json",
            published_at=moment(post.get("created_time")),
        )


def _address(permalink: Any, number: str) -> str:
    """Its own link, if it leads to Facebook at all."""
    known = isinstance(permalink, str) and permalink.startswith("https://www.facebook.com/")
    return str(permalink) if known else f"https://www.facebook.com/{number}"


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
