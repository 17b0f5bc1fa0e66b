"""`haichieu bodies`, as a person or a program calls it; with a database: tests/integration/test_bodies.py."""

import json
from pathlib import Path
from typing import Any

import pytest

from haichieu.cli import main


def test_the_packaged_table_can_be_asked_without_a_database(capsysbinary: Any) -> None:
    assert main(["bodies", "list", "--packaged", "--on", "2022-08-12"]) == 0
    bodies = {body["id"]: body for body in json.loads(capsysbinary.readouterr().out)}
    assert "cd-sa-pa" not in bodies
    assert bodies["ldld-tx-sa-pa"]["places"] == ["thị xã Sa Pa"]
    assert bodies["ldld-tx-sa-pa"]["successor_id"] == "ldld-tinh"
    assert bodies["ldld-tx-sa-pa"]["email_is_placeholder"] is True
    assert (bodies["cd-nganh-1"]["mark"], bodies["so-tttt"]["roles"]) == ("U", ["oversight", "regulator"])


def test_words_for_people_show_marks_and_what_is_invented(capsysbinary: Any) -> None:
    assert main(["bodies", "list", "--packaged", "--on", "2026-11-24", "--text"]) == 0
    said = capsysbinary.readouterr().out.decode()
    assert "[01/07/2025 – …]  provincial, oversight  mức xác minh INF, ngày V2" in said
    assert "cd-sa-pa@ldld-laocai.example (địa chỉ giữ chỗ, không gửi tới ai)" in said
    assert "cơ quan chủ quản: tong-ldld" in said
    assert "Ban Tuyên giáo Tỉnh ủy" not in said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "Không đọc được tệp"),
        (b"id,name\n", "dòng 1, cột mark: Thiếu cột này."),
        ("id,name,roles,mark,source\nx-y,Công đoàn,unit,U,z\n".encode("utf-16"), "Không phải UTF-8. Trong bảng tính"),
        ("id,name,roles,mark,source\nx-y,Công đoàn,unit,?,z\n".encode(), "dòng 2 (x-y), cột mark:"),
    ],
)
def test_a_file_that_cannot_be_is_refused_before_any_database_is_asked(
    content: bytes | None, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bodies.csv"
    if content is not None:
        path.write_bytes(content)
    assert main(["bodies", "import", str(path)]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("words", [("list",), ("export", "x.csv")])
def test_without_a_stack_it_is_one_line_and_a_3(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HAICHIEU_MONGO_URL", raising=False)
    monkeypatch.setenv("HAICHIEU_DATA", str(tmp_path))
    assert main(["bodies", *words]) == 3
    assert capsys.readouterr().err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_day_that_is_none_is_said_with_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["bodies", "list", "--packaged", "--on", "2022-13-01"])
    assert "“2022-13-01” không phải ngày: ghi năm-tháng-ngày" in capsys.readouterr().err
