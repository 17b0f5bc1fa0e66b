"""Which model judges, in Mongo: every change of that is a row that stays."""

from collections.abc import Sequence
from dataclasses import asdict

from classify.refusals import Refused
from classify.teaching.activation import Activation
from shared.store.client import Store
from shared.store.driver import DESCENDING, Collection, Document, PyMongoError, as_failure, is_duplicate

ACTIVATIONS = "activations"


class Activations:
    """Raises Transient when MongoDB is away."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def _rows(self) -> Collection:
        return self._store.collection(ACTIVATIONS)

    async def last(self) -> Activation | None:
        """None: nothing was promoted yet."""
        found = await self.all(limit=1)
        return found[0] if found else None

    async def all(self, limit: int = 100) -> Sequence[Activation]:
        """The last first."""
        try:
            rows = self._rows.find().sort("_id", DESCENDING).limit(limit)
            return [_activation(row) async for row in rows]
        except PyMongoError as error:
            raise as_failure(error) from error

    async def numbered(self, number: int) -> Activation | None:
        try:
            row = await self._rows.find_one({"_id": number})
        except PyMongoError as error:
            raise as_failure(error) from error
        return _activation(row) if row else None

    async def add(self, activation: Activation) -> None:
        """Raises Refused when somebody else said it in between."""
        row = asdict(activation)
        try:
            await self._rows.insert_one({"_id": row.pop("number"), **row})
        except PyMongoError as error:
            if is_duplicate(error):
                raise Refused(
                    "somebody changed the active model in between; look (`models`), then try again."
                ) from error
            raise as_failure(error) from error


def _activation(row: Document) -> Activation:
    return Activation(number=row["_id"], **{name: value for name, value in row.items() if name != "_id"})
