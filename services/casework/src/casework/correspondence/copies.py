"""Who gets a copy, and what the copy says."""

from typing import Any

from casework.correspondence.filed import Filed
from casework.correspondence.matter import Matter
from casework.correspondence.own import CopyOwn, CorrectionOwn
from casework.correspondence.refusals import CannotWrite
from casework.domain.clocks.phrases import VIETNAM
from casework.domain.clocks.sureness import sureness
from casework.domain.clocks.vocabulary import MARK_NAMES
from casework.domain.directory import PROVINCIAL, Body

STANDING = "Thường trực"
"""Nobody sends a copy to himself, but to his standing members."""
REPEATED = ("outlet", "work", "harmed", "statements", "evidence", "conclusion", "received_at", "next_issue", "law")
"""What the copy says word for word as the letter did."""


def copies_of(own: CorrectionOwn | CopyOwn, matter: Matter) -> list[str]:
    """Those that the writer names, or the bodies of the day. Raises NoOversightBody."""
    if own.copies:
        return list(own.copies)
    bodies = matter.directory.recipients_of_copies(matter.day)
    if own.kind == "copy" and _provincial(matter):
        bodies = [body for body in bodies if not body.is_a(PROVINCIAL)]
    for body in bodies:
        if {body.mark, body.dates_mark or "V"} != {"V"}:
            days = MARK_NAMES.get(body.dates_mark or body.mark, body.dates_mark)
            matter.note(f"Nơi nhận: {body.name} ({sureness(body.mark)}; ngày đổi tên: {days}). {body.note}".strip())
    return [_named(body, matter) for body in bodies]


def copy_part(own: CopyOwn, matter: Matter) -> dict[str, Any]:
    """What the letter to the outlet said, by its number. Raises CannotWrite when none has gone out."""
    first = matter.last_gone(
        "correction",
        own.request_id,
        f"Chưa có văn bản nào gửi cơ quan báo chí đã phát hành cho yêu cầu “{own.request_id}”. "
        "Bản sao gửi sau văn bản đó.",
    )
    receipt = first.letter.receipt
    known = {"received_at": receipt.received_at.isoformat()} if receipt else {}
    kept = {name: first.printed.facts[name] for name in REPEATED}
    return kept | known | {"sent": sent(first), "copies": copies_of(own, matter)}


def sent(letter: Filed) -> dict[str, str]:
    """An earlier letter, as it is cited."""
    number = letter.letter.number
    if number is None:
        raise CannotWrite("Văn bản trước chưa có số. Ký văn bản đó trước.")
    return {"number": letter.number, "date": number.at.astimezone(VIETNAM).date().isoformat()}


def _named(body: Body, matter: Matter) -> str:
    return f"{STANDING} {body.name}" if body.is_a(PROVINCIAL) and _provincial(matter) else body.name


def _provincial(matter: Matter) -> bool:
    return matter.issuer.letterhead.level == "province"
