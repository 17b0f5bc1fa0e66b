"""The policy table: complete, and nothing in it by accident."""

import pytest

from casework.access.policy import ALWAYS, POLICY, SCOPES, Permission, Scope, scope_of
from casework.access.refusals import Forbidden, MustChangePassword
from casework.access.roles import Level
from casework.access.who import Who
from casework.domain.roles import Role


def somebody(role: Role, **other: object) -> Who:
    unit = "u1" if role is Role.UNIT_OFFICER else None
    return Who("1", "a", "A", role, **({"unit_id": unit} | other))  # type: ignore[arg-type]


def test_every_permission_says_who_has_it() -> None:
    assert POLICY.keys() == set(Permission)
    assert all(POLICY.values())


def test_whoever_only_looks_changes_nothing() -> None:
    reading = {Permission.READ_CASES, Permission.READ_BODIES, Permission.READ_CLOCKS} | ALWAYS
    for role in (Role.VIEWER, Role.AUDITOR, Role.SERVICE):
        assert {p for p in Permission if role in POLICY[p]} <= reading


def test_nobody_both_works_on_cases_and_gives_out_accounts() -> None:
    work = set(Permission) - ALWAYS - {Permission.READ_CASES, Permission.READ_BODIES, Permission.READ_CLOCKS}
    keys = {Permission.MANAGE_ACCOUNTS, Permission.MANAGE_TOKENS}
    for role in Role:
        has = {permission for permission in work if role in POLICY[permission]}
        assert not (has & keys and has - keys), role


def test_proposing_and_approving_are_different_roles() -> None:
    assert not POLICY[Permission.PROPOSE_CONCLUSIONS].keys() & POLICY[Permission.APPROVE_CONCLUSIONS].keys()


def test_a_unit_officer_reaches_one_unit() -> None:
    scope = scope_of(somebody(Role.UNIT_OFFICER), Permission.READ_CASES)
    assert scope == Scope("u1", (Level.NORMAL, Level.RESTRICTED))
    assert scope.holds("u1", Level.RESTRICTED)
    assert not scope.holds("u2", Level.NORMAL)
    assert not scope.holds("u1", Level.CONFIDENTIAL)


def test_a_unit_officer_without_a_unit_reaches_nothing_rather_than_everything() -> None:
    scope = scope_of(somebody(Role.UNIT_OFFICER, unit_id=None), Permission.READ_CASES)
    assert scope.unit_id == ""


@pytest.mark.parametrize("permission", SCOPES)
def test_a_token_does_what_its_scopes_name_and_no_more(permission: Permission) -> None:
    assert scope_of(somebody(Role.SERVICE, scopes=frozenset({permission})), permission)
    with pytest.raises(Forbidden, match=permission):
        scope_of(somebody(Role.SERVICE, scopes=frozenset(SCOPES) - {permission}), permission)


def test_a_scope_cannot_give_more_than_the_policy_gives_the_role() -> None:
    with pytest.raises(Forbidden):
        scope_of(somebody(Role.SERVICE, scopes=frozenset(Permission)), Permission.MANAGE_ACCOUNTS)
    assert set(SCOPES) == {Permission.READ_CASES, Permission.READ_BODIES, Permission.READ_CLOCKS}


@pytest.mark.parametrize("permission", set(Permission) - ALWAYS)
def test_a_one_time_password_gives_nothing_but_its_exchange(permission: Permission) -> None:
    for role in POLICY[permission].keys() - {Role.SERVICE}:
        with pytest.raises(MustChangePassword):
            scope_of(somebody(role, must_change_password=True), permission)


def test_levels_rise() -> None:
    assert Level.NORMAL.and_below == (Level.NORMAL,)
    assert Level.CONFIDENTIAL.and_below == tuple(Level)
