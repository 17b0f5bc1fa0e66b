"""Who is a person, and the levels at which a case is kept."""

from enum import StrEnum

from casework.domain.roles import Role

PEOPLE = tuple(role for role in Role if role is not Role.SERVICE)


class Level(StrEnum):
    """Confidentiality of a case, in rising order. State secrets have no place in this system at all."""

    NORMAL = "normal"
    RESTRICTED = "restricted"
    CONFIDENTIAL = "confidential"

    @property
    def and_below(self) -> "tuple[Level, ...]":
        levels = tuple(Level)
        return levels[: levels.index(self) + 1]
