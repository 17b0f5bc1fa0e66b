"""The communes and wards of the province: codes and names, found as people write them."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from casework.domain.wording import words_of

NEAR, NEAR_ENOUGH = 3, 0.7
"""How many names are offered; how alike they must be, from 0 to 1: one letter wrong in six still is."""
KINDS = frozenset({("xa",), ("phuong",), ("thi", "tran")})


@dataclass(frozen=True, slots=True)
class Commune:
    code: str
    name: str
    """With its kind: Phường Cam Đường."""


class Communes:
    """Immutable."""

    def __init__(self, rows: Iterable[Commune]) -> None:
        self._rows = tuple(rows)
        self._by_code = {row.code: row for row in self._rows}
        self._by_name: dict[tuple[str, ...], list[Commune]] = {}
        for row in self._rows:
            for key in (_key(row.name), _bare(row.name)):
                self._by_name.setdefault(key, []).append(row)

    def name_of(self, code: str) -> str:
        """The code itself, where nobody knows it."""
        known = self._by_code.get(code)
        return known.name if known else code

    def find(self, typed: str) -> Commune | None:
        """By code, also without its leading zero, or by name, with or without kind and marks. None if two are meant."""
        text = typed.strip()
        if text.isascii() and text.isdigit():
            return self._by_code.get(text.zfill(5))
        found = {row.code: row for row in self._by_name.get(_key(text), ())}
        return next(iter(found.values())) if len(found) == 1 else None

    def near(self, typed: str) -> list[str]:
        """Names that somebody may have meant, the likeliest first."""
        names = {" ".join(key): rows[0].name for key, rows in self._by_name.items()}
        found = get_close_matches(" ".join(_key(typed)), names, NEAR, NEAR_ENOUGH)
        return list(dict.fromkeys(names[key] for key in found))


NO_COMMUNES = Communes(())


def _key(name: str) -> tuple[str, ...]:
    return tuple(words_of(name))


def _bare(name: str) -> tuple[str, ...]:
    key = _key(name)
    return next((key[len(kind) :] for kind in KINDS if key[: len(kind)] == kind), key)
