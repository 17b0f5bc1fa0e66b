"""`haichieu audit`: verifying needs no server. An export may bring the snapshots, which ingest keeps and hands out."""

import argparse
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from casework import audit_commands
from casework.audit.bundle.failures import CannotExport
from haichieu.databases import mongo_url, opened
from ingest.evidence_commands import EvidenceBroken
from ingest.snapshots import Snapshot, Snapshots


class _Checked:
    """Port casework.snapshot_attachments.Keeping."""

    def __init__(self, snapshots: Snapshots) -> None:
        self._snapshots = snapshots

    async def of(self, publication_ids: Sequence[str]) -> AsyncIterator[Snapshot]:
        try:
            async for one in self._snapshots.of(publication_ids):
                yield one
        except EvidenceBroken as error:
            raise CannotExport(f"{error} Khôi phục từ bản sao lưu rồi xuất lại.") from error


@asynccontextmanager
async def _keeper() -> AsyncIterator[_Checked]:
    async with opened("ingest", mongo_url()) as store:
        yield _Checked(Snapshots(store))


def add_commands(words: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    audit_commands.add_commands(words, mongo_url, _keeper)
