"""The table of bodies as CSV: what comes back is what was written, and what cannot be read is named with its cure."""

import unicodedata
from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.bodies_testing import in_memory_directory
from casework.body_usecases import change_bodies
from casework.domain.clocks.vocabulary import MEDIA
from casework.domain.directory import PROVINCIAL, ROLES, UNIT, Body, DirectoryUnsound, sheet
from casework.domain.directory.columns import COLUMNS, row_of
from casework.domain.directory.values import FIRST_DAY, LAST_DAY, MARKS
from casework.testing import AT, CAM_DUONG

WHOLE = replace(CAM_DUONG, source="Báo Lao Động")


letters = st.characters(categories=("L", "M", "N", "P", "S", "Zs"), exclude_characters="|")
texts = st.one_of(
    st.sampled_from(["", 'a "b", c; d', "Số 5, đường X", "=1+1", ";;", "'"]), st.text(letters, max_size=20)
).map(lambda text: unicodedata.normalize("NFC", text).strip())
named = texts.map(lambda text: text or "x")
slugs = st.from_regex(r"[a-z0-9](-?[a-z0-9]){1,8}", fullmatch=True)
days = st.one_of(st.none(), st.dates(FIRST_DAY, LAST_DAY))
several = st.frozensets(named.filter(lambda text: not text.isascii() or not text.isdigit()), max_size=3)
places = st.frozensets(st.one_of(st.from_regex("0[0-9]{4}", fullmatch=True), st.just("thị xã Sa Pa")), max_size=3)


@st.composite
def a_body(draw: st.DrawFn) -> Body:
    kind, *also = draw(st.lists(st.sampled_from(ROLES), min_size=1, max_size=3, unique=True))
    return Body(
        id=draw(slugs),
        name=draw(named),
        kind=kind,
        address=draw(st.sampled_from(["", "van-thu@cong-doan.example"])),
        places=draw(places),
        valid_from=draw(days),
        valid_to=draw(days),
        mark=draw(st.sampled_from(MARKS)),
        also=frozenset(also),
        sectors=draw(several),
        successor_id=draw(st.one_of(st.just(""), slugs)),
        dates_mark=draw(st.sampled_from(MARKS)),
        attention=draw(texts),
        postal=draw(texts),
        phone=draw(texts),
        web=draw(st.sampled_from(["", "https://bao.example/cai-chinh?a=1,2"])),
        medium=draw(st.sampled_from(["", *sorted(MEDIA)])),
        owner_id=draw(st.one_of(st.just(""), slugs)),
        correction_place=draw(texts),
        source=draw(named),
        note=draw(texts),
    )


bodies = st.lists(a_body(), max_size=6, unique_by=lambda body: body.id)


@given(bodies)
def test_what_was_written_is_read_and_written_again_byte_by_byte(rows: list[Body]) -> None:
    text = sheet.write(rows)
    found = sheet.read(text)
    assert sorted(found.bodies, key=lambda body: body.id) == sorted(rows, key=lambda body: body.id)
    assert sheet.write(found.bodies) == text


@given(bodies)
async def test_through_a_database_too(rows: list[Body]) -> None:
    """Export, import into an empty database, export: the same bytes."""
    alone = {"successor_id": "", "owner_id": "", "places": frozenset[str](), "sectors": frozenset[str]()}
    calm = [replace(row, kind=UNIT, also=frozenset(), address="a@b.example", **alone, valid_to=None) for row in rows]
    text = sheet.write([replace(WHOLE, id="t-i-n-h", kind=PROVINCIAL), *(row for row in calm if row.id != "t-i-n-h")])
    works = in_memory_directory()
    found = sheet.read(text)
    await change_bodies(found.bodies, works, "lan", AT, found.lines, dry_run=False)
    assert sheet.write([one.body for one in works.table("bodies").values()]) == text


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


@given(st.text())
def test_whatever_the_file_holds_it_is_a_table_or_is_refused(text: str) -> None:
    for content in (text, f"id,name,roles,mark,source\n{text}"):
        with suppress(DirectoryUnsound):
            sheet.read(content)
