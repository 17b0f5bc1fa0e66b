"""Sources as a table for spreadsheets: CSV in UTF-8, one row per source. Also the list that ships (legal-facts.md §8
says where each address is from; what is not known to be alive is on the list and not watched)."""

import csv
import io
from collections.abc import Sequence
from importlib.resources import files

from pydantic import TypeAdapter, ValidationError

from ingest.sources.refused import SourcesRefused
from ingest.sources.rows import SourceRow, complaints

COLUMNS = tuple(SourceRow.model_fields)
ROWS = 10_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
_ROWS = TypeAdapter(list[SourceRow])


def packaged() -> list[SourceRow]:
    return read_csv((files("ingest") / "data" / "sources.csv").read_text("utf-8"))


def read_csv(text: str) -> list[SourceRow]:
    """All of it or nothing. Raises SourcesRefused, with every fault's entry (the first row under the heading is 1) and
    field."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), strict=True)
    try:
        rows = [row for row, _ in zip(reader, range(ROWS + 1), strict=False)]
    except csv.Error as error:
        raise SourcesRefused(f"This is no CSV ({error}, line {reader.line_num}).") from error
    if len(rows) > ROWS:
        raise SourcesRefused(f"More than {ROWS:,} rows are no list of sources.")
    if unknown := [name for name in reader.fieldnames or [] if name not in COLUMNS]:
        raise SourcesRefused(f"Unknown column: {str(unknown[0])[:60]}. Known are: {', '.join(COLUMNS)}.")
    try:
        # An empty cell is one that nobody filled in; a cell too few is None, one too many stands under None.
        return _ROWS.validate_python([{k or "more cells": _plain(v) for k, v in row.items() if v} for row in rows])
    except ValidationError as error:
        raise SourcesRefused(f"{complaints(error)}.") from None


def write_csv(rows: Sequence[SourceRow]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_cell(value) for value in row.model_dump(mode="json").values()])
    return "\ufeff" + out.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = "; ".join(value) if isinstance(value, list) else str(value)
    # A name that a spreadsheet would run as a formula.
    return f"'{text}" if text.startswith(_FORMULA) else text


def _plain(cell: object) -> object:
    return cell[1:] if isinstance(cell, str) and cell.startswith(tuple(f"'{sign}" for sign in _FORMULA)) else cell
