"""Where everything of one local stack lives: ports, folders, addresses. Kept in the data folder between runs."""

import json
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from haichieu.kept import read_object, write_whole
from haichieu.ports import free_ports

SERVICES = ("ingest", "classify", "casework", "notify")
USUAL = {"mongo": 27_117, "kafka": 19_292, "smtp": 2_525, "outlets": 8_090} | {
    "casework": 8_000,
    "ingest": 8_001,
    "classify": 8_002,
    "notify": 8_003,
}

PORTS = "ports.json"

KafkaKind = Literal["embedded", "apache"]


@dataclass(frozen=True, slots=True)
class Plan:
    """Ports by name, the data folder, and the servers that are somebody else's (empty: our own)."""

    home: Path
    data: Path
    kafka_kind: KafkaKind
    ports: Mapping[str, int]
    mongo_url: str = ""
    kafka: str = ""

    def log(self, name: str) -> Path:
        return self.data / "log" / f"{name}.log"

    def url(self, name: str) -> str:
        return f"http://127.0.0.1:{self.ports[name]}"


def make_plan(
    home: Path, data: Path, kafka_kind: KafkaKind, *, usual_ports: bool, mongo_url: str = "", kafka: str = ""
) -> Plan:
    """Ports of the last run if they are free, else the usual ones, else any. Raises Spoiled.

    Servers that are somebody else's must be named: what is tried out or measured never meets theirs by accident.
    """
    wished = kept_ports(data) or (USUAL if usual_ports else {})
    spare = iter(free_ports(len(USUAL)))
    ports = {name: wished[name] if _free(wished.get(name)) else next(spare) for name in USUAL}
    write_whole(data / PORTS, json.dumps(ports))
    return Plan(home, data, kafka_kind, ports, mongo_url, kafka)


def kept_ports(data: Path) -> Mapping[str, int]:
    """Those of the last run; empty before the first. Raises Spoiled."""
    kept = read_object(data / PORTS, "Delete it: ports are chosen anew, and the data stay.")
    return {name: port for name, port in kept.items() if isinstance(port, int)}


def _free(port: int | None) -> bool:
    if port is None:
        return False
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sock.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
