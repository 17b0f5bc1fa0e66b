"""One row of the table of steps."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from casework.domain.life.commands import Command
from casework.domain.life.guards import Scene
from casework.domain.life.life import Life
from casework.domain.life.stages import Stage
from casework.domain.roles import Role


@dataclass(frozen=True, slots=True)
class Step:
    """At which stages, by which roles, called what, doing what."""

    command: type[Command]
    stages: frozenset[Any]
    roles: frozenset[Role]
    doing: str
    act: Callable[[Life, Any, Scene], Life]


def staged(*stages: Stage) -> frozenset[Stage]:
    return frozenset(stages)
