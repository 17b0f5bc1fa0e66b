"""Posts of public Telegram channels that have made our bot a member (Bot API, getUpdates). No account, no scraping.

Telegram keeps an update until a later one is asked for: what was taken and not yet confirmed when we are ended comes
again, and is recognised by its channel and number.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx

from ingest.doors.item import Item
from ingest.doors.post import BoxAway
from shared.contracts.envelope import EARLIEST, LATEST

DOOR, MEDIUM = "telegram", "telegram"
SECONDS = 20.0
BYTES = 5_000_000


class TelegramAway(BoxAway):
    """Telegram does not answer, or refuses the bot."""


@dataclass(frozen=True, slots=True)
class Channels:
    """`outlets` maps a channel's public name, lower case, to outlet id and name; posts of others are let go."""

    token: str
    outlets: dict[str, tuple[str, str]]
    server: str = "https://api.telegram.org"
    door: str = DOOR

    def look(self) -> list[tuple[str, Item]]:
        """Raises TelegramAway."""
        found = [(str(update.get("update_id", "")), self._item(update)) for update in self._updates()]
        # What is not ours is confirmed with what is: it would stand in the way for ever.
        return [(number, item) for number, item in found if item is not None] or self._let_go(found)

    def done(self, numbers: Sequence[str]) -> None:
        """Raises TelegramAway."""
        if numbers:
            self._updates(offset=max(map(int, numbers)) + 1, limit=1)

    def _let_go(self, found: Sequence[tuple[str, Item | None]]) -> list[tuple[str, Item]]:
        self.done([number for number, _ in found if number.isdigit()])
        return []

    def _updates(self, **asked: int) -> list[dict[str, Any]]:
        question: dict[str, str | int] = {**asked, "timeout": 0, "allowed_updates": json.dumps(["channel_post"])}
        try:
            with httpx.Client(timeout=SECONDS, trust_env=False) as client:
                answer = client.get(f"{self.server}/bot{self.token}/getUpdates", params=question)
            told = answer.json() if len(answer.content) <= BYTES else {}
        except (httpx.HTTPError, ValueError, RecursionError) as error:
            # Not its words: the address that stands there holds the token.
            raise TelegramAway(f"Telegram cannot be read: {type(error).__name__}.") from None
        if not isinstance(told, dict) or not told.get("ok") or not isinstance(told.get("result"), list):
            why = told.get("description", "") if isinstance(told, dict) else ""
            raise TelegramAway(f"Telegram refused ({answer.status_code}): {str(why)[:200]}")
        return [update for update in told["result"] if isinstance(update, dict)]

    def _item(self, update: dict[str, Any]) -> Item | None:
        post = update.get("channel_post")
        chat = post.get("chat") if isinstance(post, dict) else None
        if not isinstance(post, dict) or not isinstance(chat, dict):
            return None
        channel, number = str(chat.get("username", "")), post.get("message_id")
        text = post.get("text") or post.get("caption")
        outlet = self.outlets.get(channel.lower())
        if outlet is None or not isinstance(text, str) or not text.strip() or not isinstance(number, int):
            return None
        return Item(
            door=DOOR,
            outlet_id=outlet[0],
            outlet_name=outlet[1],
            medium=MEDIUM,
            address=f"https://t.me/{channel}/{number}",
            title="",
            text=text,
            raw=json.dumps(_unsigned(post), ensure_ascii=False).encode("utf-8", "backslashreplace"),
            content_type="application/json",
            author=str(post.get("author_signature", "")),
            published_at=_moment(post.get("date")),
        )


def _unsigned(post: dict[str, Any]) -> dict[str, Any]:
    """Without the persons in it: who signed, and from whom it was passed on."""
    personal = ("author_signature", "from", "forward_origin", "forward_from", "via_bot", "contact")
    return {name: value for name, value in post.items() if name not in personal}


def _moment(seconds: object) -> datetime | None:
    try:
        moment = datetime.fromtimestamp(int(str(seconds)), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if EARLIEST <= moment < LATEST else None
