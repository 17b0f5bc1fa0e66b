"""What somebody may do to a letter now: the table by which it is done, looked at before anything is typed."""

from collections.abc import Callable, Mapping, Sequence

from casework.letters.letter import MOST_STEPS, Letter
from casework.letters.steps import PERMISSIONS, Actor, Step

MINE: Mapping[Step, Callable[[Letter, Actor], bool]] = {
    "approve": lambda letter, actor: actor.id != letter.proposed_by,
    "sign": lambda letter, actor: actor.id == letter.signatory,
}
"""Which person of the role it takes."""
ALWAYS: Sequence[Step] = ("withdraw", "void")
"""Possible however many steps a letter has been through."""


def offered(letter: Letter, actor: Actor) -> list[Step]:
    """In the order of the table; a draft is begun elsewhere."""
    return [
        step
        for step, rule in PERMISSIONS.items()
        if actor.role in rule.roles
        and letter.state in rule.states
        and MINE.get(step, _anybody)(letter, actor)
        and (letter.version < MOST_STEPS or step in ALWAYS)
    ]


def _anybody(_: Letter, __: Actor) -> bool:
    return True
