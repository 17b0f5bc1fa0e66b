"""Is this export as it was written? Offline, in bounded memory, and with a plain word on what cannot be known."""

from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

from casework.audit.bundle.contents import Contents, read_contents
from casework.audit.bundle.failures import Broken
from casework.audit.bundle.files import check_bytes, check_names, read_manifest
from casework.audit.bundle.manifest import Manifest
from casework.audit.bundle.marks import Mark
from casework.audit.bundle.opening import opened
from casework.audit.bundle.signing import SUFFIX, check_signature


@dataclass(frozen=True, slots=True)
class Demand:
    """What somebody holds besides the export: a number on paper, a public key."""

    head: str | None = None
    key: Path | None = None
    signature: Path | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Nothing is wrong; this is what was found, and what vouches for it."""

    manifest: Manifest
    contents: Contents
    mark: Mark
    signed: bool


def verify(export: Path, demand: Demand) -> Verdict:
    """Raises Broken at the first thing that is wrong, NotAnExport, UnreadableMark, UnusableKey."""
    mark = Mark(demand.head)
    try:
        manifest, contents, raw = _read(export, mark)
    except (BadZipFile, EOFError) as error:
        raise Broken(f"Tệp zip hỏng: {error}.") from error
    except OSError as error:
        raise Broken(f"Không đọc được hết bản xuất: {error}.") from error
    if mark.wanted and not mark.found:
        raise Broken("Mã --head không có trong bản xuất: đây không phải bản đã in mã ấy, hoặc nó đã bị làm lại.")
    if demand.key:
        check_signature(raw, demand.signature or export.with_name(export.name + SUFFIX), demand.key)
    return Verdict(manifest, contents, mark, signed=demand.key is not None)


def _read(export: Path, mark: Mark) -> tuple[Manifest, Contents, bytes]:
    with opened(export) as source:
        manifest, raw = read_manifest(source)
        check_names(source, manifest)
        contents = read_contents(source, manifest, mark)
        check_bytes(source, manifest)
        source.check_packing([row.path for row in manifest.files])
    mark.look(manifest.seal, "dấu niêm phong của bản xuất", manifest.entries.count)
    return manifest, contents, raw
