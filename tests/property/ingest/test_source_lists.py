"""Lists of sources as CSV and OPML: all of a file or nothing of it, and out again as it came in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sources import opml, sheet
from ingest.sources.refused import SourcesRefused
from ingest.sources.rows import SourceRow, as_row, as_source
from ingest.sources.source import HEALTHY, PAUSED

ROW = SourceRow(
    outlet_id="bao-lao-cai",
    outlet_name="Báo Lào Cai",
    url="https://baolaocai.vn/rss/home.rss",
    priority=True,
    tags=("tỉnh", "công đoàn"),
    body_id="bao-lao-cai",
    section="https://baolaocai.vn/cong-doan",
    watch=False,
    mark="cfg",
    known="not tried",
)


def test_the_list_that_ships_is_whole_and_watches_only_what_was_measured_alive() -> None:
    rows = sheet.packaged()
    assert len({str(row.url) for row in rows}) == len(rows) >= 20
    assert {row.outlet_id for row in rows if row.watch} == {"tuoi-tre"}
    assert all(row.mark and row.known for row in rows)
    assert [row.outlet_name for row in rows if row.priority] == ["Báo Lào Cai"]
    off = as_source(rows[0], "people")
    assert (off.state, off.resting) == (PAUSED, True)
    assert off.reason.startswith("Not watched yet (cfg): address from public bots")


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+84", "-x", "@a", "'=a", 'a"b,c', "dòng\nhai", "Báo Lào Cai"])
def test_csv_comes_back_as_it_went_and_runs_nothing_in_a_spreadsheet(name: str) -> None:
    row = ROW.model_copy(update={"outlet_name": name})
    text = sheet.write_csv([row])
    assert sheet.read_csv(text) == [row]
    assert not any(cell.startswith(("=", "+", "@")) for line in text.splitlines() for cell in line.split(","))


def test_opml_comes_back_as_it_went() -> None:
    other = ROW.model_copy(update={"watch": True, "priority": False, "tags": (), "outlet_name": "A & <B>"})
    assert opml.read_opml(opml.write_opml([ROW, other])) == [ROW, other]


def test_the_opml_of_another_program_is_taken_with_its_folders() -> None:
    body = """<?xml version="1.0"?><opml version="1.0"><head/><body><outline text="Báo chí"><outline text="Toàn quốc">
    <outline type="rss" text="Tuổi Trẻ" xmlUrl=" https://tuoitre.vn/rss/thoi-su.rss "/></outline></outline>
    <outline text="rỗng"/></body></opml>""".encode()
    (row,) = opml.read_opml(body)
    assert (row.outlet_id, row.outlet_name, row.tags) == ("tuoitre.vn", "Tuổi Trẻ", ("Báo chí", "Toàn quốc"))
    assert row.watch


@pytest.mark.parametrize(
    ("body", "because"),
    [
        (b"", "no OPML"),
        (b"<html><body>", "no OPML"),
        (b"<opml><body/></opml>", "no feed in it"),
        (b'<opml><body><outline xmlUrl="ftp://x.vn/"/></body></opml>', "entry 1, url"),
        (b" " * (opml.BYTES + 1), "bytes are no list"),
    ],
)
def test_what_is_no_opml_is_refused_with_words(body: bytes, because: str) -> None:
    with pytest.raises(SourcesRefused, match=because):
        opml.read_opml(body)


def test_entities_and_files_are_not_read() -> None:
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = (
        f'<!DOCTYPE o [<!ENTITY l0 "lol">{lol}]><opml><body><outline xmlUrl="http://a.vn/" text="&l9;"/></body></opml>'
    )
    stolen = (
        '<!DOCTYPE o [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml><body><outline text="A" xmlUrl="http://a.vn/">'
        "&x;</outline></body></opml>"
    )
    for body in (bomb, stolen):
        try:
            (row,) = opml.read_opml(body.encode())
        except SourcesRefused:
            continue
        assert len(row.outlet_name) <= 300
        assert "root:" not in row.model_dump_json()


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("a,b\n1,2", "Unknown column: a"),
        ("outlet_id,outlet_name,url\nbao,,https://bao.vn/", "entry 1, outlet_name"),
        ("outlet_id,outlet_name,url\nbao,Báo,https://bao.vn/,và,thêm", "entry 1, more cells"),
        ("outlet_id,outlet_name,url,priority\nbao,Báo,https://bao.vn/,maybe", "entry 1, priority"),
        ('outlet_id,outlet_name,url\n"bao', "no CSV"),
    ],
)
def test_what_is_wrong_in_a_table_is_named(text: str, because: str) -> None:
    with pytest.raises(SourcesRefused, match=because):
        sheet.read_csv(text)


@given(st.text(max_size=300))
def test_whatever_a_table_holds_it_is_read_or_refused(text: str) -> None:
    try:
        sheet.read_csv(text)
    except SourcesRefused as refused:
        assert str(refused)  # noqa: PT017 - either way is right


def test_a_source_is_the_row_it_came_from() -> None:
    row = ROW.model_copy(update={"watch": True, "mark": "", "known": ""})
    source = as_source(row, "people")
    assert (as_row(source), source.state, source.origin) == (row, HEALTHY, "people")
