"""The directory of bodies."""

from datetime import date
from typing import Annotated, Any

from fastapi import Query
from pydantic import BaseModel

from casework.access.policy import Permission
from casework.http.api.cursors import TEXT, Cursor, Limit, Page, page_of, read
from casework.http.api.endpoint import Endpoint
from casework.store.case_pages import CasePages


class BodyOut(BaseModel):
    """`mark` says how sure the fact is: V, V-ocr, V2, INF or U."""

    id: str
    name: str
    kind: str
    places: list[str]
    valid_from: date | None
    valid_to: date | None
    mark: str


def body_out(row: dict[str, Any]) -> BodyOut:
    return BodyOut(id=row["_id"], **{name: row[name] for name in BodyOut.model_fields if name != "id"})


class BodyEndpoints:
    def __init__(self, pages: CasePages) -> None:
        self._pages = pages

    def table(self) -> list[Endpoint]:
        return [Endpoint("GET", "/bodies", Permission.READ_BODIES, self.list_bodies)]

    async def list_bodies(
        self,
        kind: Annotated[str | None, Query(min_length=1, max_length=64)] = None,
        cursor: Cursor = None,
        limit: Limit = 50,
    ) -> Page[BodyOut]:
        """Units, the province, oversight bodies, with the days on which they exist."""
        rows = await self._pages.bodies(kind, read(cursor, TEXT, kind), limit + 1)
        return page_of(rows, limit, lambda row: row["_id"], body_out, kind)
