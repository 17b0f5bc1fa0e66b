"""The port in memory: what is followed, by publication."""

from collections.abc import Sequence
from datetime import datetime

from ingest.following.case import CaseHeard, Joined
from shared.store.testing import InMemoryRepositories


class InMemoryFollowingWork(InMemoryRepositories):
    """Port: ingest.following.ports.Work."""

    async def heard(self, cases: Sequence[CaseHeard], soon: datetime) -> None:
        for case in cases:
            self._transaction.table("cases_followed")[case.case_id] = case.open

    async def joined(self, joined: Sequence[Joined], soon: datetime) -> None:
        for one in joined:
            self._transaction.table("publications_followed")[one.publication_id] = one.case_id
