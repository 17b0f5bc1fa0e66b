"""What is offered to whom: the letter's own machine takes each offered step, and refuses each that is not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from casework.domain.roles import Role
from casework.letters.letter import MOST_STEPS, Letter, draft
from casework.letters.offering import offered
from casework.letters.refusals import Refusal
from casework.letters.steps import PERMISSIONS, STATES, Actor, State, Step

AT = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
TEXT = "a" * 64
LAN, BINH, PHAT = Actor("lan", Role.WATCH_OFFICER), Actor("binh", Role.LEADER), Actor("phat", Role.LEADER)


def letter(state: State, proposed_by: str = "lan") -> Letter:
    begun = draft("l1", "LĐLĐ", "phat", TEXT, LAN, AT)
    return replace(begun, state=state, proposed_by=proposed_by, approved_by="binh", approved_document=TEXT)


def taken(one: Letter, step: Step, actor: Actor) -> None:
    """Raises Refusal. Of a signature only what is checked before a number is taken."""
    at = AT + timedelta(hours=1)
    by = {
        "propose": lambda: one.proposed(actor, at),
        "return": lambda: one.returned(actor, "vì", at),
        "approve": lambda: one.approved(actor, TEXT, at),
        "sign": lambda: one.check_signing(actor, TEXT, at),
        "edit": lambda: one.edited(actor, TEXT, at),
        "withdraw": lambda: one.withdrawn(actor, "vì", at),
        "void": lambda: one.voided(actor, "vì", at),
    }
    by[step]()


@pytest.mark.parametrize("actor", [LAN, BINH, PHAT, Actor("ha", Role.VIEWER)], ids=lambda actor: actor.id)
@pytest.mark.parametrize("state", ["drafted", "proposed", "approved", "returned", "withdrawn", "voided"])
@pytest.mark.parametrize("proposer", ["lan", "binh"])
def test_exactly_what_would_be_taken_is_offered(state: State, actor: Actor, proposer: str) -> None:
    one = letter(state, proposer)
    found = offered(one, actor)
    for step in ("edit", "propose", "return", "approve", "sign", "withdraw", "void"):
        if step in found:
            taken(one, step, actor)
        else:
            with pytest.raises(Refusal):
                taken(one, step, actor)


def test_each_state_but_the_last_ones_is_on_its_way() -> None:
    ends = {state for state in STATES if not any(state in rule.states for rule in PERMISSIONS.values())}
    assert ends == {"received", "withdrawn", "voided"}


def test_a_letter_that_went_back_and_forth_can_only_be_ended() -> None:
    one = letter("drafted")
    assert offered(replace(one, facts=one.facts * MOST_STEPS), LAN) == ["withdraw"]
