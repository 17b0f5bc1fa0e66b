"""One organisation: what it is, what it answers for, how it is reached, and how sure each of these is."""

import unicodedata
from dataclasses import dataclass
from datetime import date

from casework.domain.directory.roles import ROLES

RESERVED_FOR_EXAMPLES = ".example"
"""RFC 2606: nobody can own an address under it."""


@dataclass(frozen=True, slots=True)
class Body:
    """`kind` is its main role, `also` are the others; `address` is its e-mail.

    Contacts are those of the office, never a private person's. `mark` says how sure name, role and contacts are (V,
    V-ocr, V2, INF, U), `dates_mark` how sure the days and the successor are; `source` tells where both were found.
    """

    id: str
    name: str
    kind: str
    address: str
    places: frozenset[str]
    """Codes of communes; names of districts for the time before 01/07/2025."""
    valid_from: date | None = None
    valid_to: date | None = None
    mark: str = "U"
    also: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    """Kinds of employers, or industrial parks, wherever they are."""
    successor_id: str = ""
    dates_mark: str = ""
    attention: str = ""
    """The department inside it that receives."""
    postal: str = ""
    phone: str = ""
    web: str = ""
    medium: str = ""
    owner_id: str = ""
    correction_place: str = ""
    """Where the outlet prints its corrections; empty: as the law says for its medium."""
    source: str = ""
    note: str = ""

    @property
    def roles(self) -> tuple[str, ...]:
        return (self.kind, *sorted(self.also - {self.kind}, key=ROLES.index))

    @property
    def address_is_placeholder(self) -> bool:
        """Invented, because the real one is not known: nothing sent there arrives."""
        return self.address.lower().endswith(RESERVED_FOR_EXAMPLES)

    def is_a(self, role: str) -> bool:
        return role == self.kind or role in self.also

    def exists_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and not self.ended_by(day)

    def ended_by(self, day: date) -> bool:
        return self.valid_to is not None and self.valid_to < day


def same(name: str) -> str:
    """Places and sectors are compared without regard to case and to how accents are encoded."""
    return unicodedata.normalize("NFC", name).casefold()
