"""This machine's own resolver knows many spellings of one address; the guard judges what it answers."""

import httpx
import pytest

from ingest.errors import AddressRefused
from ingest.fetching.guard import GuardedTransport


class Inner(httpx.AsyncBaseTransport):
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        raise AssertionError(f"{request.url} was asked")


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1", "[::ffff:7f00:1]", "localhost"])
async def test_this_machine_is_refused_however_its_address_is_spelled(host: str) -> None:
    async with httpx.AsyncClient(transport=GuardedTransport(Inner(), private_allowed=False)) as client:
        with pytest.raises(AddressRefused):
            await client.get(f"http://{host}/")
