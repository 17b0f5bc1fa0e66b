"""Named probes. A probe returns None when well, or a sentence that says what is wrong."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

Probe = Callable[[], Awaitable[str | None]]


@dataclass(slots=True)
class Health:
    """`live` decides whether the process should be restarted, `ready` whether it does its work now."""

    live: dict[str, Probe] = field(default_factory=dict)
    ready: dict[str, Probe] = field(default_factory=dict)


async def failing(probes: Mapping[str, Probe]) -> dict[str, str]:
    """The probes that fail, with their sentences; a probe that raises is a failing probe."""
    complaints: dict[str, str] = {}
    for name, probe in probes.items():
        try:
            complaint = await probe()
        except Exception as error:  # noqa: BLE001 - whatever a probe hits is the answer to its question
            complaint = f"{type(error).__name__}: {error}"
        if complaint:
            complaints[name] = complaint
    return complaints
