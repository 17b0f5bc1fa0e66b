"""What cannot stand together in one directory, and what is said about it."""

from dataclasses import replace
from datetime import date

import pytest

from casework.domain.directory import OUTLET, OWNER, Body, DirectoryUnsound, sound
from casework.domain.directory.soundness import faults_of
from casework.testing import CAM_DUONG, PROVINCE

END, NEXT, LATER = date(2025, 6, 30), date(2025, 7, 1), date(2025, 8, 4)
OLD, NEW = replace(CAM_DUONG, id="cu", valid_to=END), replace(CAM_DUONG, id="moi", valid_from=NEXT)
PAPER = Body("bao", "Báo", OUTLET, "", frozenset(), medium="online")
PARK = frozenset({"khu công nghiệp"})


@pytest.mark.parametrize(
    ("bodies", "fault"),
    [
        ([PROVINCE, CAM_DUONG, CAM_DUONG], ("duplicate-id", "cam-duong", "id")),
        ([PROVINCE, replace(OLD, successor_id="ai")], ("unknown-successor", "cu", "successor_id")),
        ([PROVINCE, replace(CAM_DUONG, successor_id="tinh")], ("wrong-dates", "cam-duong", "valid_to")),
        ([PROVINCE, replace(OLD, valid_from=NEXT)], ("wrong-dates", "cu", "valid_to")),
        ([PROVINCE, replace(OLD, successor_id="cu")], ("cycle", "cu", "successor_id")),
        ([PROVINCE, OLD, replace(NEW, valid_from=LATER)], None),
        (
            [PROVINCE, replace(OLD, successor_id="moi"), replace(NEW, valid_from=LATER)],
            ("late-successor", "cu", "successor_id"),
        ),
        ([PROVINCE, OLD, NEW], None),
        ([PROVINCE, OLD, replace(NEW, valid_from=END)], ("overlap", "moi", "places")),
        ([PROVINCE, replace(OLD, places=frozenset({"Huyện A"})), replace(NEW, places=frozenset({"huyện a"}))], None),
        (
            [PROVINCE, *(replace(CAM_DUONG, id=one, places=frozenset({name})) for one, name in ("aA", "ba"))],
            ("overlap", "b", "places"),
        ),
        (
            [PROVINCE, *(replace(CAM_DUONG, id=one, places=frozenset(), sectors=PARK) for one in "ab")],
            ("overlap", "b", "sectors"),
        ),
        ([PROVINCE, replace(PROVINCE, id="tinh-2")], ("overlap", "tinh-2", "roles")),
        ([CAM_DUONG], ("hole", "cam-duong", "valid_to")),
        ([replace(PROVINCE, valid_to=END), CAM_DUONG], ("hole", "cam-duong", "valid_to")),
        ([replace(PROVINCE, valid_from=NEXT), CAM_DUONG], ("hole", "cam-duong", "valid_to")),
        ([replace(PROVINCE, valid_from=NEXT), NEW], None),
        (
            [replace(PROVINCE, valid_to=END), replace(PROVINCE, id="sau", valid_from=LATER), CAM_DUONG],
            ("hole", "cam-duong", "valid_to"),
        ),
        ([replace(PROVINCE, address="")], ("missing-value", "tinh", "email")),
        ([PROVINCE, replace(PAPER, medium="")], ("missing-value", "bao", "medium")),
        ([PROVINCE, replace(PAPER, owner_id="ai")], ("unknown-owner", "bao", "owner_id")),
        ([PROVINCE, replace(PAPER, owner_id="tinh")], ("unknown-owner", "bao", "owner_id")),
        ([replace(PROVINCE, also=frozenset({OWNER})), replace(PAPER, owner_id="tinh")], None),
    ],
)
def test_each_fault_is_found_where_it_is(bodies: list[Body], fault: tuple[str, str, str] | None) -> None:
    found = [(one.kind, one.body_id, one.field) for one in faults_of(bodies)]
    assert found == ([fault] if fault else [])


def test_a_longer_circle_is_named_at_each_of_its_rows() -> None:
    ended = replace(CAM_DUONG, places=frozenset(), valid_to=END)
    circle = [replace(ended, id=one, successor_id=other) for one, other in ("ab", "bc", "ca")]
    into = replace(ended, id="d", successor_id="a", valid_to=date(2025, 6, 1))
    found = [(one.kind, one.body_id) for one in faults_of([PROVINCE, into, *circle])]
    assert found == [("cycle", "a"), ("cycle", "b"), ("cycle", "c")]


def test_the_message_names_row_field_and_cure_of_every_fault() -> None:
    with pytest.raises(DirectoryUnsound) as caught:
        sound([PROVINCE, replace(OLD, successor_id="ai"), replace(PAPER, medium="")])
    said = str(caught.value)
    assert "2 lỗi, chưa thay đổi gì" in said
    assert "- cu, cột successor_id: Không có dòng “ai”. Thêm dòng đó, hoặc sửa nơi kế thừa." in said
    assert "- bao, cột medium:" in said
