"""What a replica holds while it alone may act. The office that grants it is shared.store.lease."""

from dataclasses import dataclass

from shared.failures import Transient


@dataclass(frozen=True, slots=True)
class Lease:
    """`token` grows with every new holder: whoever shows an older one has lost it, whether it knows or not."""

    name: str
    holder: str
    token: int


class LeaseLost(Transient):
    """Somebody else holds the lease now; what was done meanwhile is theirs to do again."""
