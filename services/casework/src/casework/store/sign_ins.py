"""Browsers on their way to the identity provider and back."""

from dataclasses import asdict
from datetime import timedelta

from casework.access.departure import Departure
from casework.access.secrets import digest
from casework.store.asking import asking
from shared.ops.clock import Clock
from shared.store.client import Store


class SignIns:
    """By the digest of the cookie that only this browser has. Raises Transient."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def begin(self, browser: str, departure: Departure, wanted: str, time: timedelta) -> None:
        row = {"_id": digest(browser), "wanted": wanted, "ends_at": self._clock() + time, **asdict(departure)}
        with asking():
            await self._store.collection("sign_ins").insert_one(row)

    async def take(self, browser: str) -> tuple[Departure, str] | None:
        """Once: whoever comes a second time has not left."""
        with asking():
            row = await self._store.collection("sign_ins").find_one_and_delete({"_id": digest(browser)})
        if row is None or row["ends_at"] <= self._clock():
            return None
        return Departure(row["url"], row["state"], row["nonce"], row["verifier"]), row["wanted"]
