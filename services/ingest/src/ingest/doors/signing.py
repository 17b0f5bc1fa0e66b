"""Who knocks is known by a signature over what he says. Compared in constant time."""

import hashlib
import hmac

SKEW_SECONDS = 300
"""A message older than that may be somebody else's, repeated; clocks differ by less."""


def push_signature(secret: str, sent_at: str, key: str, body: bytes) -> str:
    """HMAC-SHA256 in hex over time, idempotency key and body, with a dot between."""
    return hmac.new(secret.encode(), f"{sent_at}.{key}.".encode() + body, hashlib.sha256).hexdigest()


def zalo_signature(app_id: str, sent_at: str, secret: str, body: bytes) -> str:
    """As Zalo's page for webhooks writes it: sha256(appId + data + timeStamp + OAsecretKey). Unverified: written from
    memory of that page, and never yet seen with a real account."""
    return hashlib.sha256(app_id.encode() + body + sent_at.encode() + secret.encode()).hexdigest()


def same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode())


def in_time(sent_at: str, now: float) -> bool:
    """`sent_at` in seconds since 1970."""
    return sent_at.isascii() and sent_at.isdigit() and len(sent_at) < 12 and abs(now - int(sent_at)) <= SKEW_SECONDS
