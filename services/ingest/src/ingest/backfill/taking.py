"""What needs no visit goes straight in: the texts of a table, the pages of an archive."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice

from ingest.addresses import publication_id
from ingest.backfill.files import Archived
from ingest.backfill.intake import LANE, Intake, Outcome, settle
from ingest.backfill.job import NO_ARTICLE
from ingest.backfill.ports import Desk
from ingest.capturing import make_capture
from ingest.domain import Capture, Entry, Page
from ingest.doors.item import Item, captured
from ingest.pseudonyms import Pseudonym
from ingest.reading.room import ReadingRoom
from ingest.sources.source import Source
from shared.patience import patiently

PORTION = 25
BREATH_SECONDS = 0.5

Told = Callable[[str, int], None]
"""Called with how some ended, and how many those were."""


async def room_to_publish(desk: Desk) -> None:
    """Until what waits to be published has left: what is of today goes the same way."""
    while await desk.jammed():  # noqa: ASYNC110 - the outbox tells nobody
        await asyncio.sleep(BREATH_SECONDS)


async def take_items(items: Sequence[Item], intake: Intake, desk: Desk, told: Told) -> None:
    """Publications with their texts, all of one outlet. Those known already are left: a second run goes on."""
    for start in range(0, len(items), PORTION):
        now = intake.clock()
        captures = [captured(item, now, intake.pseudonym) for item in items[start : start + PORTION]]
        await _keep(captures, intake, desk, told)


async def take_archive(
    pages: Iterable[Archived], source: Source, room: ReadingRoom, intake: Intake, desk: Desk, told: Told
) -> None:
    """Pages of one outlet as an archive kept them, read today."""
    rest = iter(pages)
    while portion := list(islice(rest, PORTION)):
        read = [await _read(page, source, room, intake.clock(), intake.pseudonym) for page in portion]
        told(NO_ARTICLE, sum(1 for one in read if not one.page.text))
        await _keep([one for one in read if one.page.text], intake, desk, told)


async def _read(kept: Archived, source: Source, room: ReadingRoom, now: datetime, pseudonym: Pseudonym) -> Capture:
    page = await read_again(kept, room)
    id_ = publication_id(source.outlet_id, kept.address)
    return make_capture(id_, source, Entry(kept.address, "", "", None), page, now, pseudonym)


async def read_again(kept: Archived, room: ReadingRoom) -> Page:
    """The bytes of then, read by the reader of today."""
    article = await room.article(kept.body, kept.address, kept.content_type)
    return Page(
        address=kept.address,
        body=kept.body,
        content_type=kept.content_type,
        sha256=kept.sha256,
        title=article.title,
        text=article.text,
        fetched_at=kept.fetched_at,
        author=article.author,
        times=article.times,
        canonical=article.address,
        status=kept.status,
        reason=kept.reason,
        headers=kept.headers,
    )


async def _keep(captures: Sequence[Capture], intake: Intake, desk: Desk, told: Told) -> None:
    await room_to_publish(desk)

    async def attempt() -> Outcome:
        unknown = await intake.desk.unknown([one.publication_id for one in captures]) if captures else set()
        outcome = Outcome(captures=[replace(one, lane=LANE) for one in captures if one.publication_id in unknown])
        await settle(outcome, intake)
        return outcome

    kept = await patiently(attempt)
    told("captured", len(kept.captures))
    told("known", len(captures) - len(kept.captures))
