"""Random secrets that are handed out once; only their digests are kept."""

import hashlib
import secrets

TOKEN_BYTES = 32
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"
"""No letter that is read as another: one-time passwords are copied from paper."""


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def digest(token: str) -> str:
    """A plain hash is enough: 256 random bits cannot be guessed, unlike a password."""
    return hashlib.sha256(token.encode()).hexdigest()


def csrf_of(token: str) -> str:
    """Follows from the session's token, so it needs no place of its own and tells nothing about it."""
    return hashlib.sha256(f"csrf|{token}".encode()).hexdigest()


def new_password() -> str:
    """About 79 bits, in groups that can be read aloud."""
    return "-".join("".join(secrets.choice(READABLE) for _ in range(4)) for _ in range(4))
