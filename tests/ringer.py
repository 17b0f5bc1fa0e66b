"""Casework's timekeeper as a process of its own: python -m tests.ringer serve. It consumes nothing, so it can be killed
without a consumer group being in between."""

import sys

from casework import timekeeper
from casework.store.indexes import INDEXES
from casework.store.work import CaseworkWork
from casework.testing import the_means
from shared.command_line import run
from shared.kit import Kit, Own
from shared.ops.clock import system_clock
from shared.ops.ids import new_id
from shared.ops.serve import Service
from shared.ops.settings import Platform


def build(platform: Platform) -> tuple[Kit[CaseworkWork], Service]:
    kit = Kit("casework", platform, INDEXES, CaseworkWork)
    keeper = timekeeper.Timekeeper(kit.work, lambda: the_means(new_id), system_clock, kit.metrics)
    return kit, kit.assemble(Own(side_tasks={"clocks": keeper.run}))


if __name__ == "__main__":
    timekeeper.LOOK_SECONDS = 0.05
    timekeeper.AT_ONCE = 5
    sys.exit(run("casework", build))
