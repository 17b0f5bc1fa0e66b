"""What somebody may do to a case now: the same table by which it is done, looked at before anything is typed."""

from collections.abc import Callable, Mapping, Sequence

from casework.domain.life import commands as c
from casework.domain.life.guards import Scene, at_stage, may
from casework.domain.life.life import Life
from casework.domain.life.machine import STEPS
from casework.domain.life.parts import Action, Link, Request
from casework.domain.life.refusals import Refused
from casework.domain.life.stages import PRESS_WAS_RIGHT, PRESS_WAS_WRONG, RequestState
from casework.domain.life.step import Step

Part = Action | Request | Link


def _requests(*states: RequestState) -> Callable[[Life], Sequence[Part]]:
    return lambda life: [request for request in life.requests if request.state in states]


def _open_actions(life: Life) -> Sequence[Part]:
    return [action for action in life.actions if action.open]


def _may_go_up(life: Life) -> Sequence[Part]:
    told = _requests("sent", "answered", "escalated")(life)
    return [one for one in told if isinstance(one, Request) and one.outcome != "published"]


ABOUT: Mapping[type[c.Command], Callable[[Life], Sequence[Part]]] = {
    c.CompleteAction: _open_actions,
    c.DropAction: _open_actions,
    c.SendRequest: _requests("drafted"),
    c.RecordOutcome: _requests("sent", "answered", "escalated"),
    c.EscalateRequest: _may_go_up,
    c.SettleRequest: _requests("answered", "escalated"),
    c.WithdrawRequest: _requests("drafted"),
    c.UnlinkCase: lambda life: life.links,
}
"""Commands about one part of a case, and the parts of which they can be given."""


def _verdict_in(verdicts: frozenset[str]) -> Callable[[Life, Scene], bool]:
    return lambda life, _: life.conclusion is not None and life.conclusion.verdict in verdicts


def _by_another(life: Life, scene: Scene) -> bool:
    return life.conclusion is not None and life.conclusion.proposed_by != scene.actor.account


def _nothing_open(life: Life, _: Scene) -> bool:
    return not (_open_actions(life) or any(request.open for request in life.requests))


READY: Mapping[type[c.Command], Callable[[Life, Scene], bool]] = {
    c.ProposeConclusion: lambda life, _: bool(life.findings),
    c.ApproveConclusion: _by_another,
    c.PlanAction: _verdict_in(PRESS_WAS_RIGHT),
    c.OpenRequest: _verdict_in(PRESS_WAS_WRONG),
    c.Close: _nothing_open,
    c.KeepUnit: lambda _, scene: scene.unit_open,
    c.Split: lambda _, scene: scene.told_count > 1,
}
"""What a command stands on besides its stage, its roles and its part."""


def offered(life: Life, scene: Scene) -> tuple[type[c.Command], ...]:
    """The commands that this actor may give to this case as it is, in the order of the table."""
    return tuple(
        command for command, step in STEPS.items() if _open_to(step, life, scene) and _ready(step, life, scene)
    )


def _open_to(step: Step, life: Life, scene: Scene) -> bool:
    try:
        may(scene, step.roles, step.doing)
        at_stage(life.stage, step.stages, step.doing)
    except Refused:
        return False
    return True


def _ready(step: Step, life: Life, scene: Scene) -> bool:
    about, ready = ABOUT.get(step.command), READY.get(step.command)
    return (about is None or bool(about(life))) and (ready is None or ready(life, scene))
