"""Titles of what entries of the audit trail speak of."""

from collections.abc import Mapping, Sequence

from casework.access.policy import Scope
from casework.audit.entry import CASE, Entry
from casework.store.asking import asking
from casework.store.scoping import within
from shared.store.client import Store


async def titles(store: Store, scope: Scope, entries: Sequence[Entry]) -> Mapping[str, str]:
    """By id, of cases and publications; only what may be seen. Raises Transient when MongoDB is away."""
    told = sorted({id_ for entry in entries for id_ in _publications(entry)})
    cases = {entry.chain.removeprefix(CASE) for entry in entries if entry.chain.startswith(CASE)}
    with asking():
        rows = store.collection("told").find({"_id": {"$in": told}}, {"title": 1, "case_id": 1})
        publications = [row async for row in rows]
        wanted = {"_id": {"$in": sorted(cases | {row["case_id"] for row in publications})}}
        found = store.collection("cases").find({"$and": [within(scope), wanted]}, {"title": 1})
        titles = {row["_id"]: row["title"] async for row in found}
    return titles | {row["_id"]: row["title"] for row in publications if row["case_id"] in titles}


def _publications(entry: Entry) -> list[str]:
    details = entry.body["details"]
    alone = details.get("publication_id")
    return [*([alone] if alone else []), *details.get("publication_ids", ())]
