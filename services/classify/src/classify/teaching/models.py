"""Models in Mongo, each under its name with the figures it was let in by."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

from classify.judgement import model_file
from classify.judgement.model import Model
from classify.judgement.model_file import BadModel
from classify.refusals import Refused
from classify.teaching.activation import THE_SHIPPED
from shared.store.client import Store
from shared.store.driver import ASCENDING, Collection, Document, PyMongoError, as_failure, is_duplicate

MODELS = "models"


class Stored(NamedTuple):
    """A model as it was brought, and how it measured then."""

    model: Model
    sha256: str
    figures: dict[str, Any]
    added_at: datetime
    added_by: str


class ModelShelf:
    """Raises Transient when MongoDB is away."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def _models(self) -> Collection:
        return self._store.collection(MODELS)

    async def model(self, version: str) -> Model:
        """A stored one, or the one that ships. Raises Refused when there is none of that name, or it cannot be used."""
        packaged = model_file.packaged()
        if version in (THE_SHIPPED, packaged.version):
            return packaged
        try:
            row = await self._models.find_one({"_id": version})
        except PyMongoError as error:
            raise as_failure(error) from error
        if row:
            return _stored(row).model
        raise Refused(f"there is no model {version}; `haichieu classify models` lists those that are there.")

    async def stored(self) -> Sequence[Stored]:
        """The first added first. Raises Refused."""
        try:
            return [_stored(row) async for row in self._models.find().sort("added_at", ASCENDING)]
        except PyMongoError as error:
            raise as_failure(error) from error

    async def add(self, model: Model, figures: dict[str, Any], at: datetime, by: str) -> None:
        """The same again is no change. Raises Refused when another one has its name."""
        content = model_file.write(model)
        row = {"_id": model.version, "content": content, "sha256": _hash(content), "figures": figures}
        try:
            known = await self._models.find_one({"_id": model.version}, {"sha256": 1})
            if known is None and model_file.packaged().version != model.version:
                await self._models.insert_one({**row, "added_at": at, "added_by": by})
                return
        except PyMongoError as error:
            if is_duplicate(error):
                raise Refused(
                    f"somebody brings a model {model.version} at this moment; look, then try again."
                ) from error
            raise as_failure(error) from error
        if _hash(content) != (known["sha256"] if known else _hash(model_file.write(model_file.packaged()))):
            raise Refused(f"another model is called {model.version} already; train with another --version.")


def _stored(row: Document) -> Stored:
    """Raises Refused when it is not what was brought, or of another release's form."""
    if _hash(row["content"]) != row["sha256"]:
        raise Refused(f"the model {row['_id']} is not as it was brought (its SHA-256 differs); promote it anew.")
    try:
        model = model_file.read(row["content"])
    except BadModel as error:
        raise Refused(f"the model {row['_id']} is of another release: {error}.") from error
    return Stored(model, row["sha256"], row["figures"], row["added_at"], row["added_by"])


def _hash(content: str) -> str:
    return sha256(content.encode()).hexdigest()
