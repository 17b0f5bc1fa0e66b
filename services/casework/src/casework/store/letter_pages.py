"""Letters as they are read: page by page, one of them, and the bytes that were signed."""

import hashlib
from collections.abc import AsyncIterator, Sequence

from casework.access.policy import Scope
from casework.audit.entry import CASE, REPORT
from casework.correspondence.filed import Filed
from casework.correspondence.refusals import DocumentDamaged, NotThere
from casework.store.asking import asking
from casework.store.audit import SISTER
from casework.store.letter_documents import letter_of
from casework.store.letters import LETTERS, SIGNED
from casework.store.reports import REPORTS
from casework.store.scoping import within
from shared.store.client import Store
from shared.store.driver import ASCENDING, Document


class LetterPages:
    """Raises Transient; NotThere, also for a letter of a case that is not to be seen."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def of_case(self, case_id: str, after: int, limit: int) -> Sequence[Filed]:
        """In the order in which they were begun."""
        with asking():
            wanted = {"case_id": case_id, "place": {"$gt": after}}
            rows = self._store.collection(LETTERS).find(wanted).sort("place", ASCENDING).limit(limit)
            return [letter_of(row) async for row in rows]

    async def letter(self, scope: Scope, letter_id: str) -> Filed:
        with asking():
            row = await self._store.collection(LETTERS).find_one({"_id": letter_id})
            wanted = within(scope) | {"_id": row["case_id"] if row else ""}
            homes = self._store.collection(REPORTS if row and row["kind"] == "report" else "cases")
            seen = await homes.find_one(wanted, {"_id": 1}) if row else None
        if row is None or seen is None:
            raise NotThere("Không có văn bản này. Kiểm tra lại địa chỉ, hoặc tìm trong danh sách của vụ việc.")
        return letter_of(row)

    async def signed(self, letter: Filed) -> bytes:
        """As they were signed. Raises DocumentDamaged."""
        with asking():
            row = await self._store.collection(SIGNED, SISTER).find_one({"_id": letter.id})
        content = bytes(row["content"]) if row else b""
        if hashlib.sha256(content).hexdigest() != letter.letter.signed_document:
            raise DocumentDamaged(
                "Tệp đã ký trong kho không còn khớp mã SHA-256 ghi lúc ký. Không dùng tệp này; "
                "báo quản trị khôi phục từ bản sao lưu hoặc bản xuất nhật ký (letters/)."
            )
        return content


class SignedLetters:
    """Port Attachments: the signed letters of a case or a report, for the export of its trail."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def files(self, chain: str) -> AsyncIterator[tuple[str, AsyncIterator[bytes]]]:
        kind, _, home = chain.partition("/")
        if f"{kind}/" not in (CASE, REPORT):
            return
        wanted = {"case_id": home}
        with asking():
            rows = self._store.collection(SIGNED, SISTER).find(wanted).sort("_id", ASCENDING)
            async for row in rows:
                yield f"letters/{row['_id']}.docx", _once(row)


async def _once(row: Document) -> AsyncIterator[bytes]:
    yield bytes(row["content"])
