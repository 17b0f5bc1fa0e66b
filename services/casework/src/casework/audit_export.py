"""An export from the database into a file: whole, or not there at all."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, cast

from casework.audit.access_facts import exported
from casework.audit.bundle.export import Order, export
from casework.audit.bundle.failures import CannotExport
from casework.audit.bundle.manifest import Manifest
from casework.audit.bundle.names import CHUNK
from casework.audit.bundle.ports import Attachments
from casework.audit.bundle.signing import SUFFIX, sign
from casework.audit.bundle.verify import Demand, verify
from casework.audit.entry import CASE, stamp
from casework.operator_name import operator_name
from casework.revealing import reveal
from casework.snapshot_attachments import CaseSnapshots, Keeper
from casework.store.audit import append
from casework.store.ledger import MongoLedger
from casework.store.letter_pages import SignedLetters
from shared.failures import Transient
from shared.ops.clock import system_clock
from shared.patience import patiently
from shared.store.client import CannotReachMongo, Store
from shared.store.driver import PyMongoError
from shared.store.unit_of_work import UnitOfWork

DATABASE = "haichieu_casework"


@dataclass(frozen=True, slots=True)
class Wish:
    """Which chain, whereto, with which folders of attachments, signed by which key."""

    chain: str
    output: Path
    letters: Path | None = None
    snapshots: Path | None = None
    key: Path | None = None
    keeper: Keeper | None = None
    """Whoever keeps the snapshots of the case's publications; None: they are not wanted."""
    reason: str = ""
    """Why somebody must see pages on which authors are named: needed for the kept snapshots."""


class Folders:
    """Port Attachments: the plain files of two folders, into which somebody has put what belongs to the case."""

    def __init__(self, letters: Path | None, snapshots: Path | None) -> None:
        self._folders = {"letters": letters, "snapshots": snapshots}

    async def files(self, chain: str) -> AsyncIterator[tuple[str, AsyncIterator[bytes]]]:
        for kind, folder in self._folders.items():
            if folder and not folder.is_dir():
                raise CannotExport(f"Không có thư mục {folder}.")
            for path in sorted(folder.iterdir()) if folder else ():
                if path.is_file():
                    yield f"{kind}/{path.name}", _pieces(path)


class Together:
    """Port Attachments: what several others bring."""

    def __init__(self, *parts: Attachments) -> None:
        self._parts = parts

    async def files(self, chain: str) -> AsyncIterator[tuple[str, AsyncIterator[bytes]]]:
        for part in self._parts:
            async for named in part.files(chain):
                yield named


async def export_to_file(wish: Wish, mongo_url: str, database: str = DATABASE) -> Manifest:
    """That it was made is itself on record, in the chain "system", before there is a file of that name.

    Raises CannotExport, CannotReachMongo, UnsoundFact, UnusableKey.
    """
    store = Store(mongo_url, database)
    try:
        await store.start()
        kept = [CaseSnapshots(store, wish.keeper)] if wish.keeper and wish.chain.startswith(CASE) else []
        for snapshots in kept:
            case_id = wish.chain.removeprefix(CASE)
            await reveal(store, await snapshots.publications(case_id), wish.reason, case_id)
        with _whole(wish) as draft:
            order = Order(wish.chain, stamp(system_clock()))
            attached = Together(SignedLetters(store), Folders(wish.letters, wish.snapshots), *kept)
            draft.manifest = await export(order, MongoLedger(store), attached, draft.out)
            await _record(store, wish.chain, draft.manifest)
    except (PyMongoError, Transient) as error:
        raise CannotReachMongo(f"{error}. Start the stack, or set HAICHIEU_MONGO_URL.") from error
    finally:
        await store.stop()
    return draft.manifest


async def _record(store: Store, chain: str, manifest: Manifest) -> None:
    async def attempt() -> None:
        async with UnitOfWork(store, lambda transaction: transaction, lambda: None).once(()) as work:
            await append(work, [exported(chain, manifest.seal, operator_name(), system_clock())])

    await patiently(attempt)


@dataclass(slots=True)
class _Draft:
    out: BinaryIO
    manifest: Manifest | None = None


@contextmanager
def _whole(wish: Wish) -> Iterator[_Draft]:
    """The file gets its name when all of it is there, has been read back, and is signed if it is to be."""
    try:
        with NamedTemporaryFile(dir=wish.output.parent, prefix=".export-", delete=False) as half:
            draft = _Draft(cast(BinaryIO, half))
            try:
                yield draft
                half.flush()
                manifest = verify(Path(half.name), Demand()).manifest
                signature = sign(manifest.to_bytes(), wish.key) if wish.key else None
            except BaseException:
                Path(half.name).unlink()
                raise
        if signature:
            wish.output.with_name(wish.output.name + SUFFIX).write_bytes(signature)
        Path(half.name).replace(wish.output)
    except OSError as error:
        raise CannotExport(f"Không ghi được {wish.output}: {error}.") from error


async def _pieces(path: Path) -> AsyncIterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            yield piece
