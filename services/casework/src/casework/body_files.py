"""The table of bodies as a file on disk."""

from collections.abc import Sequence
from pathlib import Path

from casework.domain.directory import Body, DirectoryUnsound, Fault, sheet
from casework.domain.directory.sheet import Sheet

FOR_SPREADSHEETS = "utf-8-sig"
"""Excel takes a file without a byte-order mark for the code page of its machine, and spoils every accent."""


class Refused(Exception):
    """Nothing was done; the message says why, and what to do."""


def write_file(path: Path, bodies: Sequence[Body]) -> None:
    """Raises Refused."""
    try:
        path.write_bytes(sheet.write(bodies).encode(FOR_SPREADSHEETS))
    except OSError as error:
        raise Refused(f"Không ghi được tệp {path}: {error.strerror}.") from error


def read_file(path: Path) -> Sheet:
    """Raises Refused, DirectoryUnsound."""
    return sheet.read(_text(path))


def _text(path: Path) -> str:
    try:
        return text_of(path.read_bytes())
    except OSError as error:
        raise Refused(f"Không đọc được tệp {path}: {error.strerror}.") from error


def text_of(content: bytes) -> str:
    """Of a file as a spreadsheet saves it. Raises DirectoryUnsound."""
    try:
        return content.decode(FOR_SPREADSHEETS)
    except UnicodeDecodeError as error:
        cure = "Trong bảng tính, chọn lưu dạng “CSV UTF-8”."
        line = error.object.count(b"\n", 0, error.start) + 1
        raise DirectoryUnsound([Fault("bad-file", "", "", "Không phải UTF-8.", cure, line)]) from error
