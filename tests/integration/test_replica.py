"""One name per replica: found again after a restart, shared by nobody who lives at the same time."""

from pathlib import Path

import pytest

from shared.ops import replica
from shared.ops.replica import replica_name


def test_a_restarted_replica_is_called_as_before() -> None:
    assert replica_name("0.0.0.0", 8080) == replica_name("0.0.0.0", 8080)


def test_another_address_on_the_same_machine_is_another_replica() -> None:
    names = {replica_name(host, port) for host in ("127.0.0.1", "127.0.0.2") for port in (8080, 8081)}
    assert len(names) == 4


def test_a_port_that_the_system_chooses_tells_nobody_apart() -> None:
    assert replica_name("127.0.0.1", 0) != replica_name("127.0.0.1", 0)


@pytest.mark.parametrize("what", ["BOOT", "NETWORK"])
def test_machines_and_containers_of_the_same_host_name_differ(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, other = replica_name("0.0.0.0", 8080), tmp_path / "other"
    if what == "BOOT":
        other.write_text("another boot\n")
    else:
        other.symlink_to("net:[1]")
    monkeypatch.setattr(replica, what, other)
    assert replica_name("0.0.0.0", 8080) != ours
