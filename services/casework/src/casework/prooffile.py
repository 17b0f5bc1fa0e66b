"""What a notice must contain and how it is watched: YAML that a lawyer can edit, checked before it is used."""

from collections import Counter
from datetime import date, timedelta
from itertools import groupby, pairwise
from pathlib import Path
from typing import Annotated

from pydantic import Field

from casework.domain.clocks.rulebook import Rulebook
from casework.domain.clocks.vocabulary import Mark
from casework.domain.life.stages import Track
from casework.domain.proof.requirement import Check, Item, ProofRules, Requirement, Watching
from casework.tables import Row, read_table

PACKAGED = "data/proof.yaml"
Text = Annotated[str, Field(min_length=1, max_length=500)]
Words = Annotated[list[Text], Field(min_length=1, max_length=20)]


class ProofFileUnreadable(Exception):
    """The file has no such rows; the message names the row and the cure."""


class _Watching(Row):
    interval_minutes: Annotated[int, Field(ge=10, le=44_640)]
    days: Annotated[int, Field(ge=1, le=366)]
    basis: Text
    mark: Mark


class _Item(Row):
    id: Annotated[str, Field(pattern=r"^[a-z][a-z-]{1,30}$")]
    name: Text
    check: Check
    basis: Text
    mark: Mark


class _Requirement(Row):
    track: Track
    valid_from: date | None = Field(None, alias="from")
    valid_to: date | None = Field(None, alias="to")
    basis: Text
    mark: Mark
    heading: Annotated[str, Field(max_length=200)]
    signs: Words
    ladder_basis: Text
    ladder_mark: Mark
    items: Annotated[list[_Item], Field(min_length=1, max_length=30)]

    def to_row(self) -> Requirement:
        fields = self.model_dump(exclude={"items", "signs"})
        items = tuple(Item(**item.model_dump()) for item in self.items)
        return Requirement(**fields, items=items, signs=tuple(self.signs))


class _File(Row):
    watching: _Watching
    refusals: Words
    requirements: Annotated[list[_Requirement], Field(min_length=1)]


def load_proof_rules(book: Rulebook, path: Path | None = None) -> ProofRules:
    """The packaged rows, or those of `path`. Raises ProofFileUnreadable."""
    parsed = read_table(_File, PACKAGED, path, ProofFileUnreadable)
    rows = [row.to_row() for row in parsed.requirements]
    _check(rows, str(path or PACKAGED))
    return ProofRules(rows, Watching(**parsed.watching.model_dump()), tuple(parsed.refusals), book)


def _check(rows: list[Requirement], name: str) -> None:
    for row in rows:
        if twice := [id_ for id_, count in Counter(item.id for item in row.items).items() if count > 1]:
            raise ProofFileUnreadable(f"{name}: {_label(row)} có mục “{twice[0]}” hai lần; mỗi mục một mã riêng.")
        if not row.heading and any(item.check == "heading" for item in row.items):
            raise ProofFileUnreadable(f"{name}: {_label(row)} kiểm tra tiêu đề mà không ghi heading; ghi tiêu đề vào.")
    by_track = sorted(rows, key=lambda row: (row.track, row.valid_from or date.min))
    for _, group in groupby(by_track, key=lambda row: row.track):
        for earlier, later in pairwise(group):
            _check_neighbours(earlier, later, name)


def _check_neighbours(earlier: Requirement, later: Requirement, name: str) -> None:
    end, start = earlier.valid_to, later.valid_from
    if end is None or start is None or start <= end:
        raise ProofFileUnreadable(f"{name}: {_label(earlier)} và {_label(later)} chồng lên nhau; sửa from, to.")
    if start - end > timedelta(days=1):
        raise ProofFileUnreadable(
            f"{name}: giữa {_label(earlier)} và {_label(later)} có khoảng trống; nối liền hai dòng."
        )


def _label(row: Requirement) -> str:
    return f"{row.track} [{row.valid_from or '…'} – {row.valid_to or '…'}]"
