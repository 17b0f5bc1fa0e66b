"""Accept what is asked for; deliver what is due."""

from collections.abc import Sequence

from notify.domain import AcceptNotice, Outcome, conclude
from notify.ports import Works


async def accept_notices(commands: Sequence[AcceptNotice], works: Works) -> frozenset[str]:
    """Keep the notices; the courier does the rest. The ids of the new messages."""
    async with works.once([command.message_id for command in commands]) as work:
        await work.accept([command.notice for command in commands if command.message_id in work.fresh])
    return work.fresh


async def record_outcomes(outcomes: Sequence[Outcome], claim: str, works: Works) -> list[Outcome]:
    """Write down how the attempts ended and announce it, in one transaction."""
    concluded = [conclude(outcome) for outcome in outcomes]
    async with works.once(()) as work:
        await work.record(concluded, claim)
    return concluded
