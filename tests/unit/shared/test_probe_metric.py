"""What /livez and /readyz say is also on record: alerts read it there."""

import httpx

from shared.ops.health import Health
from shared.ops.metrics import Metrics
from shared.ops.serve import Service, Shell
from shared.ops.settings import Platform


async def test_each_probe_has_a_number_that_is_true_at_the_scrape() -> None:
    told: dict[str, str | None] = {"mongo": "MongoDB does not answer", "progress": None}

    async def mongo() -> str | None:
        return told["mongo"]

    async def progress() -> str | None:
        return told["progress"]

    metrics = Metrics("casework")
    service = Service("casework", metrics, Health({"progress": progress}, {"mongo": mongo}), ())
    shell = Shell(service, Platform())

    async def failing(probe: str) -> float | None:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(shell.app), base_url="http://casework") as client:
            assert (await client.get("/metrics")).is_success
        return metrics.registry.get_sample_value("haichieu_probe_failing", {"probe": probe})

    assert [await failing("mongo"), await failing("progress")] == [1, 0]
    told |= {"mongo": None, "progress": "one batch has been in hand for 400 s"}
    assert [await failing("mongo"), await failing("progress")] == [0, 1]
