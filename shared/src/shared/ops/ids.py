"""Identifiers. `uuid_utils` because Python 3.11 has no UUIDv7 (kept, BSD, one small binary)."""

import hashlib
import secrets

import uuid_utils


def new_id() -> str:
    """A UUIDv7: unique, and sorted by the time it was made."""
    return str(uuid_utils.uuid7())


def stable_id(*parts: str) -> str:
    """The same 32 characters for the same parts, on every machine: what makes a repeat recognisable."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


def new_traceparent() -> str:
    """A W3C trace context for a journey that begins here; sampled, so that every hop logs it."""
    return f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"
