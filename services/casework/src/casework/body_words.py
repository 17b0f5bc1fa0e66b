"""Bodies and what an import changes, as JSON for programs and as lines for people."""

from typing import Any

from casework.domain.directory import Body
from casework.domain.directory.columns import row_of
from casework.domain.directory.difference import Difference
from casework.domain.directory.texts import BETWEEN

SEVERAL = ("roles", "places", "sectors")
PLACEHOLDER = "địa chỉ giữ chỗ, không gửi tới ai"


def body_json(body: Body) -> dict[str, Any]:
    row: dict[str, Any] = {column: value for column, value in row_of(body).items() if value}
    row |= {column: row[column].split(BETWEEN) for column in SEVERAL if column in row}
    return row | ({"email_is_placeholder": True} if body.address_is_placeholder else {})


def body_text(body: Body) -> str:
    start, end = (f"{day:%d/%m/%Y}" if day else "…" for day in (body.valid_from, body.valid_to))
    name = f"{body.name} ({body.attention})" if body.attention else body.name
    marks = f"{body.mark}{f', ngày {body.dates_mark}' if body.dates_mark else ''}"
    lines = [f"{body.id}  {name}  [{start} – {end}]  {', '.join(body.roles)}  mức xác minh {marks}"]
    if body.address:
        lines.append(f"{body.address}{f' ({PLACEHOLDER})' if body.address_is_placeholder else ''}")
    if body.places or body.sectors:
        lines.append(f"phụ trách: {', '.join(sorted(body.places | body.sectors))}")
    if body.owner_id or body.medium:
        lines.append(f"loại hình: {body.medium}; cơ quan chủ quản: {body.owner_id or 'chưa biết'}")
    if body.successor_id:
        lines.append(f"kế thừa: {body.successor_id}")
    lines += [f"nguồn: {body.source}"] if body.source else []
    lines += [f"ghi chú: {body.note}"] if body.note else []
    return "\n    ".join(lines)


def difference_json(found: Difference, *, dry_run: bool) -> dict[str, Any]:
    return {
        "dry_run": dry_run,
        "added": [body_json(body) for body in found.added],
        "changed": [
            {"id": one.after.id, "columns": {column: list(pair) for column, pair in one.cells.items()}}
            for one in found.altered
        ],
        "unchanged": found.unchanged,
        "not_in_file": list(found.absent),
    }


def difference_text(found: Difference, *, dry_run: bool) -> str:
    lines = [f"+ {body.id}  {body.name}" for body in found.added]
    for one in found.altered:
        lines.append(f"~ {one.after.id}  {one.after.name}")
        lines += [f"    {column}: “{old}” → “{new}”" for column, (old, new) in one.cells.items()]
    kept = f"{found.unchanged} dòng không đổi; {len(found.absent)} dòng không có trong tệp, giữ nguyên"
    done = "Sẽ" if dry_run else "Đã"
    return "\n".join([*lines, f"{done} thêm {len(found.added)}, sửa {len(found.altered)}; {kept}."])
