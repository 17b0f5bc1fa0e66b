"""One function per command."""

from collections.abc import Sequence
from datetime import datetime

from classify.domain import Assessment, AssessPublication
from classify.ports import Judge, Works


async def assess_publications(
    commands: Sequence[AssessPublication], works: Works, judge: Judge, now: datetime
) -> frozenset[str]:
    """Judge first, outside any transaction; then keep and announce what was new. The ids of the new messages."""
    assessments = [_assess(command, judge, now) for command in commands]
    async with works.once([command.message_id for command in commands]) as work:
        await work.keep([made for made in assessments if made.message_id in work.fresh])
    return work.fresh


def _assess(command: AssessPublication, judge: Judge, now: datetime) -> Assessment:
    judgement = judge.judge(command.publication.title, command.publication.text, explain_all=False)
    return Assessment(command.message_id, command.cause, command.publication, judgement, now)
