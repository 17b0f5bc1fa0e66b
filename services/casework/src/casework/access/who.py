"""Whoever acts: a person with an account or a program with a token."""

from dataclasses import dataclass

from casework.domain.roles import Role


@dataclass(frozen=True, slots=True)
class Who:
    """`scopes` are those of a service token; a person has none and is bound by the role alone."""

    id: str
    name: str
    display_name: str
    role: Role
    unit_id: str | None = None
    scopes: frozenset[str] = frozenset()
    must_change_password: bool = False
    csrf: str = ""
    """What a page of this session must send back; empty for programs, whom no other site can make send anything."""
    session_id: str = ""
