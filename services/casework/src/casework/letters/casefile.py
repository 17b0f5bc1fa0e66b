"""Reads CASE.json; whatever is wrong is named by field, in Vietnamese, with what to do."""

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from casework.letters.errors import CaseUnreadable
from casework.letters.facts import Paper
from casework.letters.faults import said
from casework.letters.kinds import DEMANDS, Kind

MOST_BYTES = 2 * 1024 * 1024
SHOWN = 8


def read_case(path: Path, kind: Kind) -> Paper:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise CaseUnreadable(f"{path} lớn quá 2 MB: đây không phải CASE.json của một văn bản.")
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CaseUnreadable(f"Không đọc được {path}: {error}. Tệp phải có và ở dạng UTF-8.") from error
    return parse_case(text, kind, str(path))


def parse_case(text: str, kind: Kind, name: str = "CASE.json") -> Paper:
    """Raises CaseUnreadable."""
    try:
        content: Any = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise CaseUnreadable(
            f"{name} không phải JSON đúng: {error}. Xem mẫu: haichieu letter example {kind}."
        ) from error
    return paper_of(content, kind, name, f"\nXem mẫu đầy đủ: haichieu letter example {kind}.")


def paper_of(content: Any, kind: Kind, name: str, cure: str = "") -> Paper:
    """Raises CaseUnreadable; `cure` ends its words."""
    demand = DEMANDS[kind]
    try:
        paper = demand.facts.model_validate(content)
    except ValidationError as error:
        faults = error.errors()
        more = f"\n  … và {len(faults) - SHOWN} lỗi nữa" if len(faults) > SHOWN else ""
        lines = "".join(f"\n  {said(fault, name)}." for fault in faults[:SHOWN])
        raise CaseUnreadable(f"{name} chưa dùng được cho văn bản “{kind}”:{lines}{more}{cure}") from None
    if lacking := [field for field in demand.needs if getattr(paper, field) is None]:
        raise CaseUnreadable(
            f"{name}: văn bản “{kind}” gửi sau một văn bản đã phát hành nên cần thêm trường {', '.join(lacking)}."
        )
    return paper


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """JSON lets a key stand twice and keeps the last: in a letter that is a mistake."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"trường “{key}” ghi hai lần")
        found[key] = value
    return found
