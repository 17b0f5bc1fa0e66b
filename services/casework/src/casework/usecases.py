"""One function per command; each handles a batch in one transaction."""

from collections.abc import Callable, Sequence
from datetime import datetime

from casework.domain.case import Case, Sighting, open_case
from casework.domain.directory import Directory
from casework.domain.matching import Signature, best_match
from casework.ports import DeliveryChange, NoticeWanted, PublicationChange, Work, Works
from shared.ops.clock import VIETNAM

NewId = Callable[[], str]

KNOWN_CHANGES = frozenset({"edited", "removed", "restored"})
"""Kinds grow within a version; those that are newer than this code are passed over."""


async def follow_assessments(
    sightings: Sequence[Sighting], works: Works, directory: Directory, new_id: NewId, now: datetime
) -> frozenset[str]:
    """Keep what was seen; open a case for each relevant story, attach further outlets to it, ask the unit."""
    async with works.once([sighting.message_id for sighting in sightings]) as work:
        fresh = [sighting for sighting in sightings if sighting.message_id in work.fresh]
        await work.see(fresh)
        relevant = [sighting for sighting in fresh if sighting.relevant == "yes"]
        if relevant:
            await _Desk(work, directory, new_id, now).take(relevant)
    return work.fresh


class _Desk:
    """One batch of relevant sightings on their way into cases."""

    def __init__(self, work: Work, directory: Directory, new_id: NewId, now: datetime) -> None:
        self._work = work
        self._directory = directory
        self._new_id = new_id
        self._now = now
        self._cases: dict[str, Case] = {}
        self._told: dict[str, list[Sighting]] = {}

    async def take(self, relevant: Sequence[Sighting]) -> None:
        await self._work.lock([sighting.publication_id for sighting in relevant])
        candidates = await self._work.alike([sighting.signature for sighting in relevant])
        self._cases = await self._work.load([case_id for case_id, _ in candidates])
        known = await self._work.cases_telling([sighting.publication_id for sighting in relevant])
        placed = []
        for sighting in relevant:
            if sighting.publication_id not in known:
                candidates.append(self._place(sighting, candidates))
                known[sighting.publication_id] = candidates[-1][0]
                placed.append(sighting)
        await self._catch_up(placed)
        await self._work.save({id_: case for id_, case in self._cases.items() if case.changes}, self._told)

    def _place(self, sighting: Sighting, candidates: Sequence[tuple[str, Signature]]) -> tuple[str, Signature]:
        case_id = best_match(sighting.signature, candidates)
        if case_id is None:
            case_id = self._new_id()
            unit = self._directory.responsible(sighting.places, self._now.astimezone(VIETNAM).date())
            self._cases[case_id] = open_case(case_id, sighting, unit, self._now)
            self._work.request(NoticeWanted(self._new_id(), self._cases[case_id], sighting))
        else:
            self._cases[case_id] = self._cases[case_id].attach(sighting, self._now)
        self._told.setdefault(case_id, []).append(sighting)
        return case_id, sighting.signature

    async def _catch_up(self, placed: Sequence[Sighting]) -> None:
        """Edits and removals that arrived before the assessment: order across topics is nobody's promise."""
        for change in await self._work.changes_of([sighting.publication_id for sighting in placed]):
            for id_, case in self._cases.items():
                if any(told.publication_id == change.publication_id for told in case.told):
                    self._cases[id_] = _changed(case, change, self._now)


async def follow_publication_changes(
    changes: Sequence[PublicationChange], works: Works, now: datetime
) -> frozenset[str]:
    """Mark the publication in its case; remembered, so that a case opened later knows it too."""
    async with works.once([change.message_id for change in changes]) as work:
        fresh = [change for change in changes if change.message_id in work.fresh]
        await work.lock([change.publication_id for change in fresh])
        await work.remember_changes(fresh)
        telling = await work.cases_telling([change.publication_id for change in fresh])
        cases = await work.load(list(telling.values()))
        for change in fresh:
            if (case_id := telling.get(change.publication_id)) is not None and change.change in KNOWN_CHANGES:
                cases[case_id] = _changed(cases[case_id], change, now)
        await work.save(cases, {})
    return work.fresh


def _changed(case: Case, change: PublicationChange, now: datetime) -> Case:
    return case.publication_changed(change.publication_id, change.change, change.seen_at, now, change.cause)


async def follow_deliveries(deliveries: Sequence[DeliveryChange], works: Works, now: datetime) -> frozenset[str]:
    """Write into each case what became of its notice."""
    async with works.once([delivery.message_id for delivery in deliveries]) as work:
        fresh = [delivery for delivery in deliveries if delivery.message_id in work.fresh]
        cases = await work.load([delivery.case_id for delivery in fresh])
        for delivery in fresh:
            if (case := cases.get(delivery.case_id)) is not None:
                cases[case.id] = case.delivery_changed(delivery.state, delivery.at, delivery.note, now, delivery.cause)
        await work.save(cases, {})
    return work.fresh
