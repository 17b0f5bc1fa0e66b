"""A .docx as a package: what may be in a template, and bytes that are the same for the same letter."""

import io
import zipfile
from importlib.resources import files
from pathlib import Path

from casework.letters.errors import TemplateRefused, TemplateUnreadable
from casework.letters.foreign import check_part

MOST_BYTES, MOST_UNPACKED, MOST_PARTS = 5 * 1024 * 1024, 30 * 1024 * 1024, 200
EPOCH = (1980, 1, 1, 0, 0, 0)


def packaged_template(kind: str) -> bytes:
    return files("casework.letters").joinpath("templates", f"{kind}.docx").read_bytes()


def read_package(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise TemplateUnreadable(f"Không đọc được mẫu {path}: {error}.") from error
    check_package(content, str(path))
    return content


def check_package(content: bytes, name: str) -> None:
    """Raises TemplateUnreadable for what is no .docx, TemplateRefused for what a letter does not need."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            size = sum(part.file_size for part in parts)
            if len(content) > MOST_BYTES or size > MOST_UNPACKED or len(parts) > MOST_PARTS:
                raise TemplateRefused(f"{name} quá lớn cho một mẫu văn bản. Bỏ hình ảnh, phần thừa rồi lưu lại.")
            if "word/document.xml" not in package.namelist():
                raise TemplateUnreadable(f"{name} không phải văn bản Word (.docx). Mở bằng Word rồi lưu dạng .docx.")
            for part in parts:
                check_part(part.filename, package.read(part), name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise TemplateUnreadable(f"{name} không phải .docx đọc được: {error}.") from error


def settled(content: bytes) -> bytes:
    """The same parts, without the time of day and without compression, whose bytes depend on the library of the day:
    a letter's SHA-256 must be the same wherever it is made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for part in source.infolist():
            entry = zipfile.ZipInfo(part.filename, EPOCH)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            target.writestr(entry, source.read(part))
    return out.getvalue()
