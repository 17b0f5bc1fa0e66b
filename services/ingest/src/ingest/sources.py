"""The list of sources, as a file: JSON, one object per source."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, TypeAdapter, ValidationError

from ingest.domain import Source
from shared.ops.ids import stable_id


class SourcesUnreadable(Exception):
    """The file of sources is missing or wrong; the message names the line and the field."""


class SourceRow(BaseModel):
    model_config = ConfigDict(extra="forbid")

    outlet_id: str = Field(min_length=1)
    outlet_name: str = Field(min_length=1)
    medium: str = "online"
    url: HttpUrl


_ROWS = TypeAdapter(list[SourceRow])


def read_sources(path: Path) -> list[Source]:
    """Raises SourcesUnreadable."""
    try:
        rows = _ROWS.validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise SourcesUnreadable(f"{path}: {error}") from error
    return [
        Source(stable_id("source", str(row.url)), row.outlet_id, row.outlet_name, row.medium, str(row.url))
        for row in rows
    ]
