"""Answers kept for repeated requests (Idempotency-Key): the first insert is the lock, so one of many at once acts.

An answer may hold a case or a one-time password, so it lies encrypted by what only its client knows: the key it chose.
Fernet of `cryptography` (kept, Apache-2.0/BSD; Authlib needs it too).
"""

import base64
import json
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from cryptography.fernet import Fernet

from casework.store.asking import asking
from shared.ops.clock import Clock
from shared.store.client import Store
from shared.store.driver import Document, PyMongoError, is_duplicate

KEPT = timedelta(hours=24)
ABANDONED = timedelta(minutes=2)
"""Whoever has worked on a request for this long has died over it."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of a key: the request it was used for, and the answer once there is one."""

    fingerprint: str
    answer: Answer | None


class Answers:
    """`name` tells the request apart: who asks, and the key. Raises Transient."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def begin(self, name: str, fingerprint: str) -> Kept | None:
        """None: this request is the first and must be acted on. Else what the first one has come to."""
        now, answers = self._clock(), self._store.collection("answers")
        with asking():
            await answers.delete_one({"_id": _id(name), "body": None, "at": {"$lt": now - ABANDONED}})
            try:
                row: Document = {"_id": _id(name), "fingerprint": fingerprint, "at": now, "body": None}
                await answers.insert_one(row | {"ends_at": now + KEPT})
            except PyMongoError as error:
                if not is_duplicate(error):
                    raise
            else:
                return None
            found = await answers.find_one({"_id": _id(name)})
        return (
            Kept(found["fingerprint"], _opened(name, found["body"])) if found else await self.begin(name, fingerprint)
        )

    async def keep(self, name: str, answer: Answer) -> None:
        packed = [answer.status, answer.headers, base64.b64encode(answer.body).decode()]
        sealed = _box(name).encrypt(json.dumps(packed).encode())
        with asking():
            await self._store.collection("answers").update_one({"_id": _id(name)}, {"$set": {"body": sealed}})

    async def release(self, name: str) -> None:
        """Nothing has happened: the key may be used again."""
        with asking():
            await self._store.collection("answers").delete_one({"_id": _id(name), "body": None})


def _id(name: str) -> str:
    return sha256(f"id|{name}".encode()).hexdigest()


def _box(name: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(sha256(f"box|{name}".encode()).digest()))


def _opened(name: str, sealed: bytes | None) -> Answer | None:
    if sealed is None:
        return None
    status, headers, body = json.loads(_box(name).decrypt(sealed))
    return Answer(status, headers, base64.b64decode(body))
