"""What people do to a case. A command is one line in the table: its verb, its class, what it takes to be allowed.

`act` is the one use case behind all of them. It gets the caller's scope as well, because only it knows the case's unit
and level at the moment of the change; the idempotency key's digest counts as the message, so that even a crash between
the effect and the kept answer does not repeat the effect.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from fastapi import Request, Response

from casework.access.policy import Permission, Scope
from casework.access.refusals import Stale
from casework.access.who import Who
from casework.http.api.caller import Caller, Sees
from casework.http.api.case_shapes import CaseOut, case_out, line_out
from casework.http.api.cases import CaseId
from casework.http.api.endpoint import Endpoint
from casework.http.api.etags import IfMatch, etag, version_of
from casework.http.api.problems import Refused
from casework.store.case_pages import CasePages
from shared.ops.ids import new_id


class Act(Protocol):
    """Raises Stale when the case is not at `expected_version` any more."""

    async def __call__(
        self, case_id: str, expected_version: int, command: Any, actor: Who, scope: Scope, message_id: str
    ) -> None: ...


@dataclass(frozen=True, slots=True)
class Command:
    """`kind`: the dataclass of the command; its fields are the request's body."""

    verb: str
    kind: type[Any]
    permission: Permission


class CommandEndpoints:
    def __init__(self, act: Act, pages: CasePages, commands: Sequence[Command]) -> None:
        self._act = act
        self._pages = pages
        self._commands = commands

    def table(self) -> list[Endpoint]:
        return [
            Endpoint("POST", f"/cases/{{case_id}}/{c.verb}", c.permission, self._handler(c), may=[404, 409, 412, 428])
            for c in self._commands
        ]

    def _handler(self, command: Command) -> Any:
        async def handle(
            request: Request,
            response: Response,
            who: Caller,
            scope: Sees,
            case_id: CaseId,
            given: command.kind,  # type: ignore[name-defined]  # FastAPI reads the body as this dataclass
            if_match: IfMatch = None,
        ) -> CaseOut:
            version = version_of(if_match)
            await self._fresh(scope, case_id, version)
            message = getattr(request.state, "idempotency", None) or new_id()
            try:
                await self._act(case_id, version, given, who, scope, message)
            except Stale as error:
                raise await self._stale(case_id, version, error) from error
            case = case_out(await self._pages.case(scope, case_id))
            response.headers["ETag"] = etag(case.version)
            return case

        handle.__name__ = f"{command.verb.replace('-', '_')}_case"
        handle.__doc__ = command.kind.__doc__
        return handle

    async def _fresh(self, scope: Scope, case_id: str, version: int) -> None:
        """Raises NoSuchCase before anything is told about a case that is not to be seen."""
        case = await self._pages.case(scope, case_id)
        if case["version"] != version:
            raise await self._stale(case_id, version, Stale())

    async def _stale(self, case_id: str, version: int, error: Stale) -> Refused:
        lines = [line_out(row).model_dump(mode="json") for row in await self._pages.since(case_id, version)]
        return Refused(412, error.kind, "Nội dung đã thay đổi", str(error), changes=lines)
