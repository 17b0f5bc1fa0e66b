"""Who acts."""

from dataclasses import dataclass

from casework.domain.roles import Role


@dataclass(frozen=True, slots=True)
class Actor:
    """An account in one role; a unit officer acts for one unit."""

    account: str
    role: Role
    unit_id: str | None = None
