"""No visit inside our own network: resolve, judge, then connect to exactly the address that was judged (SSRF)."""

import asyncio
import ipaddress
import socket

import httpx

from ingest.errors import AddressRefused, NameUnknown, NoNetwork

_UNICAST = ipaddress.IPv6Network("2000::/3")
"""All of the open IPv6 internet; outside of it are site-local, IPv4-compatible and translated addresses."""
_ALSO_RESERVED = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "3fff::/20")))
"""In IANA's special-purpose registries, and taken for open by the ipaddress module of some Python versions."""
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class GuardedTransport(httpx.AsyncBaseTransport):
    """Every request, redirects included, passes here. `private_allowed` is for the sample day and tests."""

    def __init__(self, inner: httpx.AsyncBaseTransport, *, private_allowed: bool) -> None:
        self._inner = inner
        self._private_allowed = private_allowed

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.scheme not in ("http", "https"):
            raise AddressRefused(f"{request.url.scheme} is not a scheme we visit.")
        address = await self._resolve(request.url.host, request.url.port)
        # The name goes into Host and into the TLS greeting, the connection to the judged address.
        # The request itself stays as it is: httpx reads its address again to follow a relative redirect.
        judged = httpx.Request(
            request.method,
            request.url.copy_with(host=address),
            headers=request.headers,
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": request.url.host},
        )
        return await self._inner.handle_async_request(judged)

    async def _resolve(self, host: str, port: int | None) -> str:
        loop = asyncio.get_running_loop()
        try:
            found = await loop.getaddrinfo(host, port or 443, type=socket.SOCK_STREAM)
        except (socket.gaierror, UnicodeError) as error:
            if isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN:
                raise NoNetwork(f"No name server answers, asked for {host}.") from error
            raise NameUnknown(f"The name {host} is not known.") from error
        addresses = [str(entry[4][0]) for entry in found]
        # One public and one private answer is the trick of a rebinding name: all of them must be public.
        if not self._private_allowed and not all(is_public(address) for address in addresses):
            raise AddressRefused(f"{host} leads into a private network.")
        return addresses[0]

    async def aclose(self) -> None:
        await self._inner.aclose()


def is_public(address: str) -> bool:
    """True only for addresses of the open internet; IPv6 that leads to IPv4 is judged as what it leads to."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = parsed.ipv4_mapped or parsed.sixtofour or _translated(parsed)
        if inner is None:
            return parsed in _UNICAST and _is_open(parsed)
        parsed = inner
    return _is_open(parsed) and not parsed.is_multicast


def _is_open(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    return address.is_global and not any(address in network for network in _ALSO_RESERVED)


def _translated(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """NAT64: the last four bytes are the IPv4 address that a gateway connects to."""
    return ipaddress.IPv4Address(address.packed[-4:]) if address in _NAT64 else None
