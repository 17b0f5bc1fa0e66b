"""A body as one row of a table, and back."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from casework.domain.directory import texts, values
from casework.domain.directory.body import Body
from casework.domain.directory.faults import Fault
from casework.domain.directory.texts import BETWEEN, Unfit, tidy

READ: Mapping[str, Callable[[str], Any]] = {
    "id": texts.slug,
    "name": texts.name,
    "roles": values.roles,
    "valid_from": values.day,
    "valid_to": values.day,
    "successor_id": texts.reference,
    "places": texts.places,
    "sectors": texts.several,
    "email": values.email,
    "attention": tidy,
    "postal": tidy,
    "phone": tidy,
    "web": values.web,
    "medium": values.medium,
    "owner_id": texts.reference,
    "correction_place": tidy,
    "mark": values.mark,
    "dates_mark": values.dates_mark,
    "source": texts.name,
    "note": tidy,
}
COLUMNS = tuple(READ)
OPTIONAL = frozenset(COLUMNS) - {"id", "name", "roles", "mark", "source"}
"""Columns that a file may leave out."""

FIELDS = {"email": "address", "roles": "kind"}
"""Columns whose field of Body has another name."""


def row_of(body: Body) -> dict[str, str]:
    """The one way to write a body, so that equal bodies give equal rows."""
    row = {column: _written(getattr(body, FIELDS.get(column, column))) for column in COLUMNS}
    return row | {"roles": BETWEEN.join(body.roles)}


def _written(value: str | date | frozenset[str] | None) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case date():
            return value.isoformat()
        case _:
            return BETWEEN.join(sorted(value))


def body_of(row: Mapping[str, str], line: int | None = None) -> Body | list[Fault]:
    """The body, or everything that is wrong with the row."""
    found: dict[str, Any] = {}
    faults: list[Fault] = []
    for column, read in READ.items():
        try:
            found[column] = read(row.get(column) or "")
        except Unfit as unfit:
            faults.append(Fault("bad-value", (row.get("id") or "").strip(), column, unfit.problem, unfit.cure, line))
    if not faults and not found["dates_mark"] and (found["valid_from"] or found["valid_to"] or found["successor_id"]):
        cure = f"Ghi một trong: {', '.join(values.MARKS)}."
        faults.append(Fault("missing-value", found["id"], "dates_mark", "Ngày chưa có mức xác minh.", cure, line))
    if faults:
        return faults
    kind, *also = found.pop("roles")
    return Body(kind=kind, also=frozenset(also), address=found.pop("email"), **found)
