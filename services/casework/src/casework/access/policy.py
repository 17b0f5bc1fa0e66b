"""Authorization, in one place: permission, role, own or any unit, confidentiality. What is not written is refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from casework.access.refusals import Forbidden, MustChangePassword
from casework.access.roles import Level
from casework.access.who import Who
from casework.domain.roles import Role


class Permission(StrEnum):
    """`OPEN` needs nobody to be signed in; `OWN_…` concern oneself."""

    OPEN = "open"
    OWN_SESSION = "own-session"
    OWN_ACCOUNT = "own-account"
    READ_CASES = "cases.read"
    OPEN_CASES = "cases.open"
    TRIAGE_CASES = "cases.triage"
    ASSIGN_CASES = "cases.assign"
    VERIFY_CASES = "cases.verify"
    PROPOSE_CONCLUSIONS = "cases.propose"
    APPROVE_CONCLUSIONS = "cases.approve"
    REMEDY_CASES = "cases.remedy"
    DIRECT_CASES = "cases.direct"
    MANAGE_REQUESTS = "requests.manage"
    RECORD_OUTCOMES = "requests.record"
    WRITE_LETTERS = "letters.write"
    SIGN_LETTERS = "letters.sign"
    READ_REPORTS = "reports.read"
    WRITE_REPORTS = "reports.write"
    READ_BODIES = "bodies.read"
    READ_CLOCKS = "clocks.read"
    MANAGE_ACCOUNTS = "accounts.manage"
    MANAGE_TOKENS = "tokens.manage"


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a permission goes: up to this level, in one's own unit or in any."""

    level: Level
    own_unit_only: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """The cases that somebody may see: of this unit (None: of any), at these levels."""

    unit_id: str | None
    levels: tuple[Level, ...]

    def holds(self, unit_id: str, level: Level) -> bool:
        return level in self.levels and self.unit_id in (None, unit_id)


NORMAL, RESTRICTED, CONFIDENTIAL = (Reach(level) for level in Level)
OWN = Reach(Level.RESTRICTED, own_unit_only=True)

ALWAYS = frozenset({Permission.OPEN, Permission.OWN_SESSION, Permission.OWN_ACCOUNT})
"""Needs no scope, and no password of one's own yet."""

_EVERYBODY = dict.fromkeys(Role, NORMAL)
_DESK = {Role.WATCH_OFFICER: RESTRICTED, Role.LEADER: CONFIDENTIAL}
_PEOPLE: Mapping[Role, Reach] = {role: reach for role, reach in _EVERYBODY.items() if role is not Role.SERVICE}

POLICY: Mapping[Permission, Mapping[Role, Reach]] = {
    Permission.OPEN: _EVERYBODY,
    Permission.OWN_SESSION: _EVERYBODY,
    Permission.OWN_ACCOUNT: _PEOPLE,
    Permission.READ_CASES: {
        Role.VIEWER: NORMAL,
        Role.WATCH_OFFICER: RESTRICTED,
        Role.UNIT_OFFICER: OWN,
        Role.LEADER: CONFIDENTIAL,
        Role.SPOKESPERSON: RESTRICTED,
        # Keeps the machine running; needs no sight of what is kept from others.
        Role.ADMINISTRATOR: NORMAL,
        Role.AUDITOR: CONFIDENTIAL,
        Role.SERVICE: NORMAL,
    },
    Permission.OPEN_CASES: _DESK,
    Permission.TRIAGE_CASES: _DESK,
    Permission.ASSIGN_CASES: _DESK,
    # The desk too: the federation itself answers for a case that no unit does.
    Permission.VERIFY_CASES: _DESK | {Role.UNIT_OFFICER: OWN},
    # Leaders too: of a confidential case nobody else knows. Another one approves.
    Permission.PROPOSE_CONCLUSIONS: _DESK | {Role.UNIT_OFFICER: OWN},
    # Proposing and approving are never one person's; that it is another person is a guard of the case.
    Permission.APPROVE_CONCLUSIONS: {Role.LEADER: CONFIDENTIAL},
    Permission.REMEDY_CASES: _DESK | {Role.UNIT_OFFICER: OWN},
    Permission.DIRECT_CASES: {Role.LEADER: CONFIDENTIAL},
    Permission.MANAGE_REQUESTS: _DESK,
    # A program may have seen what an outlet published, too.
    Permission.RECORD_OUTCOMES: _DESK | {Role.SERVICE: NORMAL},
    Permission.WRITE_LETTERS: {
        Role.WATCH_OFFICER: RESTRICTED,
        Role.UNIT_OFFICER: OWN,
        Role.LEADER: CONFIDENTIAL,
        Role.SPOKESPERSON: RESTRICTED,
    },
    # Also to return and to void; that approver and proposer are two people is a guard of the letter.
    Permission.SIGN_LETTERS: {Role.LEADER: CONFIDENTIAL},
    # Counts of all cases; which ones stand behind them, everybody is told as far as they may see those.
    Permission.READ_REPORTS: _EVERYBODY | {Role.UNIT_OFFICER: OWN},
    Permission.WRITE_REPORTS: _DESK | {Role.UNIT_OFFICER: OWN},
    Permission.READ_BODIES: _EVERYBODY,
    Permission.READ_CLOCKS: _EVERYBODY,
    Permission.MANAGE_ACCOUNTS: {Role.ADMINISTRATOR: NORMAL},
    Permission.MANAGE_TOKENS: {Role.ADMINISTRATOR: NORMAL},
}

SCOPES = tuple(p for p, roles in POLICY.items() if Role.SERVICE in roles and p not in ALWAYS)
"""What a service token can be given."""


def scope_of(who: Who, permission: Permission) -> Scope:
    """How far `who` may go with it. Raises Forbidden, MustChangePassword."""
    reach = POLICY[permission].get(who.role)
    if reach is None or (who.role is Role.SERVICE and permission not in who.scopes | ALWAYS):
        raise Forbidden(permission)
    if who.must_change_password and permission not in ALWAYS:
        raise MustChangePassword
    return Scope(who.unit_id or "" if reach.own_unit_only else None, reach.level.and_below)
