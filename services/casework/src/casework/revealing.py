"""Names of authors stand nowhere but on the pages that were captured: who is handed those is on record first."""

from collections.abc import Sequence

from casework.audit.access_facts import role_without_account
from casework.operator_name import operator_name
from casework.store.asking import asking
from casework.store.audit import record_read
from shared.ops.clock import system_clock
from shared.patience import patiently
from shared.store.client import Store
from shared.store.unit_of_work import UnitOfWork


async def reveal(store: Store, publication_ids: Sequence[str], reason: str, case_id: str | None) -> None:
    """Committed when it returns: only then may the pages be read. Raises UnsoundFact without a reason; Transient."""
    who = f"tên người đăng trên trang đã chụp của {len(publication_ids)} bài: {', '.join(publication_ids[:5])}"

    actor = operator_name()

    async def attempt() -> None:
        async with UnitOfWork(store, lambda transaction: transaction, lambda: None).once(()) as work:
            await record_read(work, who, actor, role_without_account(actor), reason, system_clock(), case_id)

    await patiently(attempt)


async def case_telling(store: Store, publication_id: str) -> str | None:
    """Raises Transient."""
    with asking():
        told = await store.collection("told").find_one({"_id": publication_id}, {"case_id": 1})
    return told["case_id"] if told else None
