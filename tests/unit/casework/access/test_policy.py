"""The policy table: complete, and nothing in it by accident."""

import pytest

from casework.access.permission_words import PERMISSION_NAMES
from casework.access.policy import ALWAYS, POLICY, SCOPES, Permission, Scope, scope_of
from casework.access.refusals import Forbidden, MustChangePassword
from casework.access.roles import Level
from casework.access.who import Who
from casework.domain.life.machine import STEPS
from casework.domain.roles import Role
from casework.http.orders import VERBS, Verb


def somebody(role: Role, **other: object) -> Who:
    unit = "u1" if role is Role.UNIT_OFFICER else None
    return Who("1", "a", "A", role, **({"unit_id": unit} | other))  # type: ignore[arg-type]


READING = {
    Permission.READ_CASES,
    Permission.READ_REPORTS,
    Permission.READ_BODIES,
    Permission.READ_CLOCKS,
    Permission.READ_TRAIL,
}


def test_every_permission_says_who_has_it() -> None:
    assert POLICY.keys() == set(Permission)
    assert all(POLICY.values())


def test_whoever_only_looks_changes_nothing() -> None:
    for role in (Role.VIEWER, Role.AUDITOR):
        assert {p for p in Permission if role in POLICY[p]} <= READING | ALWAYS


def test_nobody_both_works_on_cases_and_gives_out_accounts() -> None:
    work = set(Permission) - ALWAYS - READING
    keys = {Permission.MANAGE_ACCOUNTS, Permission.MANAGE_TOKENS, Permission.MANAGE_BODIES, Permission.MANAGE_PARKED}
    for role in Role:
        has = {permission for permission in work if role in POLICY[permission]}
        assert not (has & keys and has - keys), role


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.word)
def test_the_policy_and_the_life_of_a_case_know_the_same_roles(verb: Verb) -> None:
    assert POLICY[verb.permission].keys() == STEPS[verb.kind].roles


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.word)
def test_whoever_may_act_reaches_as_far_as_they_see_and_some_reach_every_case(verb: Verb) -> None:
    reaches = POLICY[verb.permission]
    assert {role: POLICY[Permission.READ_CASES][role] for role in reaches} == reaches
    assert Level.CONFIDENTIAL in {reach.level for reach in reaches.values()}, "else such a case could not go on"


def test_every_command_has_its_line_in_the_order_of_the_life() -> None:
    assert [verb.kind for verb in VERBS] == list(STEPS)
    assert len({verb.word for verb in VERBS}) == len(VERBS)


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
    with pytest.raises(Forbidden, match=PERMISSION_NAMES[permission]):
        scope_of(somebody(Role.SERVICE, scopes=frozenset(SCOPES) - {permission}), permission)


def test_a_scope_cannot_give_more_than_the_policy_gives_the_role() -> None:
    with pytest.raises(Forbidden):
        scope_of(somebody(Role.SERVICE, scopes=frozenset(Permission)), Permission.MANAGE_ACCOUNTS)
    assert set(SCOPES) == READING - {Permission.READ_TRAIL} | {Permission.RECORD_OUTCOMES}


@pytest.mark.parametrize("permission", sorted(set(Permission) - ALWAYS))
def test_a_one_time_password_gives_nothing_but_its_exchange(permission: Permission) -> None:
    for role in POLICY[permission].keys() - {Role.SERVICE}:
        with pytest.raises(MustChangePassword):
            scope_of(somebody(role, must_change_password=True), permission)


def test_levels_rise() -> None:
    assert Level.NORMAL.and_below == (Level.NORMAL,)
    assert Level.CONFIDENTIAL.and_below == tuple(Level)


def test_every_permission_has_words() -> None:
    assert PERMISSION_NAMES.keys() == {permission.value for permission in Permission}
