"""That a letter has arrived, and how that is known."""

from dataclasses import dataclass
from datetime import datetime

from casework.domain.clocks.phrases import VIETNAM, moment
from casework.letters.refusals import NoProof, NoTimezone

LONGEST_PROOF = 2_000


@dataclass(frozen=True, slots=True)
class Receipt:
    """`proof`: a receipt of the post, a stamp of the recipient, an answer by e-mail: what can be shown again."""

    received_at: datetime
    proof: str


def check_receipt(receipt: Receipt, issued: datetime, now: datetime) -> str:
    """The proof, if it can be true of a letter that left at `issued`. Raises NoProof, NoTimezone."""
    proof, at = receipt.proof.strip(), receipt.received_at
    if not proof or len(proof) > LONGEST_PROOF:
        raise NoProof(
            f"Cần ghi bằng chứng nơi nhận đã nhận (1–{LONGEST_PROOF} ký tự): số vận đơn, dấu công văn đến, thư trả lời."
        )
    if at.tzinfo is None:
        raise NoTimezone("Thời điểm nhận phải có múi giờ: thời hạn của nơi nhận tính từ đó.")
    if at > now:
        raise NoProof(f"Nơi nhận không thể nhận lúc {_said(at)}: bây giờ mới là {_said(now)}. Kiểm tra lại ngày giờ.")
    # People write minutes, no seconds.
    if at < issued.replace(second=0, microsecond=0):
        raise NoProof(
            f"Nơi nhận không thể nhận lúc {_said(at)}: văn bản phát hành lúc {_said(issued)}. Kiểm tra lại ngày giờ."
        )
    return proof


def _said(at: datetime) -> str:
    return moment(at.astimezone(VIETNAM))
