"""Writes an export: the same contents give the same bytes, on every machine.

Members are stored, not deflated: no compressor's version changes the bytes, and nothing can swell when it is read.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, Self
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from casework.audit.bundle.failures import CannotExport
from casework.audit.bundle.manifest import FileRow, Manifest
from casework.audit.bundle.names import EXPORT_BYTES, MANIFEST, MEMBER_BYTES, MEMBERS, allowed

EPOCH = (1980, 1, 1, 0, 0, 0)
UNIX, PLAIN_FILE = 3, 0o100644 << 16

Write = Callable[[bytes], None]


class BundleWriter:
    """One member after the other, the manifest last. Left early, it leaves no handle behind, and nothing of use."""

    def __init__(self, out: BinaryIO) -> None:
        self._zip = ZipFile(out, "w", ZIP_STORED)
        self._total = 0
        self.files: list[FileRow] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    @contextmanager
    def member(self, name: str) -> Iterator[Write]:
        """Give the member's bytes to what this yields. Raises CannotExport."""
        if not allowed(name) or name in {row.path for row in self.files}:
            raise CannotExport(f"Tên {name!r} không dùng được hoặc đã có: dùng letters/… hay snapshots/…, chữ thường.")
        if len(self.files) >= MEMBERS:
            raise CannotExport(f"Một bản xuất chứa nhiều nhất {MEMBERS} tệp.")
        sha, start = hashlib.sha256(), self._total
        with self._zip.open(_plain(name), "w") as member:

            def write(data: bytes) -> None:
                self._total += len(data)
                if self._total - start > MEMBER_BYTES or self._total > EXPORT_BYTES:
                    raise CannotExport(f"{name} quá lớn: một tệp nhiều nhất 1 GiB, cả bản xuất nhiều nhất 4 GiB.")
                sha.update(data)
                member.write(data)

            yield write
        self.files.append(FileRow(path=name, size=self._total - start, sha256=sha.hexdigest()))

    def finish(self, manifest: Manifest) -> None:
        self._zip.writestr(_plain(MANIFEST), manifest.to_bytes())


def _plain(name: str) -> ZipInfo:
    info = ZipInfo(name, EPOCH)
    info.create_system, info.external_attr = UNIX, PLAIN_FILE
    return info
