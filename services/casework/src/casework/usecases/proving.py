"""The proof of a request's outcome: begun when it is sent, fed by what ingest sees, ended when it is settled."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from casework.domain.case import Case, Order
from casework.domain.change import Change
from casework.domain.clocks.phrases import VIETNAM
from casework.domain.life import commands as c
from casework.domain.life.parts import Request
from casework.domain.life.refusals import Missing
from casework.domain.proof.beginning import begin, climbed, prolonged
from casework.domain.proof.checking import checked
from casework.domain.proof.judging import read
from casework.domain.proof.proof import Proof, proof_id
from casework.domain.proof.reading import Reading
from casework.domain.proof.requirement import NoRequirement
from casework.domain.proof.sentences import summary
from casework.domain.proof.sights import Observation
from casework.ports import PagesSeen, Work, Works
from casework.usecases.means import Means
from shared.failures import Permanent

LONGEST_ID = 100


class UnknownRequest(Permanent):
    """What was seen for a request that no case has: parked, where a person sees it and can replay it."""


async def prove(work: Work, case: Case, order: Order, means: Means) -> None:
    """After a step that was taken: whether pages are to be looked at, until when, or no longer."""
    command = order.command
    if not isinstance(command, c.SendRequest | c.EscalateRequest | c.SettleRequest):
        return
    proof = await _after(work, case, command, order.at, means)
    if proof is not None:
        await work.keep_proofs([proof])
        if proof.targets:
            work.revisit(proof, means.proof_rules, case.version, order)


async def _after(
    work: Work,
    case: Case,
    command: c.SendRequest | c.EscalateRequest | c.SettleRequest,
    now: datetime,
    means: Means,
) -> Proof | None:
    request, watching = case.life.request(command.id), means.proof_rules.watching
    if isinstance(command, c.SendRequest):
        _check(request, means, now)
        told = (await work.telling([request.publication_id]))[request.publication_id]
        return begin(case, request, told, means.directory, watching, now)
    # One that was sent before there were proofs has none.
    proof = (await work.proofs([proof_id(case.id, request.id)])).get(proof_id(case.id, request.id))
    if proof is None:
        return None
    if isinstance(command, c.SettleRequest):
        return replace(proof, ended="settled")
    told = (await work.telling([request.publication_id]))[request.publication_id]
    return climbed(prolonged(proof, watching, now), told, means.directory, now.astimezone(VIETNAM).date())


def _check(request: Request, means: Means, now: datetime) -> None:
    """Before anything is asked for. Raises Refused."""
    if len(request.id) > LONGEST_ID:
        raise Missing(f"Mã yêu cầu dài quá {LONGEST_ID} ký tự. Lập yêu cầu mới với mã ngắn hơn.")
    try:
        for day in (request.received_at or now, now):
            means.proof_rules.find(request.track, day.astimezone(VIETNAM).date())
    except NoRequirement as error:
        raise Missing(str(error)) from error


async def follow_sights(seen: Sequence[PagesSeen], works: Works, means: Means, now: datetime) -> frozenset[str]:
    """Keep what was seen; a line in the case when it says something new. Raises UnknownRequest, NoRequirement."""
    async with works.once([one.message_id for one in seen]) as work:
        fresh = [one for one in seen if one.message_id in work.fresh]
        cases = await work.load([one.case_id for one in fresh])
        proofs = await work.proofs([proof_id(one.case_id, one.request_id) for one in fresh])
        same: list[Change] = []
        for one in fresh:
            case, proof, request = _known(one, cases, proofs)
            proof, observation = _kept(one, proof, request, means)
            reading = read(proof, request, case.clocks, means.proof_rules, now)
            change = _change(one, case, proof, observation, reading, now)
            if reading.token == proof.told:
                same.append(replace(change, kind="proof-same", version=case.version))
            else:
                cases[case.id], proof = case.proof_seen(change), replace(proof, told=reading.token)
            proofs[proof.id] = proof
        await work.save([case for case in cases.values() if case.changes], (), ())
        await work.keep_proofs(list(proofs.values()))
        await work.note_looks(same)
    return work.fresh


def _known(one: PagesSeen, cases: dict[str, Case], proofs: dict[str, Proof]) -> tuple[Case, Proof, Request]:
    case, proof = cases.get(one.case_id), proofs.get(proof_id(one.case_id, one.request_id))
    requests = case.life.requests if case else ()
    request = next((known for known in requests if known.id == one.request_id), None)
    if case is None or proof is None or request is None:
        raise UnknownRequest(
            f"Pages were seen for request {one.request_id} of case {one.case_id}, but no case has sent it. "
            "Once the case is there (restored), replay this record; else drop it."
        )
    return case, proof, request


def _kept(one: PagesSeen, proof: Proof, request: Request, means: Means) -> tuple[Proof, Observation]:
    rules = means.proof_rules
    received = (request.received_at or proof.since).astimezone(VIETNAM).date()
    requirement = rules.find(proof.track, received)
    sights = tuple(checked(page, proof.subject, requirement, rules) for page in one.pages)
    observation = Observation(one.number, one.seen_at, one.kind, one.looks, one.failed_looks, sights)
    return proof.saw(observation), observation


def _change(
    one: PagesSeen, case: Case, proof: Proof, observation: Observation, reading: Reading, now: datetime
) -> Change:
    return Change(
        case_id=case.id,
        version=case.version,
        kind=f"proof-{reading.kind}",
        at=now,
        cause=one.cause,
        publication_id=proof.publication_id,
        note=summary(reading),
        happened_at=one.seen_at,
        files=observation.files,
    )
