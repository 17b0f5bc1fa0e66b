"""One form of bytes for one JSON value (RFC 8785), so that anybody can compute the same hash with a tool of their own.

rfc8785 (Trail of Bits, Apache-2.0, 9 KB, no dependencies): the standard is frozen, and so is the library.
"""

import hashlib
from typing import Any

import rfc8785


class NotCanonical(ValueError):
    """The value has no canonical form: a number beyond 2^53, a lone surrogate, something that is not JSON."""


def canonical(value: Any) -> bytes:
    """Raises NotCanonical."""
    try:
        return rfc8785.dumps(value)
    except (ValueError, RecursionError) as error:
        raise NotCanonical(f"Không có dạng chuẩn RFC 8785: {error}") from error


def digest(value: Any) -> str:
    """SHA-256 over the canonical bytes, as hexadecimal digits. Raises NotCanonical."""
    return hashlib.sha256(canonical(value)).hexdigest()
