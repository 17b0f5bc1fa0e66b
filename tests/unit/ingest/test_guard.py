"""No visit inside our own network."""

import asyncio
import socket
from typing import Any

import httpx
import pytest

from ingest.errors import AddressRefused, NameUnknown, NoNetwork
from ingest.fetching.guard import GuardedTransport, is_public


@pytest.mark.parametrize(
    "address",
    ["93.184.216.34", "2606:4700::1111", "::ffff:93.184.216.34", "2002:5db8:d822::1", "64:ff9b::93.184.216.34"],
)
def test_the_open_internet_may_be_visited(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "127.0.0.1",
        "0.0.0.0",
        "169.254.169.254",
        "100.64.0.1",
        "198.18.0.1",
        "192.0.2.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "ff0e::1",
        "2001:db8::1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "::10.0.0.1",
        "::ffff:0:10.0.0.1",
        "2002:0a00:0001::1",
        "2002:7f00:0001::1",
        "64:ff9b::10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "192.0.0.8",
        "192.0.0.170",
        "192.88.99.1",
        "198.51.100.1",
        "203.0.113.9",
        "0.1.2.3",
        "100::1",
        "2001::1",
        "2001:0:5db8:d822::1",
        "2001:2::1",
        "2001:10::1",
        "2001:20::1",
        "3fff::1",
        "5f00::1",
        "fe80::5efe:10.0.0.1",
        "::ffff:0.0.0.0",
        "::ffff:100.64.0.1",
        "2002:a9fe:a9fe::1",
    ],
)
def test_everything_else_may_not_however_it_is_written(address: str) -> None:
    assert not is_public(address)


class Inner(httpx.AsyncBaseTransport):
    """Remembers what it was asked; answers /old with a relative redirect."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str]] = []
        self.closed = False

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append((str(request.url), request.headers["host"], request.extensions["sni_hostname"]))
        redirects = {"/old": "/new", "/inside": "http://inside.example/"}
        if (target := redirects.get(request.url.path)) is not None:
            return httpx.Response(302, headers={"location": target})
        return httpx.Response(200, content=b"ok")

    async def aclose(self) -> None:
        self.closed = True


@pytest.fixture
def inner() -> Inner:
    return Inner()


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """What the names of the test resolve to."""
    known = {
        "bao.example": ["93.184.216.34"],
        "six.example": ["2606:4700::1111"],
        "inside.example": ["10.0.0.1"],
        "rebinding.example": ["93.184.216.34", "127.0.0.1"],
    }

    async def getaddrinfo(_: object, host: str, port: int, **__: Any) -> list[Any]:
        if host not in known:
            raise socket.gaierror(-2, "unknown")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in known[host]]

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", getaddrinfo)
    return known


async def get(inner: Inner, url: str, *, private_allowed: bool = False) -> httpx.Response:
    transport = GuardedTransport(inner, private_allowed=private_allowed)
    async with httpx.AsyncClient(transport=transport, follow_redirects=True) as client:
        return await client.get(url)


async def test_the_judged_address_is_the_one_connected_to_under_its_name(inner: Inner, names: Any) -> None:
    await get(inner, "https://bao.example/tin/1")
    assert inner.asked == [("https://93.184.216.34/tin/1", "bao.example", "bao.example")]
    assert inner.closed


async def test_ipv6_is_connected_to_in_brackets(inner: Inner, names: Any) -> None:
    await get(inner, "http://six.example:8080/")
    assert inner.asked == [("http://[2606:4700::1111]:8080/", "six.example:8080", "six.example")]


@pytest.mark.parametrize("host", ["inside.example", "rebinding.example"])
async def test_a_name_that_leads_inside_is_refused_even_when_only_one_answer_does(
    inner: Inner, names: Any, host: str
) -> None:
    with pytest.raises(AddressRefused, match=host):
        await get(inner, f"http://{host}/")
    assert inner.asked == []


async def test_a_redirect_to_the_inside_is_refused(inner: Inner, names: Any) -> None:
    with pytest.raises(AddressRefused):
        await get(inner, "https://bao.example/inside")
    assert len(inner.asked) == 1


async def test_a_relative_redirect_stays_with_the_name(inner: Inner, names: Any) -> None:
    answer = await get(inner, "https://bao.example/old")
    assert str(answer.url) == "https://bao.example/new"
    assert inner.asked[1] == ("https://93.184.216.34/new", "bao.example", "bao.example")


async def test_every_request_is_resolved_and_judged_anew(inner: Inner, names: dict[str, list[str]]) -> None:
    transport = GuardedTransport(inner, private_allowed=False)
    async with httpx.AsyncClient(transport=transport) as client:
        await client.get("http://bao.example/")
        names["bao.example"] = ["127.0.0.1"]
        with pytest.raises(AddressRefused):
            await client.get("http://bao.example/")


async def test_the_sample_day_may_visit_this_machine(inner: Inner, names: Any) -> None:
    assert (await get(inner, "http://inside.example/", private_allowed=True)).status_code == 200


async def test_when_no_name_server_answers_it_is_our_network(inner: Inner, monkeypatch: pytest.MonkeyPatch) -> None:
    async def getaddrinfo(*_: object, **__: Any) -> list[Any]:
        raise socket.gaierror(socket.EAI_AGAIN, "try again")

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", getaddrinfo)
    with pytest.raises(NoNetwork):
        await get(inner, "http://bao.example/")


async def test_an_unknown_name_is_a_failed_fetch(inner: Inner, names: Any) -> None:
    with pytest.raises(NameUnknown, match=r"nowhere\.example"):
        await get(inner, "http://nowhere.example/")


async def test_only_http_is_visited(inner: Inner) -> None:
    transport = GuardedTransport(inner, private_allowed=True)
    with pytest.raises(AddressRefused, match="ftp"):
        await transport.handle_async_request(httpx.Request("GET", "ftp://bao.example/"))
