"""The fields of every letter: letterhead, who signs, whom to ask."""

from typing import Any

from casework.correspondence.matter import Occasion
from casework.correspondence.own import Own
from casework.correspondence.refusals import CannotWrite
from casework.domain.clocks.sureness import sureness


def common_part(own: Own, matter: Occasion) -> dict[str, Any]:
    issuer = matter.issuer
    if issuer.mark != "V" or issuer.note:
        matter.note(f"Nơi ban hành: {issuer.letterhead.name} ({sureness(issuer.mark)}). {issuer.note}".strip())
    return {
        "letterhead": issuer.letterhead.model_dump(),
        "signer": own.signer.model_dump() | {"name": matter.signatory.name},
        "contact": _contact(own, matter),
        "archive": own.archive.model_dump(),
        "typist": own.typist.model_dump() if own.typist else None,
        "urgency": own.urgency,
        "circulation": own.circulation,
    }


def _contact(own: Own, matter: Occasion) -> dict[str, str]:
    if own.contact:
        return own.contact.model_dump()
    phone, email = matter.issuer.phone, matter.issuer.email
    if not (phone and email):
        raise CannotWrite(
            f"Chưa có điện thoại, thư điện tử liên hệ của {matter.issuer.letterhead.name}. "
            "Ghi đầu mối, điện thoại, thư điện tử liên hệ, hoặc điền vào issuing.yaml.",
            "contact",
        )
    return {"name": matter.writer.name, "phone": phone, "email": email}
