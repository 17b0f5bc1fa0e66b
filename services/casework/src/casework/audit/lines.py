"""A line of JSON from a stranger: its one canonical form or nothing."""

import json
import re
from typing import Any

from casework.audit.canonical import NotCanonical, canonical

_HASH = re.compile(r"[0-9a-f]{64}")


class Faulty(Exception):
    """What is wrong with a line; whoever reads the file adds which line it is."""


def object_of(line: bytes) -> dict[str, Any]:
    """Raises Faulty. A key given twice, a space more, 1.0 for 1: none of them survives the comparison of bytes."""
    if not line.endswith(b"\n"):
        raise Faulty("bị cắt giữa dòng hoặc dài quá mức")
    try:
        row = json.loads(line)
        form = canonical(row) + b"\n"
    except (ValueError, RecursionError, NotCanonical) as error:
        raise Faulty("không phải một dòng JSON đọc được") from error
    if not isinstance(row, dict) or form != line:
        raise Faulty("không ở dạng chuẩn RFC 8785: đã bị sửa bằng tay")
    return row


def is_hash(value: object) -> bool:
    return isinstance(value, str) and _HASH.fullmatch(value) is not None


def is_number(value: object) -> bool:
    """True is 1 to Python, and must not be here."""
    return type(value) is int and value >= 0
