"""What every case is opened and worked with."""

from collections.abc import Callable
from dataclasses import dataclass

from casework.domain.clockwork import Clockwork
from casework.domain.communes import NO_COMMUNES, Communes
from casework.domain.directory import Directory
from casework.domain.proof.requirement import ProofRules

NewId = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Means:
    """Who answers for what, the law's clocks, fresh ids, what a notice must contain, the province's communes."""

    directory: Directory
    clockwork: Clockwork
    new_id: NewId
    proof_rules: ProofRules
    communes: Communes = NO_COMMUNES
