"""The machine: every command looked up in one table, guarded, applied."""

from collections.abc import Mapping

from casework.domain.life import acting, verifying, whole
from casework.domain.life.commands import Command
from casework.domain.life.guards import Scene, at_stage, may
from casework.domain.life.life import Life
from casework.domain.life.step import Step

STEPS: Mapping[type[Command], Step] = {step.command: step for step in (*verifying.STEPS, *acting.STEPS, *whole.STEPS)}


def take(life: Life, command: Command, scene: Scene) -> Life:
    """The life after the command. Raises Refused; then nothing has changed."""
    step = STEPS[type(command)]
    may(scene, step.roles, step.doing)
    at_stage(life.stage, step.stages, step.doing)
    return step.act(life, command, scene)
