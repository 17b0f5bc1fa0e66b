"""That a letter has arrived, and how that is known."""

from dataclasses import dataclass
from datetime import datetime

from casework.domain.clocks.phrases import VIETNAM
from casework.letters.refusals import NoProof, NoTimezone
from casework.letters.register import Entry

LONGEST_PROOF = 2_000


@dataclass(frozen=True, slots=True)
class Receipt:
    """`proof`: a receipt of the post, a stamp of the recipient, an answer by e-mail: what can be shown again."""

    received_at: datetime
    proof: str


def check_receipt(receipt: Receipt, number: Entry | None, now: datetime) -> str:
    """The proof, if it can be true. Raises NoProof."""
    proof, at = receipt.proof.strip(), receipt.received_at
    if not proof or len(proof) > LONGEST_PROOF:
        raise NoProof(
            f"Cần ghi bằng chứng nơi nhận đã nhận (1–{LONGEST_PROOF} ký tự): số vận đơn, dấu công văn đến, thư trả lời."
        )
    if at.tzinfo is None:
        raise NoTimezone("Thời điểm nhận phải có múi giờ: thời hạn của nơi nhận tính từ đó.")
    if at > now:
        raise NoProof("Thời điểm nhận không thể ở tương lai. Kiểm tra lại ngày giờ.")
    # By days: the ink may be dry some hours before a clerk says so here.
    if number is not None and at.astimezone(VIETNAM).date() < number.at.astimezone(VIETNAM).date():
        raise NoProof(
            f"Thời điểm nhận đứng trước ngày ký {number.at.astimezone(VIETNAM):%d/%m/%Y}. Kiểm tra lại ngày giờ."
        )
    return proof
