"""The reminder file is checked before anybody is told by it."""

from pathlib import Path

import pytest

from casework.reminderfile import RemindersUnreadable, load_reminders
from casework.testing import BOOK, RECKONER

ROW = (
    "{id: one-row, clock: INT_VERIFY, when: before, quantity: 1, unit: wd, to: [unit], kind: reminder,"
    " basis: Quy ước, force: internal, mark: U}"
)
OFFICE = 'office: {opens: "07:30", closes: "17:00", basis: Quy ước, mark: U}\n'


def load(folder: Path, text: str) -> None:
    path = folder / "reminders.yaml"
    path.write_text(text, "utf-8")
    load_reminders(path, BOOK, RECKONER.days)


def test_a_right_row_is_taken(tmp_path: Path) -> None:
    load(tmp_path, f"{OFFICE}reminders: [{ROW}]")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("INT_VERIFY", "INT_NOTHING", "one-row: không có thời hạn INT_NOTHING"),
        ("INT_VERIFY", "PRESSCONF_NOTICE", "thời hạn PRESSCONF_NOTICE tính lùi từ một việc sắp tới"),
        ("INT_VERIFY", "COR_ONLINE", "thời hạn COR_ONLINE không tính được thành giờ"),
        ("INT_VERIFY", "COR_WEEKLY_MAG", "thời hạn COR_WEEKLY_MAG không tính được thành giờ"),
        ("clock: INT_VERIFY", "clock: COR_MAG_GT30, part: publish", "COR_MAG_GT30 (publish) không tính được"),
        ("when: before, quantity: 1", "when: after, quantity: 0", "“ngay khi hết hạn” ghi là quantity: 0, unit: h"),
        ("quantity: 1, unit: wd", "quantity: 0, unit: h", "nhắc trước hạn 0 giờ là quá muộn"),
        ("force: internal", "force: binding", "chưa kiểm chứng (mark: U) thì phải ghi force: internal"),
        ("to: [unit]", "to: []", "reminders › dòng 1 (one-row) › to"),
        ("to: [unit]", "to: [everybody]", "reminders › dòng 1 (one-row) › to › mục 1"),
        ("kind: reminder", "kind: shout", "reminders › dòng 1 (one-row) › kind"),
        ("mark: U}", "mark: U, colour: red}", "reminders › dòng 1 (one-row) › colour"),
        ('closes: "17:00"', 'closes: "07:00"', "office: closes phải sau opens"),
        ('closes: "17:00"', 'closes: "25:00"', "office › closes"),
        (ROW, f"{ROW}, {ROW}", "one-row: được ghi 2 lần"),
        ("reminders: [", "reminders: [[", "không phải YAML đúng"),
    ],
)
def test_a_wrong_row_is_refused_with_its_cure(tmp_path: Path, old: str, new: str, words: str) -> None:
    text = f"{OFFICE}reminders: [{ROW}]"
    assert old in text
    with pytest.raises(RemindersUnreadable) as caught:
        load(tmp_path, text.replace(old, new))
    assert words in str(caught.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(RemindersUnreadable, match=r"Không đọc được tệp .*none\.yaml"):
        load_reminders(tmp_path / "none.yaml", BOOK, RECKONER.days)
