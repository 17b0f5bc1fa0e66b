"""The trail of accounts, sign-ins and tokens as entries of the audit log (port: casework.access.trail.Trail)."""

from collections.abc import Sequence

from casework.access.trail import Entry, LoggedTrail
from casework.audit.access_facts import access_changed, role_without_account
from casework.audit.entry import Fact
from casework.store.audit import append
from casework.store.refused import REFUSED, count
from shared.store.unit_of_work import Transaction


class AuditTrail:
    """Also a line in the service's log for each, since whoever watches the machine reads that."""

    def __init__(self) -> None:
        self._logged = LoggedTrail()

    async def append(self, transaction: Transaction, entries: Sequence[Entry]) -> None:
        """Raises Transient when somebody else appends to the same chain: come again."""
        await self._logged.append(transaction, entries)
        for entry in entries:
            if entry.action == REFUSED:
                await count(transaction, entry)
        await append(transaction, [await _fact(transaction, one) for one in entries if one.action != REFUSED])


async def _fact(transaction: Transaction, entry: Entry) -> Fact:
    """By the name and in the role that the account has in this transaction."""
    kind, _, id_ = entry.actor.partition(":")
    accounts = transaction.collection("accounts")
    row = await accounts.find_one({"_id": id_}, session=transaction.session) if kind == "account" else None
    if row is None:
        return access_changed(entry, entry.actor, role_without_account(entry.actor))
    return access_changed(entry, row["name"], row["role"])
