"""What a purge leaves behind: enough to show of any record whether it was purged, and that nothing else was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from casework.audit import merkle
from casework.audit.canonical import digest
from casework.audit.entry import RETENTION, Fact, stamp
from casework.domain.change import MACHINE
from casework.domain.retention import Policy


@dataclass(frozen=True, slots=True)
class Purged:
    """One run over records of one class. `rows`: "<id> <fingerprint>" each, sorted."""

    policy: Policy
    cutoff: datetime
    rows: tuple[str, ...]
    kept: int
    """As old, but attached to a case."""

    @property
    def root(self) -> str:
        return root_of(self.rows)

    def to_fact(self, run: str, at: datetime) -> Fact:
        details = {
            "class": self.policy.name,
            "days": self.policy.days,
            "basis": self.policy.basis,
            "cutoff": stamp(self.cutoff),
            "count": len(self.rows),
            "kept": self.kept,
            "first": self.rows[0].partition(" ")[0],
            "last": self.rows[-1].partition(" ")[0],
            "root": self.root,
            "run": run,
        }
        return Fact(RETENTION, "purged", at, MACHINE, MACHINE, f"hết hạn lưu {self.policy.days} ngày", details=details)


def purged(policy: Policy, cutoff: datetime, records: Sequence[Mapping[str, Any]], kept: int) -> Purged:
    return Purged(policy, cutoff, tuple(sorted(f"{row['_id']} {fingerprint(row)}" for row in records)), kept)


def root_of(rows: Sequence[str]) -> str:
    return merkle.root([merkle.leaf_hash(row.encode()) for row in rows]).hex()


def fingerprint(record: Mapping[str, Any]) -> str:
    """Of everything in it: whoever has a copy can show that it is the one that was purged."""
    return digest({name: stamp(value) if isinstance(value, datetime) else value for name, value in record.items()})
