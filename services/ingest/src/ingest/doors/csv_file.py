"""Publications as a table (CSV with a heading), from whoever keeps a spreadsheet. Checked whole before any is taken."""

import csv
import io
from collections.abc import Iterator
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, ValidationError

from ingest.doors.item import Item
from ingest.reading.charsets import decoded
from ingest.reading.dates import parse_date
from shared.exits import WrongWords

ROWS, COMPLAINTS = 5_000, 10
DOOR = "csv"
COLUMNS = ("outlet_id", "outlet_name", "medium", "address", "title", "text", "author", "published_at")


class TableRefused(WrongWords):
    """The table is wrong; nothing was taken. The message names rows and columns."""


class Row(BaseModel):
    """`text` may be empty when the page at the address is to speak for itself."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    outlet_id: Annotated[str, Field(min_length=1, max_length=100)]
    outlet_name: Annotated[str, Field(min_length=1, max_length=200)]
    medium: Annotated[str, Field(max_length=40)] = "online"
    address: HttpUrl
    title: Annotated[str, Field(min_length=1, max_length=1_000)]
    text: Annotated[str, Field(max_length=100_000)] = ""
    author: Annotated[str, Field(max_length=200)] = ""
    published_at: str = ""


def read_table(body: bytes, door: str = DOOR) -> list[Item]:
    """Raises TableRefused."""
    reader = csv.DictReader(io.StringIO(decoded(body).lstrip("\ufeff")), restkey="a cell too many", strict=True)
    faults: list[str] = []
    try:
        items = list(_items(reader, door, faults))
    except csv.Error as error:
        raise TableRefused(f"Row {reader.line_num}: no CSV ({error}).") from error
    if faults:
        more = f"; and {len(faults) - COMPLAINTS} more" if len(faults) > COMPLAINTS else ""
        raise TableRefused(f"Nothing was taken. {'; '.join(faults[:COMPLAINTS])}{more}.")
    if not items:
        raise TableRefused(f"The table has no rows. Its heading is: {','.join(COLUMNS)}.")
    return items


def _items(reader: "csv.DictReader[str]", door: str, faults: list[str]) -> Iterator[Item]:
    for number, cells in enumerate(reader, 2):
        if number > ROWS + 1:
            faults.append(f"more than {ROWS:,} rows: split the table")
            return
        filled = {str(name): value for name, value in cells.items() if value}
        try:
            row = Row.model_validate(filled)
        except ValidationError as error:
            faults += [f"row {number}, {'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()]
            continue
        try:
            yield item_of(row, door)
        except TableRefused as error:
            faults.append(f"row {number}, {error}")


def item_of(row: Row, door: str) -> Item:
    """Raises TableRefused for a date that is none."""
    moment = parse_date(row.published_at, day_first=True)
    if row.published_at and moment is None:
        raise TableRefused(f"published_at: {row.published_at[:40]!r} is no date; write 24/11/2026 10:52")
    return Item(
        door=door,
        outlet_id=row.outlet_id,
        outlet_name=row.outlet_name,
        medium=row.medium,
        address=str(row.address),
        title=row.title,
        text=row.text,
        raw=row.model_dump_json(exclude={"author"}).encode(),
        content_type="application/json",
        author=row.author,
        published_at=moment,
    )
