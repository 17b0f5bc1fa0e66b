"""The letters of a case: read, begun, written anew, previewed, and as a file."""

from typing import Annotated

from fastapi import Body, Path, Request
from starlette.responses import Response

from casework.access.policy import Permission, Scope
from casework.access.who import Who
from casework.correspondence.by import Visitor
from casework.correspondence.desk import LetterDesk
from casework.correspondence.own import AnyOwn, AnyText
from casework.http.api.caller import Caller, Sees
from casework.http.api.cases import CaseId
from casework.http.api.cursors import NUMBER, Cursor, Limit, Page, page_of, read
from casework.http.api.endpoint import Endpoint
from casework.http.api.etags import IfMatch, IfNoneMatch, etag, tag_unless_held, version_of
from casework.http.api.letter_failures import refusing
from casework.http.api.letter_files import Docx, as_file
from casework.http.api.letter_shapes import LetterLine, LetterOut, letter_line, letter_out
from casework.http.visitors import visitor_for
from casework.store.case_pages import CasePages
from casework.store.letter_pages import LetterPages
from shared.ops.ids import new_id

LetterId = Annotated[str, Path(min_length=1, max_length=64)]
Content = Annotated[AnyOwn, Body()]
Text = Annotated[AnyText, Body()]
ONE = "/letters/{letter_id}"


class LetterEndpoints:
    def __init__(self, desk: LetterDesk, pages: LetterPages, cases: CasePages) -> None:
        self._desk = desk
        self._pages = pages
        self._cases = cases

    def table(self) -> list[Endpoint]:
        see, write = Permission.READ_CASES, Permission.WRITE_LETTERS
        of_case = "/cases/{case_id}/letters"
        return [
            Endpoint("GET", of_case, see, self.list_letters, may=[404]),
            Endpoint("POST", of_case, write, self.begin_letter, 201, may=[404]),
            Endpoint("GET", ONE, see, self.get_letter, may=[304, 404]),
            Endpoint("POST", f"{ONE}/edit", write, self.edit_letter, may=[404, 409, 412, 428]),
            Endpoint("GET", f"{ONE}/document", see, self.get_document, may=[404, 409], answer=Docx),
        ]

    async def list_letters(
        self, scope: Sees, case_id: CaseId, cursor: Cursor = None, limit: Limit = 50
    ) -> Page[LetterLine]:
        """In the order in which they were begun."""
        await self._cases.case(scope, case_id)
        rows = await self._pages.of_case(case_id, read(cursor, NUMBER, case_id) or 0, limit + 1)
        return page_of(rows, limit, lambda one: one.place, letter_line, case_id)

    async def begin_letter(
        self, request: Request, response: Response, who: Caller, scope: Sees, case_id: CaseId, given: Content
    ) -> LetterOut:
        """A draft, filled in from case, publication, directory and issuer; `notes` say what to check."""
        await self._cases.case(scope, case_id)
        with refusing():
            letter = await self._desk.begin(case_id, given, visitor(request, who, scope))
        response.headers["Location"] = f"/api/v1/letters/{letter.id}"
        response.headers["ETag"] = etag(letter.version)
        return letter_out(letter, who.role)

    async def get_letter(
        self, who: Caller, scope: Sees, letter_id: LetterId, response: Response, if_none_match: IfNoneMatch = None
    ) -> LetterOut:
        """With its version as ETag: a step has to name it."""
        with refusing():
            letter = await self._pages.letter(scope, letter_id)
        response.headers["ETag"] = tag_unless_held(if_none_match, letter.version)
        return letter_out(letter, who.role)

    async def edit_letter(
        self,
        request: Request,
        response: Response,
        who: Caller,
        scope: Sees,
        letter_id: LetterId,
        given: Text,
        if_match: IfMatch = None,
    ) -> LetterOut:
        """All of the writer's own fields again; the rest is filled in anew. A proposal or an approval falls."""
        version = version_of(if_match)
        with refusing():
            await self._pages.letter(scope, letter_id)
            letter = await self._desk.edit(letter_id, version, given, visitor(request, who, scope))
        response.headers["ETag"] = etag(letter.version)
        return letter_out(letter, who.role)

    async def get_document(self, scope: Sees, letter_id: LetterId) -> Docx:
        """The .docx: as it was signed; before that a preview without number and date. Its ETag is its SHA-256."""
        with refusing():
            letter = await self._pages.letter(scope, letter_id)
            if signed := letter.letter.signed_document:
                return as_file(letter, await self._pages.signed(letter), signed)
            sheet = await self._desk.press.again(letter.kind, letter.printed.facts)
            return as_file(letter, sheet.content, sheet.sha256)


def visitor(request: Request, who: Who, scope: Scope) -> Visitor:
    """The idempotency key's digest counts as the message: a crash before the answer is kept repeats nothing."""
    message = getattr(request.state, "idempotency", None) or new_id()
    return visitor_for(who, scope, message)
