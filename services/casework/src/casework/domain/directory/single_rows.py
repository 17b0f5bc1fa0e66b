"""What can be wrong with one row of the directory, whatever the others say about time."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from casework.domain.directory.body import Body
from casework.domain.directory.faults import Fault
from casework.domain.directory.roles import OUTLET, OWNER, WRITTEN_TO


def faults_alone(bodies: Sequence[Body]) -> list[Fault]:
    by_id = {body.id: body for body in bodies}
    return [*_doubled(bodies), *(fault for body in bodies for fault in (*_lacks(body), *_references(body, by_id)))]


def _doubled(bodies: Sequence[Body]) -> Iterator[Fault]:
    for body_id, number in Counter(body.id for body in bodies).items():
        if number > 1:
            yield Fault("duplicate-id", body_id, "id", f"Mã dùng cho {number} dòng.", "Đặt mã riêng cho từng dòng.")


def _lacks(body: Body) -> Iterator[Fault]:
    if WRITTEN_TO & set(body.roles) and not body.address:
        yield Fault("missing-value", body.id, "email", "Đơn vị này nhận thông báo.", "Ghi địa chỉ thư điện tử.")
    if body.is_a(OUTLET) and not body.medium:
        yield Fault("missing-value", body.id, "medium", "Cơ quan báo chí chưa có loại hình.", "Ghi loại hình.")
    if body.valid_from and body.valid_to and body.valid_to < body.valid_from:
        problem = f"Ngày cuối {body.valid_to:%d/%m/%Y} đứng trước ngày đầu {body.valid_from:%d/%m/%Y}."
        yield Fault("wrong-dates", body.id, "valid_to", problem, "Sửa một trong hai ngày.")
    if body.successor_id and not body.valid_to:
        cure = "Ghi ngày cuối (valid_to), hoặc bỏ nơi kế thừa."
        yield Fault("wrong-dates", body.id, "valid_to", "Có nơi kế thừa mà không có ngày kết thúc.", cure)


def _references(body: Body, by_id: Mapping[str, Body]) -> Iterator[Fault]:
    if body.successor_id and body.successor_id not in by_id:
        problem, cure = f"Không có dòng “{body.successor_id}”.", "Thêm dòng đó, hoặc sửa nơi kế thừa."
        yield Fault("unknown-successor", body.id, "successor_id", problem, cure)
    if body.owner_id:
        owner = by_id.get(body.owner_id)
        if owner is None or not owner.is_a(OWNER):
            problem = f"Không có dòng “{body.owner_id}” với vai trò “{OWNER}”."
            yield Fault("unknown-owner", body.id, "owner_id", problem, "Thêm dòng hoặc vai trò đó, hoặc sửa owner_id.")
