"""Any table of bodies survives being written and read; any file is a table or is refused."""

import unicodedata
from contextlib import suppress
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.casework.directory.test_sheet import WHOLE

from casework.bodies_testing import in_memory_directory
from casework.body_usecases import change_bodies
from casework.domain.clocks.vocabulary import MEDIA
from casework.domain.directory import PROVINCIAL, ROLES, UNIT, Body, DirectoryUnsound, sheet
from casework.domain.directory.values import FIRST_DAY, LAST_DAY, MARKS
from casework.testing import AT

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


@given(st.text())
def test_whatever_the_file_holds_it_is_a_table_or_is_refused(text: str) -> None:
    for content in (text, f"id,name,roles,mark,source\n{text}"):
        with suppress(DirectoryUnsound):
            sheet.read(content)
