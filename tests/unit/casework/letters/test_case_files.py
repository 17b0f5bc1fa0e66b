"""CASE.json that cannot be used is refused by field, with the cure, in Vietnamese."""

import copy
import json

import pytest
from tests.unit.casework.letters.papers import example

from casework.letters.casefile import parse_case, read_case
from casework.letters.errors import CaseUnreadable
from casework.letters.kinds import DEMANDS, KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_the_examples_are_complete(kind):
    """Every field of the model stands in the example, so that nobody has to guess one."""
    content = example(kind)
    assert set(content) == set(DEMANDS[kind].facts.model_fields)
    assert parse_case(json.dumps(content), kind)


def changed(content, path, value):
    result = copy.deepcopy(content)
    place = result
    for step in path[:-1]:
        place = place[step]
    if value is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return result


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (["signer"], ..., "signer: thiếu"),
        (["outlet", "owner"], ..., "outlet › owner: thiếu"),
        (["colour"], "đỏ", "colour: không có trường này"),
        (["work", "tittle"], "x", "work › tittle: không có trường này"),
        (["outlet", "medium"], "báo mạng", "outlet › medium: chọn một trong 'online', 'daily'"),
        (["received_at"], "2026-11-24T09:00:00", "múi giờ"),
        (["received_at"], "hôm nay", "received_at: phải là thời điểm dạng"),
        (["date"], "24/11/2026", "date: phải là ngày dạng 2026-07-01"),
        (["number"], "năm", "number: phải là số nguyên"),
        (["number"], 0, "number: phải từ 1 trở lên"),
        (["number"], 5, "có number thì phải có date"),
        (["statements"], [], "statements: danh sách trống"),
        (["statements", 1, "truth"], " \t ", "statements › mục 2 › truth: để trống"),
        (["statements", 0, "quote"], 7, "statements › mục 1 › quote: phải là chữ"),
        (["evidence"], "một", r"evidence: phải là danh sách"),
        (["letterhead"], [], r"letterhead: phải là nhóm trường"),
        (["archive", "unit"], "Ban CT", "archive › unit: phải là chữ viết tắt"),
        (["signer", "name"], "TS. Nguyễn Văn An", "không ghi học hàm"),
        (["signer", "capacity"], None, "đi cùng nhau"),
        (["work", "url"], None, "cần ít nhất một trong url"),
        (["work", "published_at"], "2026-11-30T08:00:00+07:00", "received_at .* đứng trước"),
        (["work", "title"], "x" * 501, "work › title: dài quá 500 ký tự"),
    ],
)
def test_a_wrong_field_is_named_with_its_cure(path, value, words):
    content = changed(example("correction"), path, value)
    with pytest.raises(CaseUnreadable, match=words) as caught:
        parse_case(json.dumps(content), "correction")
    assert "haichieu letter example correction" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "không phải JSON"),
        ("[]", "phải là nhóm trường"),
        ('{"law": null, "law": null}', "ghi hai lần"),
        ("[" * 100_000, "không phải JSON"),
    ],
)
def test_what_is_no_case_at_all(text, words):
    with pytest.raises(CaseUnreadable, match=words):
        parse_case(text, "correction")


def test_many_faults_are_shown_in_part():
    with pytest.raises(CaseUnreadable, match="lỗi nữa"):
        parse_case("{}", "report")


def test_files_that_cannot_be_read(tmp_path):
    with pytest.raises(CaseUnreadable, match="khong-co"):
        read_case(tmp_path / "khong-co.json", "copy")
    binary = tmp_path / "hong.json"
    binary.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CaseUnreadable, match="UTF-8"):
        read_case(binary, "copy")
    large = tmp_path / "lon.json"
    large.write_text(" " * (2 * 1024 * 1024 + 1))
    with pytest.raises(CaseUnreadable, match="2 MB"):
        read_case(large, "copy")


def test_a_file_saved_by_notepad_is_read(tmp_path):
    path = tmp_path / "case.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(example("report")).encode())
    assert read_case(path, "report")
