"""From looks to a reading."""

from collections.abc import Sequence
from datetime import datetime

from casework.domain.clocks.phrases import VIETNAM
from casework.domain.clocks.running import RunningClock
from casework.domain.clocks.vocabulary import MARK_NAMES
from casework.domain.life.parts import Request
from casework.domain.life.stages import Outcome
from casework.domain.proof.keeping import Keeping, Standing, kept
from casework.domain.proof.ladder import next_rung
from casework.domain.proof.proof import Proof
from casework.domain.proof.reading import Kind, Publication, Reading
from casework.domain.proof.requirement import Keep, NoRequirement, ProofRules, Requirement
from casework.domain.proof.sights import GONE, NOTICE, PUBLICATION, THERE, Observation, Sight

OUTCOMES: dict[Kind, Outcome] = {
    "full": "published",
    "partial": "partial",
    "removed": "partial",
    "refused": "refused",
    "silent": "silent",
}


def read(proof: Proof, request: Request, clocks: Sequence[RunningClock], rules: ProofRules, now: datetime) -> Reading:
    """Raises NoRequirement when no row of law covers the day."""
    received = (request.received_at or proof.since).astimezone(VIETNAM).date()
    requirement = rules.find(proof.track, received)
    keep = rules.keep(request.medium, received)
    notice, keeping = _best(proof), kept(_standings(proof.observations))
    ran_out = tuple(clock for clock in clocks if clock.about == request.id and _over(clock, now))
    kind = _kind(proof, requirement, notice, _gone_too_soon(keeping, keep), silent=bool(ran_out))
    outcome = OUTCOMES.get(kind)
    carried = notice.carried if notice else ()
    return Reading(
        kind=kind,
        outcome=outcome,
        notice=notice,
        missing=tuple(i for i in requirement.items if notice and proof.subject.asks(i) and i.id not in carried),
        to_check=tuple(i for i in requirement.items if not proof.subject.asks(i) and i.id not in carried),
        keeping=keeping,
        keep=keep,
        publication=_publication(proof.observations),
        others=_others(proof.observations),
        ran_out=ran_out if kind == "silent" else (),
        next=next_rung(proof.ladder, request.escalated_to) if outcome and outcome != "published" else None,
        ladder_basis=f"{requirement.ladder_basis} ({MARK_NAMES[requirement.ladder_mark]})",
        two_laws=_two_laws(proof, requirement, rules),
    )


def _kind(proof: Proof, requirement: Requirement, notice: Sight | None, gone: bool, *, silent: bool) -> Kind:
    if not proof.observations:
        return "not-yet"
    if notice is not None and gone:
        return "removed"
    if notice is not None:
        asked = {item.id for item in requirement.items if proof.subject.asks(item)}
        return "full" if asked <= set(notice.carried) else "partial"
    if any(sight.refuses for one in proof.observations for sight in one.sights):
        return "refused"
    if not any(one.answered for one in proof.observations):
        return "unseen"
    return "silent" if silent else "not-found"


def _best(proof: Proof) -> Sight | None:
    """The page with the most of what is asked, as it was when it last was a notice; a notice before the article."""
    latest: dict[str, Sight] = {}
    for observation in proof.observations:
        latest |= {sight.address: sight for sight in observation.sights if sight.concerns}
    ranked = sorted(latest.values(), key=lambda sight: (len(sight.carried), sight.role == NOTICE))
    return ranked[-1] if ranked else None


def _standings(observations: Sequence[Observation]) -> list[tuple[datetime, Standing]]:
    ever = {sight.address for one in observations for sight in one.sights if sight.concerns}
    return [(one.at, _standing([sight for sight in one.sights if sight.address in ever])) for one in observations]


def _standing(sights: Sequence[Sight]) -> Standing:
    """Of the pages that ever were a notice. One that did not answer may still be there."""
    if any(sight.concerns for sight in sights):
        return "carries"
    sure = sights and all(sight.state in (THERE, GONE) for sight in sights)
    return "absent" if sure else "unknown"


def _gone_too_soon(keeping: Keeping | None, keep: Keep | None) -> bool:
    """Without a number in the law nobody can say "too soon": gone is gone, and a person judges."""
    if keeping is None or keeping.removed_at is None:
        return False
    return keep is None or keeping.days < keep.days


def _publication(observations: Sequence[Observation]) -> Publication:
    """Against how it was at the first look at which it answered."""
    seen = [s for one in observations for s in one.sights if s.role == PUBLICATION and s.state in (THERE, GONE)]
    if not seen:
        return "unknown"
    if seen[-1].state == GONE:
        return "gone"
    return "edited" if seen[0].state == THERE and seen[-1].content_hash != seen[0].content_hash else "as-before"


def _others(observations: Sequence[Observation]) -> tuple[str, ...]:
    last = observations[-1].sights if observations else ()
    return tuple(s.address for s in last if s.role == NOTICE and s.state == THERE and not s.concerns)


def _over(clock: RunningClock, now: datetime) -> bool:
    if clock.state == "overdue":
        return True
    at = clock.fires_at
    return at is not None and at <= now


def _two_laws(proof: Proof, requirement: Requirement, rules: ProofRules) -> bool:
    published = proof.subject.published_at
    if published is None:
        return False
    try:
        return rules.find(proof.track, published.astimezone(VIETNAM).date()) != requirement
    except NoRequirement:
        return True
