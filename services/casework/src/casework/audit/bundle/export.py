"""Makes the export of one chain."""

from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from typing import BinaryIO

from casework.audit.anchor import Anchor
from casework.audit.bundle.failures import CannotExport
from casework.audit.bundle.manifest import FORMAT, Anchors, Entries, Manifest
from casework.audit.bundle.names import ANCHORS, ENTRIES, PROOFS, README
from casework.audit.bundle.ports import Attachments, Ledger
from casework.audit.bundle.writing import BundleWriter
from casework.audit.chain import Head
from casework.audit.entry import CASE
from casework.audit.proof import prove

TOOL = "haichieu-casework"


@dataclass(frozen=True, slots=True)
class Order:
    """What to export, and the time that it will bear."""

    chain: str
    created_at: str


async def export(order: Order, ledger: Ledger, attachments: Attachments, out: BinaryIO) -> Manifest:
    """Raises CannotExport. Entries that arrive meanwhile are left out."""
    head = await ledger.head(order.chain)
    if head is None:
        raise CannotExport(f"Không có mục nhật ký nào cho {order.chain!r}: kiểm lại mã vụ việc.")
    with BundleWriter(out) as bundle:
        with bundle.member(README) as write:
            write(files("casework").joinpath("data/audit-readme.txt").read_bytes())
        with bundle.member(ENTRIES) as write:
            async for entry in ledger.entries(head):
                write(entry.line())
        anchors = await _anchored(bundle, ledger, head)
        async for name, pieces in attachments.files(order.chain):
            with bundle.member(name) as write:
                async for piece in pieces:
                    write(piece)
        manifest = _manifest(order, head, anchors, bundle)
        bundle.finish(manifest)
    return manifest


async def _anchored(bundle: BundleWriter, ledger: Ledger, head: Head) -> Anchors:
    """The proofs that the chain is anchored, and the anchors from the first of them to the last of all."""
    last = await ledger.last_anchor()
    first, covers = 0, 0
    with bundle.member(PROOFS) as write:
        async for anchor, heads in ledger.covering(head, last.number if last else 0):
            index = next(place for place, leaf in enumerate(heads) if leaf.chain == head.chain)
            # An anchor task that was killed half way may anchor a head twice: the earlier anchor says more.
            if heads[index].seq > covers:
                write(prove(anchor, heads, index).line())
                first, covers = first or anchor.number, heads[index].seq
    return await _stretch(bundle, ledger, first, last if first else None, covers)


async def _stretch(bundle: BundleWriter, ledger: Ledger, first: int, last: Anchor | None, covers: int) -> Anchors:
    with bundle.member(ANCHORS) as write:
        if last:
            async for anchor in ledger.anchors(first, last.number):
                write(anchor.line())
    count = last.number - first + 1 if last else 0
    return Anchors(count=count, covers=covers, head=last.hash if last else None)


def _manifest(order: Order, head: Head, anchors: Anchors, bundle: BundleWriter) -> Manifest:
    return Manifest(
        format=FORMAT,
        tool=f"{TOOL} {version(TOOL)}",
        created_at=order.created_at,
        chain=head.chain,
        case_id=head.chain.removeprefix(CASE) if head.chain.startswith(CASE) else None,
        entries=Entries(count=head.seq, head=head.hash),
        anchors=anchors,
        files=bundle.files,
    ).sealed()
