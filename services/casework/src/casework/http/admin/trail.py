"""The audit trail on a page: of a case or another chain with its check, or of one person."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from casework.access.policy import Permission, Scope
from casework.audit.entry import CASE, Entry, case_chain
from casework.http.case_page import position
from casework.http.letters.room import enter
from casework.http.navigation import TRAIL
from casework.http.pages import Pages
from casework.store.case_pages import CasePages
from casework.store.people import People
from casework.store.trail_pages import TrailPages

ROWS, LONGEST = 100, 200


class TrailRoom:
    def __init__(self, pages: Pages, trail: TrailPages, cases: CasePages, people: People) -> None:
        self._pages = pages
        self._trail = trail
        self._cases = cases
        self._people = people

    def routes(self) -> list[BaseRoute]:
        return [Route(TRAIL, self.look)]

    async def look(self, request: Request) -> Response:
        """`chuoi` names a chain or a case, `nguoi` a person: the question stands in the address."""
        _, scope, _ = await enter(self._pages, request, Permission.READ_TRAIL)
        chain = _chain_in(request.query_params.get("chuoi", ""))
        actor = "" if chain else request.query_params.get("nguoi", "").strip()[:LONGEST]
        await self._check_seen(scope, chain)
        before = request.query_params.get("truoc", "")
        found = await self._entries(scope, chain, actor, before)
        shown = found[:ROWS]
        return self._pages.show(
            request,
            "trail.html",
            chain=chain,
            actor=actor,
            entries=shown,
            next=_place(chain, shown) if len(found) > ROWS else "",
            before=before,
            checked=await self._trail.checked(chain) if chain else None,
            titles=await self._trail.titles(scope, shown),
            people=await self._people.names(str(entry.body["actor"]) for entry in shown),
        )

    async def _check_seen(self, scope: Scope, chain: str) -> None:
        """Raises NoSuchCase."""
        if chain.startswith(CASE):
            await self._cases.case(scope, chain.removeprefix(CASE))

    async def _entries(self, scope: Scope, chain: str, actor: str, before: str) -> Sequence[Entry]:
        if chain:
            return await self._trail.chain(chain, position(before, 0) or None, ROWS + 1)
        return await self._trail.by_actor(scope, actor, before or None, ROWS + 1) if actor else []


def _chain_in(typed: str) -> str:
    """A chain by its name; the number of a case, or the address of its page, means the case's."""
    kept = typed.strip()[:LONGEST]
    if "/cases/" in kept:
        return case_chain(kept.partition("/cases/")[2].partition("?")[0].partition("#")[0].strip("/"))
    return case_chain(kept) if kept.count("-") == 4 and "/" not in kept else kept


def _place(chain: str, shown: Sequence[Entry]) -> str:
    return str(shown[-1].seq) if chain else str(shown[-1].body["at"])
