"""A browser on its way to the identity provider."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Departure:
    """Where the browser goes, and what must come back with it."""

    url: str
    state: str
    nonce: str
    verifier: str
