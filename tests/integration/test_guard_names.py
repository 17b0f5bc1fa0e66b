"""Our own network is found behind the names and spellings that the system resolves."""

import pytest
from tests.unit.ingest.test_guard import Inner, get

from ingest.errors import AddressRefused


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1", "[::ffff:7f00:1]", "localhost"])
async def test_this_machine_is_refused_however_its_address_is_spelled(host: str) -> None:
    inner = Inner()
    with pytest.raises(AddressRefused):
        await get(inner, f"http://{host}/")
    assert inner.asked == []
