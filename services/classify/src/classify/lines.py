"""Publications given as JSON lines, for the commands that need no server."""

import json
from typing import NamedTuple

Id = str | int


class BadLine(ValueError):
    """A line that is no publication."""


class Line(NamedTuple):
    id: Id
    title: str
    text: str
    published_at: str
    """As it was given; empty when it was not, or when it is no text."""


def publication_of(line: bytes) -> Line:
    """Raises BadLine with what is wrong."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadLine(f"not JSON: {error}") from error
    if not isinstance(row, dict):
        raise BadLine("not a JSON object")
    identity, title, text, published_at = (row.get(name) for name in ("id", "title", "text", "published_at"))
    if not isinstance(identity, str | int) or isinstance(identity, bool):
        raise BadLine("id is missing or is neither text nor number")
    if not isinstance(title, str | None):
        raise BadLine("title is not text")
    if not isinstance(text, str):
        raise BadLine("text is missing or is not text")
    return Line(identity, title or "", text, published_at if isinstance(published_at, str) else "")
