"""Who calls, for handlers that need to know."""

from typing import Annotated

from fastapi import Depends

from casework.access.policy import Scope
from casework.access.refusals import NotSignedIn
from casework.access.who import Who
from casework.http.api.route import admitted
from casework.http.gate import Admitted


def _who(found: Annotated[Admitted, Depends(admitted)]) -> Who:
    if found.who is None:
        raise NotSignedIn
    return found.who


def _scope(found: Annotated[Admitted, Depends(admitted)]) -> Scope:
    if found.scope is None:
        raise NotSignedIn
    return found.scope


Caller = Annotated[Who, Depends(_who)]
Sees = Annotated[Scope, Depends(_scope)]
