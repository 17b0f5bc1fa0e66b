"""Roles of people and programs, and the levels at which a case is kept."""

from enum import StrEnum


class Role(StrEnum):
    VIEWER = "viewer"
    WATCH_OFFICER = "watch-officer"
    UNIT_OFFICER = "unit-officer"
    """Of exactly one unit: sees and works on that unit's cases only."""
    LEADER = "leader"
    SPOKESPERSON = "spokesperson"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    SERVICE = "service"
    """A program with a service token: what its scopes name, never more than the policy gives the role."""


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
