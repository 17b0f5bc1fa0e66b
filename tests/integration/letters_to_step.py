"""Letters that wait for one step, for tests that ask who may take it."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from tests.house import House
from tests.unit.casework.correspondence.examples import VERIFICATION, a_matter, own

from casework.correspondence.filed import Filed
from casework.correspondence.prefilling import prefilled
from casework.correspondence.printing import Press, Sheet
from casework.domain.life.life import Life
from casework.domain.roles import Role
from casework.letters.letter import draft
from casework.letters.register import next_entry
from casework.letters.steps import Actor, State
from casework.store.audit import SISTER
from casework.store.letter_documents import letter_document
from casework.store.letters import LETTERS, SIGNED

WAITING: dict[str, State] = {
    "approve": "proposed",
    "return": "proposed",
    "sign": "approved",
    "issue": "signed",
    "receive": "issued",
}
"""Before which step a letter is what; before the others it is drafted."""
WRITTEN = datetime(2026, 1, 2, 2, tzinfo=UTC)
"""Before the receipt that is told of below."""
_PRESS = Press()


@cache
def sheet() -> Sheet:
    return _PRESS._draft("verification", prefilled(own(VERIFICATION), a_matter(Life("verifying"))))


_READ = {"document": sheet().sha256}
LETTER_BODIES: dict[str, dict[str, Any]] = {
    "POST /cases/{case_id}/letters": VERIFICATION,
    "POST /letters/{letter_id}/edit": VERIFICATION,
    "POST /letters/{letter_id}/return": {"reason": "Thiếu chứng cứ"},
    "POST /letters/{letter_id}/approve": _READ,
    "POST /letters/{letter_id}/sign": _READ,
    "POST /letters/{letter_id}/issue": _READ,
    "POST /letters/{letter_id}/withdraw": {"reason": "Soạn lại"},
    "POST /letters/{letter_id}/void": {"reason": "Không cần nữa"},
    "POST /letters/{letter_id}/receive": {"received_at": "2026-01-05T08:00:00+07:00", "proof": "vận đơn EH1"},
}


def signatory(case_id: str) -> str:
    """Whoever signs in to act on the case is the one who is to sign: only the role can be wrong then."""
    return f"n-{case_id[:30]}"


async def leader(house: House) -> str:
    return (await house.account(Role.LEADER)).name


async def add_letter(house: House, case_id: str, route: str) -> str:
    """One letter, at version 1, in the state in which the route's step is possible."""
    state = WAITING.get(route.rpartition("/")[2], "drafted")
    letter_id = f"letter-{case_id}"[:40]
    way = draft(letter_id, "LĐLĐ", signatory(case_id), sheet().sha256, Actor("lan", Role.WATCH_OFFICER), WRITTEN)
    way = replace(way, state=state, proposed_by="lan", approved_by="binh", approved_document=sheet().sha256)
    if state in ("signed", "issued"):
        number = next_entry(0, "LĐLĐ", letter_id, "phat", WRITTEN)
        way = replace(way, number=number, signed_document=sheet().sha256, signed_by="phat")
        kept = {"_id": letter_id, "case_id": case_id, "sha256": sheet().sha256, "content": sheet().content}
        await house.store.collection(SIGNED, SISTER).insert_one(kept)
    filed = Filed(way, case_id, 1, "verification", VERIFICATION, sheet().printed)
    await house.store.collection(LETTERS).insert_one(letter_document(filed))
    return letter_id
