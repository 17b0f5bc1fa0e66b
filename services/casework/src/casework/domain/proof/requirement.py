"""What a published correction or reply must contain, by date: rows of law, each with its mark."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from casework.domain.clocks.rulebook import NoRule, Rulebook, UnknownMedium
from casework.domain.clocks.vocabulary import Mark
from shared.failures import Permanent

Check = Literal["heading", "work", "date", "apology", "body", "person"]
"""How it is looked for in a text; `person`: no machine can tell."""
KEPT_BY = "COR_ONLINE"
"""The clock rule that says how long a correction stays."""


class NoRequirement(Permanent):
    """No row covers the track on that day."""


@dataclass(frozen=True, slots=True)
class Item:
    id: str
    name: str
    check: Check
    basis: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Requirement:
    """`signs` are words of which one makes a page that names the work a notice about it."""

    track: str
    basis: str
    mark: Mark
    heading: str
    signs: tuple[str, ...]
    items: tuple[Item, ...]
    ladder_basis: str
    ladder_mark: Mark
    valid_from: date | None = None
    valid_to: date | None = None

    def covers(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Watching:
    """Our own policy: how often and how long it is looked."""

    interval_minutes: int
    days: int
    basis: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Keep:
    days: int
    mark: Mark
    basis: str


@dataclass(frozen=True, slots=True)
class ProofRules:
    """All rows, and the law's clocks beside them."""

    rows: Sequence[Requirement]
    watching: Watching
    refusals: Sequence[str]
    book: Rulebook

    def find(self, track: str, day: date) -> Requirement:
        """Raises NoRequirement, which says what there is instead."""
        for row in self.rows:
            if row.track == track and row.covers(day):
                return row
        known = "; ".join(f"{row.track}: {row.valid_from or '…'} – {row.valid_to or '…'}" for row in self.rows)
        raise NoRequirement(
            f"Tệp data/proof.yaml không có dòng nào cho “{track}” vào ngày {day:%d/%m/%Y}. Các dòng: {known}. "
            f"Bổ sung dòng cho ngày đó."
        )

    def keep(self, medium: str, day: date) -> Keep | None:
        """How long the notice must stay, where the law says so for the medium."""
        try:
            rows = self.book.find(KEPT_BY, medium, day)
        except (NoRule, UnknownMedium):
            return None
        kept = [Keep(row.keep_days, row.keep_mark or "U", row.basis) for row in rows if row.keep_days]
        return kept[0] if kept else None
