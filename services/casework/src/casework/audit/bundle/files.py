"""The manifest of an opened export, and whether the files are the ones it lists."""

import hashlib
from collections import Counter

from pydantic import ValidationError

from casework.audit.bundle.failures import Broken
from casework.audit.bundle.manifest import Manifest
from casework.audit.bundle.names import ALWAYS, CHUNK, MANIFEST, MANIFEST_BYTES, SNAPSHOT, allowed
from casework.audit.bundle.opening import Opened


def read_manifest(opened: Opened) -> tuple[Manifest, bytes]:
    """With its bytes, which a signature is over. Raises Broken."""
    if MANIFEST not in opened.names():
        raise Broken(f"Thiếu {MANIFEST}: bảng kê đã bị bỏ.")
    with opened.open(MANIFEST) as file:
        raw = file.read(MANIFEST_BYTES + 1)
    try:
        manifest = Manifest.model_validate_json(raw)
        form, sealed = manifest.to_bytes(), manifest.sealed()
    except (ValidationError, ValueError, RecursionError) as error:
        raise Broken(f"{MANIFEST} không đọc được như một bảng kê haichieu.audit-export/1.") from error
    if form != raw or sealed.seal != manifest.seal:
        raise Broken(f"{MANIFEST} không khớp dấu niêm phong của chính nó: bảng kê đã bị sửa.")
    return manifest, raw


def check_names(opened: Opened, manifest: Manifest) -> None:
    """Raises Broken for a file too many, too few, or of a name that no export has."""
    listed = [row.path for row in manifest.files]
    if strange := next((name for name in listed if not allowed(name)), None):
        raise Broken(f"{MANIFEST} kê tên không được phép: {strange!r}.")
    if twice := next((name for name, times in Counter(listed).items() if times > 1), None):
        raise Broken(f"{MANIFEST} kê {twice} hai lần.")
    found = set(opened.names()) - {MANIFEST}
    if missing := sorted((set(listed) | set(ALWAYS)) - found):
        raise Broken(f"Thiếu tệp {missing[0]}.")
    if added := sorted(found - set(listed)):
        raise Broken(f"Thừa tệp {added[0]!r}: không có trong bảng kê.")


def check_bytes(opened: Opened, manifest: Manifest) -> None:
    """Raises Broken for the first file whose bytes are others. Reads no more of it than the manifest says."""
    for row in manifest.files:
        sha, size = hashlib.sha256(), 0
        with opened.open(row.path) as file:
            while size <= row.size and (piece := file.read(CHUNK)):
                size += len(piece)
                sha.update(piece)
        if (size, sha.hexdigest()) != (row.size, row.sha256):
            raise Broken(f"{row.path}: nội dung không khớp kích thước và mã băm trong bảng kê.")
        if (named := SNAPSHOT.fullmatch(row.path)) and named[1] != row.sha256:
            raise Broken(f"{row.path}: ảnh chụp mang tên là mã băm của chính nó, mà nội dung có mã khác.")
