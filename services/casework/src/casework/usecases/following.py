"""What other services say, into cases; each function handles a batch in one transaction."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from casework.domain.beginning import open_case
from casework.domain.case import Case, Told
from casework.domain.choosing import Choice, Clues, choose
from casework.domain.communes import Commune
from casework.domain.directory import Body
from casework.domain.lanes import LIVE, stale
from casework.domain.matching import Signature, best_match
from casework.domain.reminding import reminder_heard
from casework.domain.sighting import Sighting
from casework.ports import DeliveryChange, NoticeWanted, PublicationChange, Work, Works
from casework.usecases.homes import home, with_homes
from casework.usecases.means import Means
from casework.usecases.reconsidering import reconsider
from shared.failures import Permanent
from shared.ops.clock import VIETNAM

KNOWN_CHANGES = frozenset({"edited", "removed", "restored"})
"""Kinds grow within a version; those that are newer than this code are passed over."""


class UnknownNotice(Permanent):
    """What became of a notice that no case has asked with: parked, where a person sees it and can replay it.

    A notice leaves in the transaction that writes it into its case, so the answer cannot overtake the case. It can
    outlive it: a database restored from a backup, or a stranger's message.
    """


async def follow_assessments(
    sightings: Sequence[Sighting], works: Works, means: Means, now: datetime
) -> frozenset[str]:
    """Keep what was seen; open a case for each relevant story, attach further outlets to it, ask the unit."""
    async with works.once([sighting.message_id for sighting in sightings]) as work:
        fresh = [sighting for sighting in sightings if sighting.message_id in work.fresh]
        await work.see(await _unseen(fresh, work))
        taken = await reconsider(fresh, work, now)
        relevant = [sighting for sighting in taken if sighting.relevant == "yes"]
        if relevant:
            await Desk(work, means, now).take(relevant)
    return work.fresh


async def _unseen(sightings: Sequence[Sighting], work: Work) -> list[Sighting]:
    """Without what is replayed and is judged as it was: it would stand in every list twice."""
    past = [one.publication_id for one in sightings if _replayed(one)]
    seen = await work.relevance_of(past) if past else {}
    return [one for one in sightings if not _replayed(one) or seen.get(one.publication_id) != one.relevant]


def _replayed(sighting: Sighting) -> bool:
    """What is judged again says something else than before, whatever it is."""
    return sighting.lane != LIVE and not sighting.replaces


class Desk:
    """One batch of relevant sightings on their way into cases. `unit`: whom a person chose for a case that is new."""

    def __init__(self, work: Work, means: Means, now: datetime, unit: Body | None = None) -> None:
        self._unit = unit
        self._work = work
        self._office = means
        self._now = now
        self._cases: dict[str, Case] = {}
        self._told: dict[str, Told] = {}

    async def take(self, relevant: Sequence[Sighting]) -> None:
        ids = [sighting.publication_id for sighting in relevant]
        await self._work.lock(ids)
        known = set(await self._work.telling(ids))
        candidates = await self._work.alike([sighting.signature for sighting in relevant])
        self._cases = await with_homes(self._work, [case_id for case_id, _ in candidates])
        joined = []
        for sighting in relevant:
            if sighting.publication_id not in known and (place := self._place(sighting, candidates)):
                candidates.append(place)
                known.add(sighting.publication_id)
                joined.append(sighting)
        # Edits and removals that arrived before the assessment: order across topics is nobody's promise.
        for change in await self._work.changes_of(list(self._told)):
            _mark(change, self._cases, self._told, self._now)
        changed = [case for case in self._cases.values() if case.changes]
        await self._work.save(changed, self._told.values(), joined)

    def _place(self, sighting: Sighting, candidates: Sequence[tuple[str, Signature]]) -> tuple[str, Signature] | None:
        """The case that tells of it now; None for what is of the past and told by no case."""
        case_id = best_match(sighting.signature, candidates)
        old = stale(sighting.lane, sighting.published_at, self._now)
        if case_id is None and old:
            return None
        if case_id is None:
            case, told = self._open(sighting)
            self._work.request(NoticeWanted(case, told, sighting.cause))
        else:
            case, told = home(self._cases, case_id).attach(sighting, self._now, sighting.published_at if old else None)
        self._cases[case.id], self._told[told.publication_id] = case, told
        return case.id, sighting.signature

    def _open(self, sighting: Sighting) -> tuple[Case, Told]:
        means = self._office
        choice = Choice(self._unit) if self._unit else choose(means.directory, self._day, clues_of(sighting))
        case, told = open_case(means.new_id(), means.new_id(), sighting, choice.unit, means.clockwork, self._now)
        return case.unit_open(choice, self._now, sighting.cause), told

    @property
    def _day(self) -> date:
        return self._now.astimezone(VIETNAM).date()


def clues_of(sighting: Sighting) -> Clues:
    places = map(Commune, sighting.places, sighting.place_names)
    return Clues(tuple(places), f"{sighting.title}\n{sighting.lead}", sighting.unit_id, sighting.answers)


async def follow_publication_changes(
    changes: Sequence[PublicationChange], works: Works, now: datetime
) -> frozenset[str]:
    """Mark the publication in its case; remembered, so that a case opened later knows it too."""
    async with works.once([change.message_id for change in changes]) as work:
        fresh = [change for change in changes if change.message_id in work.fresh]
        ids = [change.publication_id for change in fresh]
        await work.lock(ids)
        await work.remember_changes(fresh)
        told = await work.telling(ids)
        cases = await work.load([one.case_id for one in told.values()])
        for change in fresh:
            _mark(change, cases, told, now)
        await work.save([case for case in cases.values() if case.changes], told.values(), ())
    return work.fresh


def _mark(change: PublicationChange, cases: dict[str, Case], told: dict[str, Told], now: datetime) -> None:
    """Write the change into its publication and its case, if it has one and the kind is known."""
    one = told.get(change.publication_id)
    if one is None or change.change not in KNOWN_CHANGES:
        return
    case = cases[one.case_id].publication_changed(one, change.change, change.seen_at, now, change.cause)
    *before, last = case.changes
    case = replace(case, changes=(*before, replace(last, sides=(change.before, change.after))))
    cases[case.id], told[one.publication_id] = case, one.seen(change.change, change.seen_at)


async def follow_deliveries(deliveries: Sequence[DeliveryChange], works: Works, now: datetime) -> frozenset[str]:
    """Write into each case what became of its notices. Raises UnknownNotice."""
    async with works.once([delivery.message_id for delivery in deliveries]) as work:
        fresh = [delivery for delivery in deliveries if delivery.message_id in work.fresh]
        cases = await work.load([delivery.case_id for delivery in fresh])
        for delivery in fresh:
            cases[delivery.case_id] = _heard(cases.get(delivery.case_id), delivery, now)
        await work.save(cases.values(), (), ())
    return work.fresh


def _heard(case: Case | None, heard: DeliveryChange, now: datetime) -> Case:
    if case and case.asked.notice_id == heard.notice_id:
        return case.delivery_changed(heard.state, heard.version, heard.at, heard.note, now, heard.cause)
    after = case and reminder_heard(
        case, heard.notice_id, heard.state, heard.version, heard.at, heard.note, now, heard.cause
    )
    if after is None:
        raise UnknownNotice(
            f"Notice {heard.notice_id} was {heard.state}, but no case {heard.case_id} has asked with it. "
            "Once the case is there (restored, or its assessment replayed), replay this record; else drop it."
        )
    return after
