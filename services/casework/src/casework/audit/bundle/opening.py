"""Opens what may be an export: the .zip, or the folder it was unpacked into. Trusts nothing, unpacks nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Protocol

from casework.audit.bundle.failures import Broken, NotAnExport
from casework.audit.bundle.names import ENTRIES, MANIFEST, MEMBERS
from casework.audit.bundle.zipped import Zipped


class Opened(Protocol):
    """`names` as they stand; `open` is asked only for names of the manifest."""

    def names(self) -> list[str]: ...
    def open(self, name: str) -> BinaryIO: ...
    def check_packing(self, order: list[str]) -> None: ...


class Folder:
    """An unpacked export. Links and everything else that is no plain file is foreign."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def names(self) -> list[str]:
        found = [path for path in islice(self._root.rglob("*"), 2 * MEMBERS) if path.is_symlink() or not path.is_dir()]
        if len(found) > MEMBERS:
            raise Broken(f"Thư mục có hơn {MEMBERS} tệp: không phải chỉ có bản xuất.")
        for path in found:
            if path.is_symlink() or not path.is_file():
                raise Broken(f"{path.relative_to(self._root).as_posix()}: không phải tệp thường (liên kết, ống dẫn…).")
        return [path.relative_to(self._root).as_posix() for path in found]

    def open(self, name: str) -> BinaryIO:
        return (self._root / name).open("rb")

    def check_packing(self, order: list[str]) -> None:
        """A folder has no order and no bytes of its own."""


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """Raises NotAnExport, Broken."""
    if path.is_dir():
        folder = Folder(path)
        _recognise(folder, path)
        yield folder
        return
    if not path.is_file():
        raise NotAnExport(f"Không có tệp hay thư mục {path}.")
    with path.open("rb") as file:
        archive = Zipped(file)
        _recognise(archive, path)
        yield archive


def _recognise(candidate: Opened, path: Path) -> None:
    if not {MANIFEST, ENTRIES} & set(candidate.names()):
        raise NotAnExport(f"{path} không phải bản xuất nhật ký: không có {MANIFEST} lẫn {ENTRIES}.")
