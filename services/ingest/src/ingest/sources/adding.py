"""From an address that people give, tried or not, to a source."""

from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from ingest.sources.discovery import Trial
from ingest.sources.refused import SourcesRefused
from ingest.sources.rows import SourceRow, as_source, complaints, outlet_of
from ingest.sources.source import Source


def new_source(url: str, trials: Sequence[Trial], said: dict[str, Any], *, untested: bool = False) -> Source:
    """The best feed behind the address, as people describe it. Raises SourcesRefused when none was found, unless it is
    to be added as it is."""
    good = [trial for trial in trials if trial.good]
    if not good and not untested:
        raise SourcesRefused(f"No feed was found behind {url}. --untested adds it as it is.")
    found = good[0].url if good else url
    named = {"url": found, "outlet_id": outlet_of(found), "outlet_name": outlet_of(found)}
    return as_source(checked(named | said), "people")


def checked(said: dict[str, Any]) -> SourceRow:
    """Raises SourcesRefused, with each fault's field."""
    try:
        return SourceRow.model_validate(said)
    except ValidationError as error:
        raise SourcesRefused(f"{complaints(error)}.") from None
