"""The table of bodies as CSV: what comes back is what was written, and what cannot be read is named with its cure."""

from dataclasses import replace
from datetime import date

import pytest

from casework.domain.directory import DirectoryUnsound, sheet
from casework.domain.directory.columns import COLUMNS, row_of
from casework.testing import CAM_DUONG

WHOLE = replace(CAM_DUONG, source="Báo Lao Động")


def test_a_vietnamese_spreadsheet_may_have_saved_it() -> None:
    """Semicolons between cells, Windows line ends, empty rows at the end, codes that lost their zero, accents apart."""
    header = "id;name;roles;places;mark;source"
    row = "cd-x;Co\u0302ng đoàn X;unit;2680|thị xã Sa Pa;U;nguồn, số 1"
    [body] = sheet.read(f"{header}\r\n{row}\r\n;;;;;\r\n").bodies
    assert body.places == {"02680", "thị xã Sa Pa"}
    assert (body.name, body.source) == ("Công đoàn X", "nguồn, số 1")


def spoiled(**cells: str) -> str:
    lines = sheet.write([WHOLE]).splitlines()
    row = row_of(WHOLE) | cells
    return f"{lines[0]}\n" + ",".join(f'"{row[column]}"' for column in COLUMNS) + "\n"


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("id", "", "để trống"),
        ("id", "Sa Pa", "chữ thường không dấu"),
        ("name", " ", "để trống"),
        ("name", "x" * 201, "còn 200 ký tự"),
        ("name", "a\nb", "trên một dòng"),
        ("name", "a\u200bb", "ký tự điều khiển"),
        ("roles", "", "để trống"),
        ("roles", "unit|vua", "Không có vai trò “vua”. Chọn trong: provincial"),
        ("valid_from", "01/07/2025", "ví dụ 2025-07-01"),
        ("valid_to", "2025-02-30", "không phải ngày"),
        ("valid_to", "0001-01-01", "1990–2199"),
        ("email", "van-thu", "van-thu@don-vi.vn"),
        ("web", "javascript:alert(1)", "https://"),
        ("medium", "báo", "Chọn trong: "),
        ("mark", "", "để trống"),
        ("mark", "chắc", "V, V-ocr, V2, INF, U"),
        ("source", "", "để trống"),
        ("successor_id", "Ai Đó", "gạch nối"),
    ],
)
def test_a_cell_that_cannot_be_is_named_with_line_column_and_cure(column: str, value: str, said: str) -> None:
    with pytest.raises(DirectoryUnsound) as caught:
        sheet.read(spoiled(**{column: value}))
    assert said in str(caught.value)
    assert f"cột {column}" in str(caught.value)
    assert [fault.row for fault in caught.value.faults] == [3 if "\n" in value else 2]


def test_a_date_says_how_sure_it_is() -> None:
    with pytest.raises(DirectoryUnsound, match=r"dòng 2 \(cam-duong\), cột dates_mark"):
        sheet.read(spoiled(valid_from=date(2025, 7, 1).isoformat()))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "dòng 1, cột id: Thiếu cột này."),
        ("id,name,roles,mark,source,tuoi\n", "cột tuoi: Không có cột này."),
        ("id,name,roles,mark,source,name\n", "cột name: Cột lặp lại."),
        ("id,name,roles,mark,source\na-b,x,unit,U\n", "dòng 2 (a-b): Có 4 ô, dòng đầu có 5."),
        (
            "id,name,roles,mark,source\na-b,x,unit,U,y\na-b,x,unit,U,y\n",
            "dòng 3 (a-b), cột id: Mã này đã dùng ở dòng 2",
        ),
        ('id,name,roles,mark,source\na-b,"x,unit,U,y\n', "Không phải CSV"),
    ],
)
def test_a_file_that_is_no_table_of_bodies_is_refused(text: str, said: str) -> None:
    with pytest.raises(DirectoryUnsound) as caught:
        sheet.read(text)
    assert said in str(caught.value)
