"""A reading in words: one line for the timeline, and sentences that say what it rests on."""

from collections.abc import Sequence
from datetime import datetime

from casework.domain.clocks.phrases import VIETNAM, moment
from casework.domain.proof.keeping import Gap
from casework.domain.proof.ladder import ROLE_NAMES
from casework.domain.proof.reading import Kind, Reading
from casework.domain.proof.requirement import Item

KINDS: dict[Kind, str] = {
    "not-yet": "Chưa xem lại lần nào",
    "unseen": "Không trang nào trả lời",
    "not-found": "Chưa thấy cải chính, phản hồi nào về bài này",
    "full": "Đã đăng, có đủ những gì máy kiểm tra được",
    "partial": "Đã đăng nhưng thiếu",
    "removed": "Đã đăng rồi gỡ",
    "refused": "Có thể báo đã từ chối",
    "silent": "Đã quá hạn mà không thấy gì",
}
PUBLICATIONS = {"edited": "Bài gốc đã bị sửa so với lần xem đầu.", "gone": "Bài gốc không còn ở địa chỉ cũ."}


def summary(reading: Reading) -> str:
    """One line."""
    missing = f": {_names(reading.missing)}" if reading.kind == "partial" else ""
    days = f" (thấy {_days(reading)})" if reading.keeping and reading.kind in ("full", "removed") else ""
    publication = f" {PUBLICATIONS[reading.publication]}" if reading.publication in PUBLICATIONS else ""
    return f"{KINDS[reading.kind]}{missing}{days}.{publication}"


def sentences(reading: Reading) -> list[str]:
    said = [summary(reading)]
    if reading.kind != "partial" and reading.missing:
        said.append(f"Thiếu: {_names(reading.missing)}.")
    said += _kept(reading)
    said += [
        f"Quá hạn: {c.title}, {_when(c.due_at)}. Căn cứ: {c.basis} (mức xác minh: {c.mark})." for c in reading.ran_out
    ]
    if reading.kind == "silent":
        said.append("Nếu báo đã gửi văn bản từ chối có lý do thì kết quả là “từ chối”; máy không thấy được thư.")
    if reading.kind == "refused":
        said.append("Từ chối chỉ đúng luật khi có văn bản nêu lý do: đọc trang đã chụp và thư đến trước khi ghi.")
    if reading.others and reading.notice is None:
        said.append(f"Có {len(reading.others)} trang khác ở nơi đăng cải chính; máy không thấy chúng nêu tên bài này.")
    if reading.two_laws:
        said.append(
            "Tin đăng khi luật cũ có hiệu lực, văn bản nhận khi luật mới có hiệu lực: "
            "chưa tra được điều khoản chuyển tiếp (U)."
        )
    return said


def proposed_proof(reading: Reading) -> str:
    """What may stand in the field “bằng chứng” of the outcome; empty when there is no page to show."""
    notice = reading.notice
    if notice is None:
        return ""
    return f"{notice.address} · {_days(reading)} · ảnh chụp SHA-256 {notice.sha256}"


def next_words(reading: Reading) -> str:
    """Who is next, and on what ground."""
    rung = reading.next
    if rung is None:
        return ""
    role = ROLE_NAMES.get(rung.role, rung.role)
    if not rung.name:
        named = f"{role} (danh bạ chưa ghi là cơ quan nào: bổ sung vào danh bạ)"
    else:
        named = rung.name if rung.name == role else f"{rung.name} ({role}; mức xác minh: {rung.mark})"
    return f"Cấp tiếp theo: {named}. Căn cứ: {reading.ladder_basis}."


def _kept(reading: Reading) -> list[str]:
    keeping, keep = reading.keeping, reading.keep
    if keeping is None:
        return []
    said = [f"Thấy lần đầu {_when(keeping.first)}, lần cuối {_when(keeping.last)}."]
    if keep is not None:
        said.append(f"Phải giữ {keep.days} ngày: {keep.basis} (mức xác minh: {keep.mark}).")
    if keeping.removed_at is not None:
        said.append(f"Không còn thấy từ {_when(keeping.removed_at)}.")
    return said + [_gap(gap) for gap in keeping.gaps]


def _gap(gap: Gap) -> str:
    what = "không thấy trang ấy" if gap.kind == "absent" else "không xem được"
    return f"Từ {_when(gap.since)} đến {_when(gap.until)}: {what}."


def _days(reading: Reading) -> str:
    days = reading.keeping.days if reading.keeping else 0
    return f"{days}/{reading.keep.days} ngày" if reading.keep else f"{days} ngày"


def _names(items: Sequence[Item]) -> str:
    return "; ".join(item.name for item in items)


def _when(at: datetime | None) -> str:
    return moment(at.astimezone(VIETNAM)) if at else "không có thời điểm tính được"
