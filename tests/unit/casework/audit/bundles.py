"""Exports to tamper with: two cases on one ledger, anchored, with a tail that no anchor covers yet."""

import asyncio
import hashlib
import io
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from casework.audit.bundle.export import Order, export
from casework.audit.bundle.manifest import Manifest
from casework.audit.bundle.names import ANCHORS, ENTRIES, MANIFEST, PROOFS
from casework.audit.bundle.writing import EPOCH, PLAIN_FILE, UNIX
from casework.audit.canonical import canonical, digest
from casework.audit.entry import case_chain, stamp
from casework.audit.testing import AT, InMemoryAttachments, InMemoryLedger, a_fact

LETTER = "Kính gửi: Báo Lào Cai".encode()
FILES = {"letters/01-cv.docx": LETTER, "snapshots/a1.html": b"<h1>Tin</h1>"}
ANCHORED, COUNT = 5, 7
Members = dict[str, bytes]


@cache
def ledger() -> InMemoryLedger:
    made = InMemoryLedger()
    made.append(*(a_fact(number, "vu-0") for number in range(1, 3)))
    made.drop()  # before the case began
    made.append(a_fact(1), a_fact(2), *(a_fact(number, "vu-2") for number in range(1, 8)))
    made.drop()
    made.append(a_fact(3), a_fact(4, files=(hashlib.sha256(LETTER).hexdigest(),)), a_fact(5))
    made.drop()
    made.append(a_fact(3, "vu-0"))
    made.drop()
    made.append(a_fact(6), a_fact(7))
    return made


@dataclass(frozen=True)
class Made:
    raw: bytes
    manifest: Manifest

    @property
    def members(self) -> Members:
        with ZipFile(io.BytesIO(self.raw)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}


@cache
def made(case_id: str = "vu-1") -> Made:
    out = io.BytesIO()
    order = Order(case_chain(case_id), stamp(AT))
    manifest = asyncio.run(export(order, ledger(), InMemoryAttachments(FILES), out))
    return Made(out.getvalue(), manifest)


def pack(members: Members, path: Path) -> Path:
    """A zip in our own layout, whatever is in it."""
    with ZipFile(path, "w") as archive:
        for name, content in members.items():
            info = ZipInfo(name, EPOCH)
            info.create_system, info.external_attr = UNIX, PLAIN_FILE
            archive.writestr(info, content)
    return path


def unpack(members: Members, folder: Path) -> Path:
    for name, content in members.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def mended(members: Members) -> Members:
    """The manifest as a forger would write it: everything in it agrees with the files, and so does its seal."""
    body = json.loads(members[MANIFEST])
    rest = {name: content for name, content in members.items() if name != MANIFEST}
    body["files"] = [
        {"path": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in rest.items()
    ]
    entries, anchors, proofs = (rows(rest.get(name, b"")) for name in (ENTRIES, ANCHORS, PROOFS))
    body["entries"] = {"count": len(entries), "head": entries[-1]["hash"] if entries else "0" * 64}
    body["anchors"] = {
        "count": len(anchors),
        "covers": proofs[-1]["seq"] if proofs else 0,
        "head": anchors[-1]["hash"] if anchors else None,
    }
    body["seal"] = digest({name: value for name, value in body.items() if name != "seal"})
    return rest | {MANIFEST: canonical(body) + b"\n"}


def rows(content: bytes) -> list[dict]:
    """What can be read of the lines."""
    found = []
    for line in content.splitlines():
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if isinstance(row, dict) and {"hash", "seq"} & set(row):
            found.append({"hash": "0" * 64, "seq": 0} | row)
    return found
