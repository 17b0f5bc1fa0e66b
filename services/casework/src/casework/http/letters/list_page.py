"""The page on which all letters are listed."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from casework.access.policy import Permission
from casework.http.case_page import position
from casework.http.letters.list_filters import address_of, asked_of, choices_of
from casework.http.letters.room import enter
from casework.http.navigation import LETTERS
from casework.http.pages import Pages
from casework.store.letter_list import LOOKED_AT, ROWS, LetterList
from shared.ops.clock import Clock


class LetterListRoom:
    def __init__(self, pages: Pages, letters: LetterList, clock: Clock) -> None:
        self._pages = pages
        self._letters = letters
        self._clock = clock

    def routes(self) -> list[BaseRoute]:
        return [Route(LETTERS, self.look)]

    async def look(self, request: Request) -> Response:
        _, scope, _ = await enter(self._pages, request, Permission.READ_CASES)
        asked, page, now = (
            asked_of(request.query_params),
            position(request.query_params.get("trang", "")),
            self._clock(),
        )
        found = await self._letters.find(scope, asked, now)
        first = (max(page, 1) - 1) * ROWS
        return self._pages.show(
            request,
            "letter_list.html",
            asked=asked,
            choices=choices_of(asked),
            letters=found[first : first + ROWS],
            total=len(found),
            first=first + 1,
            looked_at=LOOKED_AT,
            before=address_of(asked, page - 1) if first else "",
            after=address_of(asked, page + 1) if first + ROWS < len(found) else "",
            now=now,
        )
