"""Free TCP ports on 127.0.0.1 for servers that are started, killed and started again on the same port."""

import random
import socket
from contextlib import ExitStack
from pathlib import Path

LOWEST = 15_000
EPHEMERAL = Path("/proc/sys/net/ipv4/ip_local_port_range")


class NoFreePort(RuntimeError):
    """No port could be bound on 127.0.0.1."""


def free_ports(count: int) -> list[int]:
    """Different ports, free now; nothing holds them until the caller binds them."""
    # Ephemeral ports are avoided: while a server there is down, a client that retries can be given the very same
    # port as its own, connects to itself, and so keeps the server from coming back.
    # SystemRandom: test runs that seed `random` alike would otherwise race for the same ports.
    end = _first_ephemeral()
    found: list[int] = []
    with ExitStack() as held:
        for port in random.SystemRandom().sample(range(LOWEST, end), k=min(1_000, end - LOWEST)):
            sock = held.enter_context(socket.socket(socket.AF_INET, socket.SOCK_STREAM))
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                sock.bind(("127.0.0.1", port))
            except OSError:
                continue
            found.append(port)
            if len(found) == count:
                return found
    raise NoFreePort(f"found {len(found)} of {count} free ports in {LOWEST}-{end - 1}; stop servers that hold them")


def free_port() -> int:
    return free_ports(1)[0]


def _first_ephemeral() -> int:
    try:
        first = int(EPHEMERAL.read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        first = 32_768
    # A machine may give nearly all ports to clients; then there is nothing to avoid.
    return first if first > LOWEST + 1_000 else 32_768
