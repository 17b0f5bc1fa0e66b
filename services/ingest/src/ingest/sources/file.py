"""The list of sources, as a file: JSON, one object per source."""

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, TypeAdapter, ValidationError

from ingest.sources.source import Source
from shared.ops.ids import stable_id

COMPLAINTS = 5
CURE = "Correct it and start again: a JSON list of objects with outlet_id, outlet_name, url and, unless online, medium."


class SourcesUnreadable(Exception):
    """The file of sources is missing or wrong; the message names the entry and the field, never what stands there."""


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
    except OSError as error:
        raise SourcesUnreadable(f"{path} cannot be read: {error.strerror}. {CURE}") from error
    except ValidationError as error:
        # Not `from error`: its text, and so a traceback in the log, shows the input, which may hold a password.
        raise SourcesUnreadable(f"{path}: {_complaints(error)}. {CURE}") from None
    return [
        Source(stable_id("source", str(row.url)), row.outlet_id, row.outlet_name, row.medium, str(row.url))
        for row in rows
    ]


def _complaints(error: ValidationError) -> str:
    found = error.errors(include_input=False, include_context=False, include_url=False)
    more = f", and {len(found) - COMPLAINTS} more" if len(found) > COMPLAINTS else ""
    return "; ".join(f"{_place(one['loc'])}{one['msg']}" for one in found[:COMPLAINTS]) + more


def _place(where: tuple[Any, ...]) -> str:
    """`entry 3, url: ` - counted as people count."""
    names = [f"entry {part + 1}" if isinstance(part, int) else part[:40] for part in where]
    return ", ".join(names) + ": " if names else ""
