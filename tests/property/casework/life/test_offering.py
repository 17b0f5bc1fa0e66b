"""What is offered can be done, and what is not offered cannot, wherever a case stands."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.property.casework.life.test_life_machine import ACTORS, orders
from tests.unit.casework.life.examples import EXAMPLES, NOW, UNIT, concluded

from casework.domain.life import commands as c
from casework.domain.life.actor import Actor
from casework.domain.life.guards import Scene
from casework.domain.life.life import Life
from casework.domain.life.machine import STEPS, take
from casework.domain.life.offering import ABOUT, offered
from casework.domain.life.refusals import Refused
from casework.domain.roles import Role

EVERYBODY = [*ACTORS, *(Actor("d", role, "cd-khac") for role in Role)]


STAGES = ["triage", "verification-requested"]


def attempts(kind: type[c.Command], life: Life) -> list[c.Command]:
    """The command, well filled in, about each thing of the case that it can be about."""
    example = replace(EXAMPLES[kind], reason="vì thế")
    if kind is c.SetLevel:
        return [replace(example, level=level) for level in ("normal", "restricted")]
    if kind is c.UnlinkCase:
        return [replace(example, case_id=link.case_id) for link in life.links]
    if kind is c.LinkCase:
        return [replace(example, case_id="a case of its own")]
    if kind in ABOUT:
        return [replace(example, id=part.id) for part in (*life.actions, *life.requests)]
    if kind is c.EscalateRequest:
        return [replace(example, to="nơi mới")]
    if kind is c.Split:
        return [replace(example, publication_ids=(f"p{number}",)) for number in range(9)]
    if kind is c.OpenRequest:
        return [replace(example, id="new", publication_id=f"p{number}") for number in range(9)]
    return [replace(example, id="new") if hasattr(example, "id") else example]


def possible(kind: type[c.Command], life: Life, at: Scene) -> bool:
    for attempt in attempts(kind, life):
        try:
            take(life, attempt, at)
        except Refused:
            continue
        return True
    return False


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(STAGES),
    st.lists(st.tuples(st.sampled_from(ACTORS), orders()), max_size=25),
    st.booleans(),
    st.booleans(),
)
def test_what_is_offered_is_what_can_be_done(stage, steps, hurried, unit_open):
    life = concluded("partly-accurate", "Thanh tra") if hurried else Life(stage)
    publications = frozenset(f"p{number}" for number in range(9))
    for actor, order in steps:
        try:
            life = take(
                life, order, Scene(actor, NOW, UNIT, publications, "case-1", len(publications), "case-9", unit_open)
            )
        except Refused:
            continue
    for actor in EVERYBODY:
        at = Scene(actor, NOW, UNIT, publications, "case-1", len(publications), "case-9", unit_open)
        assert {kind for kind in STEPS if possible(kind, life, at)} == set(offered(life, at)), actor
