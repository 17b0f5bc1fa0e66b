"""An export as a .zip. Only the plain, stored kind that we write is read: no bomb fits into it."""

import struct
from tempfile import TemporaryFile
from typing import BinaryIO, cast
from zipfile import ZIP_STORED, BadZipFile, ZipFile

from casework.audit.bundle.failures import Broken, NotAnExport
from casework.audit.bundle.manifest import Manifest
from casework.audit.bundle.names import CHUNK, MANIFEST, MEMBERS
from casework.audit.bundle.writing import EPOCH, BundleWriter

LOCAL, END, END_SIZE = b"PK\x03\x04", b"PK\x05\x06", 22
DIRECTORY_BYTES = 4 << 20
ODD = (BadZipFile, RuntimeError, UnicodeError, struct.error, ValueError, EOFError)
"""What the standard library says about a zip that is not as it should be; RuntimeError: of a kind it cannot read."""


class Zipped:
    """Raises NotAnExport, Broken."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        size = _checked_end(file)
        try:
            self._zip = ZipFile(file)
        except ODD as error:
            raise Broken(f"Tệp zip hỏng: {error}.") from error
        self._infos = self._zip.infolist()
        self._check(size)

    def names(self) -> list[str]:
        return [info.filename for info in self._infos]

    def open(self, name: str) -> BinaryIO:
        try:
            return cast(BinaryIO, self._zip.open(name))
        except ODD as error:
            raise Broken(f"{name}: tệp zip hỏng: {error}.") from error

    def check_packing(self, order: list[str]) -> None:
        """Nothing stands between, before or after the members: packed anew, it must be the same file."""
        with TemporaryFile() as again:
            with BundleWriter(cast(BinaryIO, again)) as writer:
                for name in order:
                    with writer.member(name) as write, self.open(name) as member:
                        while piece := member.read(CHUNK):
                            write(piece)
                with self.open(MANIFEST) as member:
                    writer.finish(Manifest.model_validate_json(member.read()))
            if not _same(cast(BinaryIO, again), self._file):
                raise Broken("Tệp zip có byte ngoài nội dung đã kê, hoặc đã được đóng gói lại bằng công cụ khác.")

    def _check(self, size: int) -> None:
        names = self.names()
        if len(set(names)) < len(names):
            raise Broken("Tệp zip có hai tệp cùng tên.")
        for info in self._infos:
            if info.compress_type != ZIP_STORED or info.flag_bits & 1 or info.compress_size != info.file_size:
                raise Broken(f"{info.filename}: bị nén hoặc đặt mật khẩu; bản xuất không làm vậy.")
            if info.date_time != EPOCH:
                raise Broken(f"{info.filename}: tệp zip đã được đóng gói lại; hãy giải nén rồi kiểm thư mục.")
        if sum(info.file_size for info in self._infos) > size:
            raise Broken("Tệp zip kê nhiều byte hơn nó có.")


def _checked_end(file: BinaryIO) -> int:
    """The file's size. Its directory is read whole by the standard library, so its size is looked at first."""
    if file.read(4) != LOCAL:
        raise NotAnExport("Tệp không phải .zip.")
    size = file.seek(0, 2)
    file.seek(max(0, size - END_SIZE))
    end = file.read()
    if len(end) < END_SIZE or not end.startswith(END):
        raise Broken("Tệp zip bị cắt, hoặc có byte thêm ở cuối.")
    count, directory = struct.unpack_from("<10xHL", end)
    if count > MEMBERS or directory > DIRECTORY_BYTES:
        raise Broken(f"Tệp zip kê {count} tệp, mục lục {directory} byte: lớn hơn mọi bản xuất.")
    return size


def _same(one: BinaryIO, other: BinaryIO) -> bool:
    one.seek(0)
    other.seek(0)
    while ours := one.read(CHUNK):
        if ours != other.read(CHUNK):
            return False
    return not other.read(1)
