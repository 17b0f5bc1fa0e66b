"""One function per command."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from classify.domain import Assessment, AssessPublication, Publication, StoryTold, Ungrouped, Verdict
from classify.grouping.item import item_of
from classify.grouping.teller import Story, Teller
from classify.ports import Judge, Works
from classify.routing import Units
from shared.cause import Cause
from shared.leases import Lease
from shared.ops.clock import VIETNAM

WORDS = frozenset({"yes", "no", "unsure"})
"""What an officer can say of a publication; unsure takes back what was said."""


async def assess_publications(
    commands: Sequence[AssessPublication],
    works: Works,
    judge: Judge,
    units: Units,
    now: datetime,
    saw: Callable[[Sequence[Assessment]], None] | None = None,
) -> frozenset[str]:
    """Judge first, outside any transaction; then keep and announce what was new. The ids of the new messages.

    `saw` is told what was kept, once it is.
    """
    assessments = [assess(command, judge, units, now) for command in commands]
    async with works.once([command.message_id for command in commands]) as work:
        made = [one for one in assessments if one.message_id in work.fresh]
        await work.keep(made)
    if saw:
        saw(made)
    return work.fresh


def assess(command: AssessPublication, judge: Judge, units: Units, now: datetime) -> Assessment:
    publication = command.publication
    judgement = judge.judge(publication.title, publication.text, explain_all=False)
    at = _published(publication, now)
    made = Assessment(command.message_id, command.cause, publication, judgement, now, at.astimezone(VIETNAM).date())
    if judgement.relevant == "no":
        return made
    answering = units.answering(judgement, publication.title, made.day)
    item = item_of(publication.id, publication.title, publication.text, at.timestamp())
    return replace(made, answering=answering, item=item)


def _published(publication: Publication, now: datetime) -> datetime:
    """Outlets' clocks lie: nothing was published after it was captured, and nothing captured in the future."""
    return min(publication.published_at or publication.captured_at, publication.captured_at, now)


async def learn_verdicts(verdicts: Sequence[Verdict], works: Works) -> frozenset[str]:
    """Keep what officers said; the ids of the new messages. A word that is newer than this code is passed over."""
    async with works.once([verdict.message_id for verdict in verdicts]) as work:
        known = [one for one in verdicts if one.message_id in work.fresh and one.relevant in WORDS]
        newest = {one.publication_id: one for one in sorted(known, key=lambda one: one.version)}
        await work.learn(list(newest.values()))
    return work.fresh


async def tell_stories(
    teller: Teller, waiting: Sequence[Ungrouped], lease: Lease, works: Works, now: datetime
) -> list[Story]:
    """Group what waits, and announce what changed by it. When it raises, the teller knows more than is kept."""
    stories = teller.take([one.item for one in waiting])
    causes = {one.item.id: one.cause for one in waiting}
    told = [StoryTold(story, cause_of(story, causes, waiting[-1].cause), now) for story in stories]
    async with works.once(()) as work:
        await work.tell(lease, waiting, told)
    return stories


def cause_of(story: Story, causes: Mapping[Any, Cause], otherwise: Cause) -> Cause:
    return next((causes[one] for one in reversed(story.publications) if one in causes), otherwise)
