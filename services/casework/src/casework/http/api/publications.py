"""Publications that the machine has assessed, and what an officer says of them."""

from typing import Annotated, Literal

from fastapi import Path, Query, Request

from casework.access.policy import Permission
from casework.domain.judging import Judging
from casework.http.api.caller import Caller
from casework.http.api.cursors import TEXT, Cursor, Limit, Page, page_of, read
from casework.http.api.endpoint import Endpoint
from casework.http.api.publication_shapes import AssessedOut, JudgingIn, VerdictOut, assessed_out
from casework.http.order_desk import OrderDesk, actor_of
from casework.store.publication_pages import PublicationPages
from shared.ops.ids import new_id

PublicationId = Annotated[str, Path(min_length=1, max_length=64)]


class PublicationEndpoints:
    def __init__(self, desk: OrderDesk, pages: PublicationPages) -> None:
        self._desk = desk
        self._pages = pages

    def table(self) -> list[Endpoint]:
        triage = Permission.TRIAGE_CASES
        judge = "/publications/{publication_id}/judge"
        return [
            Endpoint("GET", "/publications", triage, self.list_publications_assessed),
            Endpoint("POST", judge, triage, self.judge_publication, may=[404, 409, 412]),
        ]

    async def list_publications_assessed(
        self,
        relevance: Annotated[Literal["yes", "unsure", "no"], Query(description="as the machine said")] = "unsure",
        judged: Annotated[bool, Query(description="those that an officer has judged, or those that wait")] = False,
        past: Annotated[
            bool, Query(description="only what a backfill brought: the machine opens no case of it")
        ] = False,
        cursor: Cursor = None,
        limit: Limit = 50,
    ) -> Page[AssessedOut]:
        """The last assessed first."""
        asked = (relevance, judged, past)
        after = read(cursor, TEXT, asked)
        rows = await self._pages.assessed(relevance, after, limit + 1, judged=judged, of_the_past=past)
        verdicts = await self._pages.verdicts([row["publication_id"] for row in rows])
        return page_of(rows, limit, lambda row: row["_id"], lambda row: assessed_out(row, verdicts), asked)

    async def judge_publication(
        self, request: Request, who: Caller, publication_id: PublicationId, given: JudgingIn
    ) -> VerdictOut:
        """A yes joins the case that tells the same, or opens one and asks its unit; a no leaves its trace."""
        judging = Judging(
            publication_id,
            given.relevant,
            actor_of(who),
            self._desk.clock(),
            given.topic or "",
            given.unit_id,
            given.reason,
            given.version,
        )
        message = getattr(request.state, "idempotency", None) or new_id()
        verdict = await self._desk.judge(judging, message)
        return VerdictOut(**{name: getattr(verdict, name) for name in VerdictOut.model_fields})
