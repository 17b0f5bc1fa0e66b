"""Who a replica is among its like: the same after a restart, and never two at a time."""

import socket
from pathlib import Path

from shared.ops.ids import new_id, stable_id

BOOT = Path("/proc/sys/kernel/random/boot_id")
NETWORK = Path("/proc/self/ns/net")


def replica_name(host: str, port: int) -> str:
    """Stable, so that a replica gets its lease and its claims back without waiting.

    A host name does not tell replicas apart: cloned machines share one, and so do containers that are given theirs.
    An address does, since one process can listen on it, on one booted kernel, in one of its networks.
    """
    if port == 0 or not BOOT.exists():
        return f"{socket.gethostname()}:{new_id()}"
    place = stable_id(BOOT.read_text("ascii").strip(), str(NETWORK.readlink()), host)
    return f"{socket.gethostname()}:{port}:{place[:12]}"
