"""Where a page ended, in a word that only we read: `next` of one page is `cursor` of the following one."""

import base64
import binascii
import hashlib
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Query
from pydantic import AwareDatetime, BaseModel, Field, TypeAdapter

from casework.http.api.faults import Fault
from casework.http.api.problems import Refused

Item = TypeVar("Item")
Place = TypeVar("Place")

Cursor = Annotated[str | None, Query(max_length=1_000, description="`next` of the page before")]
TEXT = TypeAdapter(tuple[str, str])
"""Kinds of places. Somebody may have written the cursor: only the right kind goes into a question to the database."""
NUMBER = TypeAdapter(tuple[str, Annotated[int, Field(ge=0, le=1_000_000_000)]])
MOMENT = TypeAdapter(tuple[str, tuple[AwareDatetime, Annotated[int, Field(ge=0, le=1_000_000_000)], str]])
Limit = Annotated[int, Query(ge=1, le=100, description="rows of a page")]


class Page(BaseModel, Generic[Item]):
    """`next` is null on the last page."""

    items: list[Item]
    next: str | None = None


def page_of(
    rows: Sequence[Any], limit: int, place: Callable[[Any], Any], item: Callable[[Any], Item], asked: object = None
) -> Page[Item]:
    """`rows` were asked for with one more than `limit`; `asked`: the filters, which a cursor belongs to."""
    shown = rows[:limit]
    more = len(rows) > limit
    return Page(items=[item(row) for row in shown], next=_written(place(shown[-1]), asked) if more else None)


def read(cursor: str | None, place: TypeAdapter[tuple[str, Place]], asked: object = None) -> Place | None:
    """Where to go on; None at the beginning. Raises Refused for a cursor of another list, or of nobody's making."""
    if cursor is None:
        return None
    try:
        filters, found = place.validate_json(base64.urlsafe_b64decode(cursor.encode() + b"=="))
    except (binascii.Error, ValueError):
        raise _foreign() from None
    if filters != _digest(asked):
        raise _foreign()
    return found


def _foreign() -> Refused:
    fault = Fault(field="query.cursor", message="Không phải con trỏ của danh sách này với bộ lọc này.")
    advice = "Xin đọc lại từ trang đầu (bỏ tham số cursor), và giữ nguyên bộ lọc khi sang trang."
    return Refused(422, "bad-cursor", "Con trỏ trang không đúng", advice, errors=[fault])


def _written(place: Any, asked: object) -> str:
    return base64.urlsafe_b64encode(_ANY.dump_json([_digest(asked), place])).decode().rstrip("=")


_ANY: TypeAdapter[Any] = TypeAdapter(Any)


def _digest(asked: object) -> str:
    return hashlib.sha256(repr(asked).encode()).hexdigest()[:12]
