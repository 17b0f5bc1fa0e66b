"""`haichieu doctor`: what this machine lacks, and the command that brings it."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from haichieu.child import ChildError
from haichieu.kafka import broker_binary
from haichieu.mongod import mongod_binary


@dataclass(frozen=True, slots=True)
class Finding:
    """`needed_for` tells whether it matters to you."""

    name: str
    ok: bool
    needed_for: str
    cure: str


def doctor(home: Path) -> int:
    """0 when `make run` and `make test` will work; what only the other ways to run need is told, not counted."""
    findings = list(examine(home))
    for finding in findings:
        mark = "có   " if finding.ok else "THIẾU"
        print(f"{mark}  {finding.name:<24} {finding.needed_for}")
        if not finding.ok:
            print(f"       → {finding.cure}")
    return 1 if any(not finding.ok and finding.needed_for == ALWAYS for finding in findings) else 0


ALWAYS = "make run, make test"


def examine(home: Path) -> Iterable[Finding]:
    yield Finding("Python ≥ 3.11", sys.version_info >= (3, 11), ALWAYS, "apt-get install python3")
    yield Finding("mongod", _works(_mongod_runs), ALWAYS, "make setup  (needs OpenSSL 3: apt-get install libssl3)")
    yield Finding("broker", _works(broker_binary), ALWAYS, "make setup")
    yield Finding("setpriv", shutil.which("setpriv") is not None, ALWAYS, "apt-get install util-linux")
    yield Finding("java ≥ 17", _works(lambda: _kafka(home, "java")), "Apache Kafka", "deploy/apt.sh")
    yield Finding("mvn", shutil.which("mvn") is not None, "Apache Kafka", "deploy/apt.sh")
    jars = _works(lambda: _kafka(home, "check"))
    yield Finding("Apache Kafka", jars, "make test KAFKA=apache", "deploy/kafka/kafka.sh fetch")
    yield Finding(
        "docker compose", _works(_compose_runs), "docker compose up", "https://docs.docker.com/engine/install/"
    )


def _works(probe: Callable[[], object]) -> bool:
    try:
        probe()
    except (ChildError, OSError, subprocess.SubprocessError):
        return False
    return True


def _mongod_runs() -> None:
    subprocess.run([str(mongod_binary()), "--version"], check=True, capture_output=True, timeout=20)


def _kafka(home: Path, word: str) -> None:
    """The script that starts it knows best what it needs."""
    subprocess.run([str(home / "deploy/kafka/kafka.sh"), word], check=True, capture_output=True, timeout=20)


def _compose_runs() -> None:
    docker = shutil.which("docker")
    if docker is None:
        raise FileNotFoundError("docker")
    subprocess.run([docker, "compose", "version"], check=True, capture_output=True, timeout=20)
