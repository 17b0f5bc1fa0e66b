"""Who may be related to a publication: those that share rare runs of words, or several telling terms."""

from collections import Counter
from collections.abc import Iterable

from classify.grouping.item import Item

RUN_KEYS = 16
TERM_KEYS = 12
MOST_SHARING = 64
"""Of those under one key the latest are kept: a key that more share says little, and costs each the same."""
MOST_CANDIDATES = 24
TERMS_SHARED = 2

_TERM = 1 << 32


def keys_of(item: Item) -> list[int]:
    hashes, terms = item.sketch.hashes, item.terms
    heaviest = terms.weights.argsort(kind="stable")[::-1][:TERM_KEYS]
    return [*hashes[:RUN_KEYS].tolist(), *(_TERM | term for term in terms.hashes[heaviest].tolist())]


class Index:
    """From keys to slots. One that is alone under its key, as most are, costs no container."""

    def __init__(self) -> None:
        self._under: dict[int, int | tuple[int, ...]] = {}

    def add(self, slot: int, keys: Iterable[int]) -> None:
        for key in keys:
            there = self._under.get(key)
            if there is None:
                self._under[key] = slot
            elif isinstance(there, int):
                self._under[key] = (there, slot)
            else:
                self._under[key] = (*there[-MOST_SHARING + 1 :], slot)

    def remove(self, slot: int, keys: Iterable[int]) -> None:
        for key in keys:
            there = self._under.get(key)
            if there == slot:
                del self._under[key]
            elif isinstance(there, tuple) and slot in there:
                left = tuple(other for other in there if other != slot)
                self._under[key] = left if len(left) > 1 else left[0]

    def near(self, keys: Iterable[int]) -> list[int]:
        """The slots that share most with these keys, the most first."""
        shared: Counter[int] = Counter()
        for key in keys:
            there = self._under.get(key)
            if there is None:
                continue
            worth = 1 if key & _TERM else TERMS_SHARED
            for slot in (there,) if isinstance(there, int) else there:
                shared[slot] += worth
        return [slot for slot, worth in shared.most_common(MOST_CANDIDATES) if worth >= TERMS_SHARED]
