"""Tables of publications, and the file that says which doors are open."""

import json
from pathlib import Path

import pytest

from ingest.doors.csv_file import COLUMNS, ROWS, TableRefused, read_table
from ingest.doors.doorfile import Doors, DoorsUnreadable, read_doors
from ingest.doors.item import beginning
from ingest.doors.opening import tasks_of
from ingest.metrics import IngestMetrics
from ingest.testing import AT, InMemoryDesk, ScriptedReader, in_memory_works
from ingest.usecases import Watch
from shared.ops.metrics import Metrics

HEADING = ",".join(COLUMNS)
LINE = (
    'bao-lao-cai,Báo Lào Cai,daily,https://bao.example/1,Nợ lương,"Ba tháng, chưa trả.",'
    "Nguyễn Văn An,24/11/2026 10:52:07"
)


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_row_is_a_publication_however_the_spreadsheet_wrote_it(charset: str) -> None:
    (item,) = read_table(f"{HEADING}\r\n{LINE}\r\n".encode(charset))
    assert (item.title, item.text, item.medium, item.published_at) == ("Nợ lương", "Ba tháng, chưa trả.", "daily", AT)
    assert "Nguyễn" not in item.raw.decode()


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("", "no rows"),
        (LINE.replace("https://bao.example/1", "bao.example"), "row 2, address"),
        (LINE.replace("Nợ lương", ""), "row 2, title"),
        (LINE.replace("24/11/2026 10:52:07", "hôm qua"), "row 2, published_at: 'hôm qua' is no date"),
        (f"{LINE},thừa", "row 2, a cell too many"),
        (f"{LINE}\n{LINE.replace('bao-lao-cai', '')}", "row 3, outlet_id"),
        ('"', "no CSV"),
        ("\n".join([LINE] * (ROWS + 1)), "split the table"),
    ],
)
def test_a_wrong_table_is_refused_whole_with_row_and_column(rows: str, said: str) -> None:
    with pytest.raises(TableRefused, match=said):
        read_table(f"{HEADING}\n{rows}".encode())


def test_a_post_without_a_title_is_called_by_its_beginning() -> None:
    assert beginning("một hai\nba") == "một hai"
    assert beginning("từ " * 30).endswith(" …")


def test_without_a_file_every_door_is_shut() -> None:
    assert read_doors(None) == Doors()


def test_a_file_of_doors_opens_them(tmp_path: Path) -> None:
    path = tmp_path / "doors.json"
    senders = {"ToaSoan@bao.example": {"outlet_id": "bao-lao-cai", "outlet_name": "Báo Lào Cai"}}
    email = {"host": "mail.example", "user": "u", "password": "p", "senders": senders}
    telegram = {"token": "42:token", "channels": {"@KenhCD": {"outlet_id": "kenh", "outlet_name": "Kênh"}}}
    page = {"token": "EAAB-token", "outlet_id": "fb", "outlet_name": "Trang"}
    facebook = {"pages": {"111": page, "222": page}}
    youtube = {"key": "AIza-key", "channels": {"UCabc": {"outlet_id": "yt", "outlet_name": "Kênh"}}}
    doors_of = {"email": email, "telegram": telegram, "facebook": facebook, "youtube": youtube}
    path.write_text(json.dumps({"push": {"portal": "a secret of sixteen"}} | doors_of))
    doors = read_doors(path)
    assert doors.senders() == {"portal": "a secret of sixteen"}
    assert doors.email is not None
    assert doors.email.mailbox().outlets == {"toasoan@bao.example": ("bao-lao-cai", "Báo Lào Cai")}
    assert doors.telegram is not None
    assert doors.telegram.box().outlets == {"kenhcd": ("kenh", "Kênh")}
    works = in_memory_works()
    watch = Watch(InMemoryDesk(works), works, ScriptedReader(), lambda: AT, 3, 4, 1.0)
    assert list(tasks_of(doors, watch, IngestMetrics(Metrics("ingest"), lambda: AT))) == [
        *("door 1 email", "door 2 telegram", "door 3 facebook", "door 4 facebook", "door 5 youtube")
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "JSON"),
        ('{"puhs": {}}', "puhs"),
        ('{"push": {"portal": "short-secret"}}', r"push\.portal"),
        ('{"sources": {"lan": "short-secret"}}', r"sources\.lan"),
        ('{"youtube": {"key": "short-secret", "channels": {"@ten": {}}}}', r"youtube\.channels"),
        ('{"facebook": {"pages": {"1/x": {"token": "short-secret"}}}}', r"facebook\.pages"),
        (None, "cannot be read"),
    ],
)
def test_a_wrong_one_is_refused_without_showing_a_secret(text: str | None, said: str, tmp_path: Path) -> None:
    path = tmp_path / "doors.json"
    if text is not None:
        path.write_text(text)
    with pytest.raises(DoorsUnreadable, match=said) as refused:
        read_doors(path)
    assert "short-secret" not in f"{refused.value} {refused.value.__cause__}"
