"""A question to a service that answers in JSON; its secret goes in a header: no address, log or error holds it."""

from collections.abc import Mapping
from typing import Any

import httpx

from ingest.doors.post import BoxAway

SECONDS = 20.0
BYTES = 5_000_000


def ask(address: str, params: Mapping[str, str], headers: Mapping[str, str]) -> tuple[int, dict[str, Any]]:
    """Status and object, whatever the status. Raises BoxAway, without the words of the library."""
    try:
        with httpx.Client(timeout=SECONDS, trust_env=False) as client:
            answer = client.get(address, params=dict(params), headers=dict(headers))
        told = answer.json() if len(answer.content) <= BYTES else None
    except (httpx.HTTPError, ValueError, RecursionError) as error:
        raise BoxAway(f"{httpx.URL(address).host} cannot be read: {type(error).__name__}.") from None
    if not isinstance(told, dict):
        raise BoxAway(f"{httpx.URL(address).host} answered {answer.status_code} with something else than an object.")
    return answer.status_code, told
