"""What becomes a publication of the past is written down: captures, and how their addresses ended, together."""

from dataclasses import dataclass, field
from datetime import datetime

from ingest.backfill.ports import Works
from ingest.domain import Capture
from ingest.doubles import told_apart
from ingest.ports import Desk
from ingest.pseudonyms import Pseudonym, nobody
from shared.ops.clock import Clock

LANE = "backfill"


@dataclass(frozen=True, slots=True)
class Intake:
    """The collaborators of whatever becomes a publication of the past."""

    desk: Desk
    works: Works
    clock: Clock
    pseudonym: Pseudonym = nobody


@dataclass(slots=True)
class Outcome:
    """Of a few addresses."""

    ended: dict[str, str] = field(default_factory=dict)
    later: dict[str, datetime] = field(default_factory=dict)
    captures: list[Capture] = field(default_factory=list)
    same: dict[str, str] = field(default_factory=dict)


async def settle(outcome: Outcome, intake: Intake) -> None:
    """Captures and how their addresses ended, in one transaction. Two addresses of one article, of this batch too, are
    one publication. All are of one outlet. Raises Transient."""
    once = {capture.publication_id: capture for capture in outcome.captures}
    outcome.captures, outcome.same = await told_apart(list(once.values()), intake.desk)
    async with intake.works.once(()) as work:
        # No schedule of looks: an old page is looked at again while a case tells of it, not for being old.
        await work.capture(outcome.captures, None)
        if outcome.same:
            await work.alias(outcome.same, intake.clock())
        await work.ended(outcome.ended)
        await work.later(outcome.later)
