"""Snapshots one by one, for whoever joins them to something else: bytes as they came, checked against their hash."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from ingest.evidence_commands import body_of
from shared.store.client import Store
from shared.store.driver import ASCENDING, PyMongoError, as_failure

KEPT = ("publication_id", "sha256", "content_type", "address", "fetched_at")


@dataclass(frozen=True, slots=True)
class Snapshot:
    publication_id: str
    sha256: str
    content_type: str
    address: str
    fetched_at: datetime
    body: bytes


class Snapshots:
    """Raises Transient when MongoDB is away."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def of(self, publication_ids: Sequence[str]) -> AsyncIterator[Snapshot]:
        """Every look that was kept of these. Raises EvidenceBroken."""
        wanted = {"publication_id": {"$in": list(publication_ids)}}
        order = [("publication_id", ASCENDING), ("fetched_at", ASCENDING)]
        try:
            async for row in self._store.collection("snapshots").find(wanted).sort(order):
                yield Snapshot(body=body_of(row), **{name: row[name] for name in KEPT})
        except PyMongoError as error:
            raise as_failure(error) from error
