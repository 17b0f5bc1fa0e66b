"""The steps of a letter: one line each, its verb, what is sent with it, what it takes to be allowed."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Body, Request
from pydantic import AwareDatetime, BaseModel, Field
from starlette.responses import Response

from casework.access.policy import Permission
from casework.correspondence import steps as s
from casework.correspondence.desk import LetterDesk
from casework.http.api.caller import Caller, Sees
from casework.http.api.endpoint import Endpoint
from casework.http.api.etags import IfMatch, etag, version_of
from casework.http.api.letter_failures import refusing
from casework.http.api.letter_shapes import LetterOut, letter_out
from casework.http.api.letters import ONE, LetterId, visitor
from casework.http.api.session_shapes import Given
from casework.letters.receipt import LONGEST_PROOF
from casework.letters.steps import Step
from casework.store.letter_pages import LetterPages

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256 of the .docx that was read")]
Reason = Annotated[str, Field(min_length=1, max_length=LONGEST_PROOF)]


class Nothing(Given):
    """Nothing needs to be said."""


class Because(Given):
    reason: Reason


class Read(Given):
    document: Sha256


class Leaving(Given):
    """`how`: by post, by e-mail, by hand; under which number."""

    document: Sha256
    how: Annotated[str, Field(max_length=LONGEST_PROOF)] = ""


class Arrived(Given):
    """`proof`: a receipt of the post, a stamp, an answer: what can be shown again."""

    received_at: AwareDatetime
    proof: Annotated[str, Field(min_length=1, max_length=LONGEST_PROOF)]


@dataclass(frozen=True, slots=True)
class Verb:
    word: Step
    kind: type[Any]
    given: type[Given]
    permission: Permission = Permission.SIGN_LETTERS


VERBS = (
    Verb("propose", s.Propose, Nothing, Permission.WRITE_LETTERS),
    Verb("return", s.Return, Because),
    Verb("approve", s.Approve, Read),
    Verb("sign", s.Sign, Read),
    Verb("issue", s.Issue, Leaving, Permission.WRITE_LETTERS),
    Verb("receive", s.Receive, Arrived, Permission.WRITE_LETTERS),
    Verb("withdraw", s.Withdraw, Because, Permission.WRITE_LETTERS),
    Verb("void", s.Void, Because),
)


class LetterStepEndpoints:
    def __init__(self, desk: LetterDesk, pages: LetterPages) -> None:
        self._desk = desk
        self._pages = pages

    def table(self) -> list[Endpoint]:
        may = [404, 409, 412, 428]
        return [Endpoint("POST", f"{ONE}/{v.word}", v.permission, self._handler(v), may=may) for v in VERBS]

    def _handler(self, verb: Verb) -> Any:
        body = Body(default=Nothing()) if verb.given is Nothing else Body()

        async def handle(
            request: Request,
            response: Response,
            who: Caller,
            scope: Sees,
            letter_id: LetterId,
            given: BaseModel = body,
            if_match: IfMatch = None,
        ) -> LetterOut:
            version = version_of(if_match)
            with refusing():
                # Before anything is told about a letter that is not to be seen.
                await self._pages.letter(scope, letter_id)
                taken = verb.kind(**given.model_dump())
                letter = await self._desk.take(letter_id, version, taken, visitor(request, who, scope))
            response.headers["ETag"] = etag(letter.version)
            return letter_out(letter, who.role)

        # FastAPI reads the body as the step's own model.
        handle.__annotations__["given"] = verb.given
        handle.__name__ = f"{verb.word}_letter"
        handle.__doc__ = verb.kind.__doc__
        return handle
