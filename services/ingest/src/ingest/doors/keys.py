"""Which requests were heard already: an idempotency key stands for one body, for two days."""

from datetime import datetime, timedelta

from shared.store.client import Index, Store
from shared.store.driver import Document, IndexModel, PyMongoError, as_failure, is_duplicate

KEPT = timedelta(days=2)
KEYS = "door_keys"
KEY_INDEXES = (Index(KEYS, IndexModel("heard_at", expireAfterSeconds=int(KEPT.total_seconds()))),)


class DoorKeys:
    """Raises Transient when MongoDB is away."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def claim(self, key: str, fingerprint: str, now: datetime) -> bool:
        """False: the key stands for another body. True, also again: go on, what follows is done once by its own id."""
        keys = self._store.collection(KEYS)
        row: Document = {"_id": key, "fingerprint": fingerprint, "heard_at": now}
        try:
            await keys.insert_one(row)
        except PyMongoError as error:
            if not is_duplicate(error):
                raise as_failure(error) from error
        else:
            return True
        try:
            known = await keys.find_one({"_id": key})
        except PyMongoError as error:
            raise as_failure(error) from error
        return known is None or known["fingerprint"] == fingerprint
