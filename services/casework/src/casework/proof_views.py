"""What was seen of a case's requests, for the console and the API: read anew at every look, for time passes too."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from casework.domain.life.parts import Request
from casework.domain.life.stages import Outcome
from casework.domain.proof.judging import read
from casework.domain.proof.proof import Proof
from casework.domain.proof.reading import Reading
from casework.domain.proof.requirement import Item, NoRequirement
from casework.domain.proof.sentences import next_words, proposed_proof, sentences
from casework.prooffile import load_proof_rules
from casework.rulefile import load_clocks
from casework.store.asking import asking
from casework.store.life_documents import clock_of, life_of
from casework.store.proofs import PROOFS, proof_of
from shared.ops.clock import Clock, system_clock
from shared.store.client import Store

Row = dict[str, Any]
NO_RULE = "no-rule"
NOWHERE = "Không có địa chỉ web để xem lại: người theo dõi bản in, phát sóng và ghi kết quả."


@dataclass(frozen=True, slots=True)
class ProofView:
    """`reading` is None when no row of law covers the day; `said` tells why."""

    request_id: str
    proof: Proof
    reading: Reading | None
    said: Sequence[str]

    @property
    def kind(self) -> str:
        return self.reading.kind if self.reading else NO_RULE

    @property
    def outcome(self) -> Outcome | None:
        """Proposed; a person records it."""
        return self.reading.outcome if self.reading else None

    @property
    def proposed_proof(self) -> str:
        return proposed_proof(self.reading) if self.reading else ""

    @property
    def next_step(self) -> str:
        return next_words(self.reading) if self.reading else ""

    @property
    def to_check(self) -> Sequence[Item]:
        return self.reading.to_check if self.reading else ()

    @property
    def looked_at(self) -> datetime | None:
        return self.proof.observations[-1].at if self.proof.observations else None

    @property
    def watched(self) -> bool:
        return bool(self.proof.targets) and not self.proof.ended


class ProofViews:
    """Raises Transient when MongoDB is away."""

    def __init__(self, store: Store, clock: Clock = system_clock) -> None:
        self._store = store
        self._clock = clock
        self._rules = load_proof_rules(load_clocks()[0])

    async def of(self, case: Row) -> list[ProofView]:
        """Of one case, in the order of its requests; a case without a sent request costs no question."""
        requests = {one.id: one for one in life_of(case["life"]).requests if one.received_at}
        if not requests:
            return []
        with asking():
            rows = self._store.collection(PROOFS).find({"case_id": case["_id"]})
            proofs = {proof.request_id: proof async for row in rows for proof in [proof_of(row)]}
        return [self._view(proofs[id_], one, case) for id_, one in requests.items() if id_ in proofs]

    def _view(self, proof: Proof, request: Request, case: Row) -> ProofView:
        clocks = [clock_of(clock) for clock in case["clocks"]]
        try:
            reading = read(proof, request, clocks, self._rules, self._clock())
        except NoRequirement as error:
            return ProofView(request.id, proof, None, [str(error)])
        said = sentences(reading) if proof.targets else [NOWHERE]
        return ProofView(request.id, proof, reading, said)
