"""Accounts as colleagues know them: names for pages. Nothing here opens a door."""

from collections.abc import Iterable, Mapping, Sequence

from casework.domain.roles import Role
from casework.store.asking import asking
from shared.store.client import Store

MOST_LEADERS = 200


class People:
    """Raises Transient when MongoDB is away."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def names(self, accounts: Iterable[str | None]) -> Mapping[str, str]:
        """Display names by account; who has none is left out."""
        wanted = {"name": {"$in": sorted({account for account in accounts if account})}}
        with asking():
            rows = self._store.collection("accounts").find(wanted, {"name": 1, "display_name": 1})
            return {row["name"]: row["display_name"] async for row in rows}

    async def leaders(self) -> Sequence[tuple[str, str]]:
        """Account and display name of everybody who may sign, by name."""
        wanted = {"role": Role.LEADER.value, "disabled": False}
        with asking():
            rows = self._store.collection("accounts").find(wanted, {"name": 1, "display_name": 1})
            found = [(row["name"], row["display_name"]) async for row in rows.sort("name", 1).limit(MOST_LEADERS)]
        return sorted(found, key=lambda leader: leader[1])
