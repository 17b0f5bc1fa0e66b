"""The list of sources, as a file: JSON, one object per source."""

from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from ingest.sources.rows import SourceRow, as_source, complaints
from ingest.sources.source import Source

CURE = "Correct it and start again: a JSON list of objects with outlet_id, outlet_name, url and, unless online, medium."

_ROWS = TypeAdapter(list[SourceRow])


class SourcesUnreadable(Exception):
    """The file of sources is missing or wrong; the message names the entry and the field, never what stands there."""


def read_sources(path: Path) -> list[Source]:
    """Raises SourcesUnreadable."""
    try:
        rows = _ROWS.validate_json(path.read_bytes())
    except OSError as error:
        raise SourcesUnreadable(f"{path} cannot be read: {error.strerror}. {CURE}") from error
    except ValidationError as error:
        # Not `from error`: its text, and so a traceback in the log, shows the input, which may hold a password.
        raise SourcesUnreadable(f"{path}: {complaints(error)}. {CURE}") from None
    return [as_source(row, "file") for row in rows]
