"""Named probes. A probe returns None when well, or a sentence that says what is wrong."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

Probe = Callable[[], Awaitable[str | None]]

PROBE_SECONDS = 3.0
"""Those that ask a server give up after two by themselves; Prometheus waits ten for all of them."""


@dataclass(slots=True)
class Health:
    """`live` decides whether the process should be restarted, `ready` whether it does its work now."""

    live: dict[str, Probe] = field(default_factory=dict)
    ready: dict[str, Probe] = field(default_factory=dict)


async def failing(probes: Mapping[str, Probe]) -> dict[str, str]:
    """The probes that fail, with their sentences; one that raises, or does not answer in time, is a failing probe."""
    asked = {name: await _ask(probe) for name, probe in probes.items()}
    return {name: complaint for name, complaint in asked.items() if complaint}


async def _ask(probe: Probe) -> str | None:
    try:
        async with asyncio.timeout(PROBE_SECONDS):
            return await probe()
    except Exception as error:  # noqa: BLE001 - whatever a probe hits is the answer to its question
        return f"{type(error).__name__}: {str(error) or f'no answer within {PROBE_SECONDS:.0f} s'}"
