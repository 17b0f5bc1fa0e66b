"""What the machine was not sure of, one publication at a time: a person says whether it concerns us."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from casework.access.policy import Permission
from casework.domain.judging import Judging, Relevance
from casework.domain.life.refusals import Stale
from casework.http.case_page import message_of, position
from casework.http.forms import Form
from casework.http.navigation import UNSURE
from casework.http.order_choices import units_of
from casework.http.order_desk import OrderDesk, actor_of
from casework.http.order_failures import ORDER_STATUS, REFUSALS
from casework.http.pages import Pages
from casework.http.sorting.marking import marked
from casework.http.sorting.words import FASTER, READY, VERDICTS
from casework.http.words import TOPICS
from casework.store.publication_pages import PublicationPages
from shared.ops.clock import VIETNAM

WORDS: Mapping[str, Relevance] = {"lien-quan": "yes", "khong-lien-quan": "no", "hoan-tac": "unsure"}
SHOWN, RECENT = 20, 10
NOTHING: Form = {"topic": "", "unit_id": "", "reason": ""}


class SortingRoom:
    def __init__(self, pages: Pages, publications: PublicationPages, desk: OrderDesk) -> None:
        self._pages = pages
        self._publications = publications
        self._desk = desk

    def routes(self) -> list[BaseRoute]:
        one = f"{UNSURE}/{{publication_id}}"
        return [
            Route(UNSURE, self.look),
            *(Route(f"{one}/{word}", self.judging(WORDS[word]), methods=["POST"]) for word in WORDS),
            *(Route(f"{one}/{word}", self.back) for word in WORDS),
        ]

    async def look(self, request: Request) -> Response:
        """`tu`: the place behind which to begin; `xong`: what the reader has just judged."""
        await self._pages.enter(request, Permission.TRIAGE_CASES)
        return await self._show(request, request.query_params.get("tu", ""), request.query_params.get("xong", ""))

    async def back(self, request: Request) -> Response:
        """Somebody asks for the address of a form: after signing in, or by the address line."""
        await self._pages.enter(request, Permission.TRIAGE_CASES)
        return RedirectResponse(UNSURE, status_code=303)

    def judging(self, relevance: Relevance) -> Any:
        async def do(request: Request) -> Response:
            _, form = await self._pages.enter(request, Permission.TRIAGE_CASES)
            publication_id, who = request.path_params["publication_id"], request.state.who
            judging = Judging(
                publication_id,
                relevance,
                actor_of(who),
                self._desk.clock(),
                _chosen(form, "topic"),
                form.get("unit_id", ""),
                READY.get(form.get("san", ""), form.get("reason", "")),
                position(form.get("version", ""), 0),
            )
            try:
                await self._desk.judge(judging, message_of(who, request.url.path, form))
            except REFUSALS as error:
                why = FASTER if isinstance(error, Stale) else str(error)
                return await self._show(request, form.get("tu", ""), "", why, form, ORDER_STATUS[type(error)][0])
            # An undone one waits at its old place: the reader goes on where they were.
            after = form.get("tu", "") if relevance == "unsure" else form.get("cho", "")
            return RedirectResponse(f"{UNSURE}?tu={after}&xong={publication_id}", status_code=303)

        return do

    async def _show(
        self, request: Request, after: str, done: str, why: str = "", typed: Form | None = None, status: int = 200
    ) -> Response:
        rows = await self._publications.assessed("unsure", after or None, SHOWN + 1, judged=False)
        if after and not rows:
            after, rows = "", await self._publications.assessed("unsure", None, SHOWN + 1, judged=False)
        recent = await self._publications.judged_lately(RECENT)
        verdicts = await self._publications.verdicts([row["publication_id"] for row in rows])
        mine = [one for one in recent if one["_id"] == done and one["by"] == actor_of(request.state.who).account]
        return self._pages.show(
            request,
            "unsure.html",
            status,
            current=_whole(rows[0]) if rows else None,
            version=verdicts.get(rows[0]["publication_id"], {}).get("version", 0) if rows else 0,
            rest=list(pairwise(rows[:SHOWN])),
            more=len(rows) > SHOWN,
            after=after,
            waiting=await self._publications.waiting(),
            done=mine[0] if mine else None,
            recent=recent,
            ready=READY,
            verdicts=VERDICTS,
            topics=TOPICS,
            units=units_of(self._desk.means().directory, self._desk.clock().astimezone(VIETNAM).date()),
            why=why,
            typed=NOTHING | (typed or {}),
        )


def _whole(row: Mapping[str, Any]) -> dict[str, Any]:
    """Rows of before everything was kept lack some of it."""
    words, lead = row.get("words", ()), row.get("lead", "")
    known = {"lead": marked(lead, words), "title": marked(row["title"], words), "words": words, "plain": row["title"]}
    empty = {"topic": "other", "place_names": (), "published_at": None, "medium": "online", "score": None}
    return empty | dict(row) | known


def _chosen(form: Form, name: str) -> str:
    """A word that is no choice is none: the machine's stays."""
    return form.get(name, "") if form.get(name) in dict(TOPICS) else ""
