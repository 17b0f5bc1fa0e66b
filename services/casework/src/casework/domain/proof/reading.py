"""What the looks say, as a proposal: a person records the outcome."""

from dataclasses import dataclass
from typing import Literal

from casework.domain.clocks.running import RunningClock
from casework.domain.life.stages import Outcome
from casework.domain.proof.keeping import Keeping
from casework.domain.proof.proof import Rung
from casework.domain.proof.requirement import Item, Keep
from casework.domain.proof.sights import Sight

Kind = Literal["not-yet", "unseen", "not-found", "full", "partial", "removed", "refused", "silent"]
Publication = Literal["unknown", "as-before", "edited", "gone"]


@dataclass(frozen=True, slots=True)
class Reading:
    """`notice` is the best page that was seen about our publication, as it was when it was seen last.

    `missing` the machine looked for and did not find; `to_check` only a person can tell. `ran_out` are the clocks that
    make silence out of nothing found.
    """

    kind: Kind
    outcome: Outcome | None = None
    notice: Sight | None = None
    missing: tuple[Item, ...] = ()
    to_check: tuple[Item, ...] = ()
    keeping: Keeping | None = None
    keep: Keep | None = None
    publication: Publication = "unknown"
    others: tuple[str, ...] = ()
    """Notices at the correction place that do not name our publication, or not so that the machine sees it."""
    ran_out: tuple[RunningClock, ...] = ()
    next: Rung | None = None
    ladder_basis: str = ""
    two_laws: bool = False
    """Published under one law, received under the next: nobody has found out which holds."""

    @property
    def kept_long_enough(self) -> bool:
        return self.keep is None or (self.keeping is not None and self.keeping.days >= self.keep.days)

    @property
    def token(self) -> str:
        """What makes it another reading than before."""
        kept = "kept" if self.kind == "full" and self.kept_long_enough else ""
        return " ".join([self.kind, kept, self.publication, *(item.id for item in self.missing)])
