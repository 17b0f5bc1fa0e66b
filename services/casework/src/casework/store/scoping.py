"""What somebody may see of the cases, as a part of each question to the database."""

from typing import Any

from casework.access.policy import Scope
from casework.access.roles import Level

Document = dict[str, Any]


def within(scope: Scope) -> Document:
    """A case without a level is a normal one."""
    levels: list[str | None] = [level.value for level in scope.levels]
    if Level.NORMAL in scope.levels:
        levels.append(None)
    wanted: Document = {} if sees_everything(scope) else {"confidentiality": {"$in": levels}}
    return wanted if scope.unit_id is None else wanted | {"unit.id": scope.unit_id}


def sees_everything(scope: Scope) -> bool:
    return scope.unit_id is None and scope.levels == tuple(Level)
