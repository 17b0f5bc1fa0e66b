"""The verdict for people (Vietnamese) and for programs (JSON)."""

from typing import Any

from casework.audit.bundle.manifest import Manifest
from casework.audit.bundle.names import ALWAYS
from casework.audit.bundle.verify import Verdict


def verdict_text(verdict: Verdict) -> str:
    manifest, anchors = verdict.manifest, verdict.manifest.anchors
    count = manifest.entries.count
    lines = [
        f"Chuỗi {manifest.chain}: {count} mục, liền mạch từ mục 1; mã cuối {manifest.entries.head}",
        f"Dấu niêm phong của bản xuất: {manifest.seal}",
        f"Mốc neo toàn cục: gồm mục 1–{anchors.covers}." if anchors.covers else "Mốc neo toàn cục: chưa gồm mục nào.",
    ]
    if anchors.covers < count:
        lines.append(f"Mục {anchors.covers + 1}–{count} chưa có mốc neo khi xuất.")
    return "\n".join([*lines, *_attached(verdict), *_vouched(verdict)])


def _attached(verdict: Verdict) -> list[str]:
    lines = []
    for row in verdict.manifest.files:
        if row.path not in ALWAYS:
            seq = verdict.contents.bound.get(row.sha256)
            lines.append(f"{row.path}: " + (f"mã băm có trong mục {seq}" if seq else "không mục nào ghi mã băm này"))
    return lines


def _vouched(verdict: Verdict) -> list[str]:
    lines, mark, count = [], verdict.mark, verdict.manifest.entries.count
    if mark.found:
        reach = "toàn bộ các mục" if mark.reach == count else f"các mục 1–{mark.reach}, không phải các mục sau"
        lines.append(f"Mã trên giấy khớp {mark.found}: chứng cho {reach}.")
    if verdict.signed:
        lines.append("Chữ ký khớp khóa đã cho: người giữ khóa chứng cho toàn bộ bản xuất.")
    return lines or [
        "Chưa đối chiếu với bên ngoài: không ai sửa lẻ được bản này, nhưng người làm lại TOÀN BỘ bản xuất chỉ lộ ra "
        "khi so mã in trên giấy (--head) hoặc chữ ký (--key)."
    ]


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    manifest, mark = verdict.manifest, verdict.mark
    return {
        "ok": True,
        **_heads(manifest),
        "files": {row.path: verdict.contents.bound.get(row.sha256) for row in manifest.files if row.path not in ALWAYS},
        "paper": {"found": mark.found, "reach": mark.reach} if mark.wanted else None,
        "signed": verdict.signed,
    }


def _heads(manifest: Manifest) -> dict[str, Any]:
    return {
        "chain": manifest.chain,
        "entries": manifest.entries.count,
        "head": manifest.entries.head,
        "seal": manifest.seal,
        "anchored": manifest.anchors.covers,
    }
