"""`haichieu clocks`, as a person or a program calls it."""

import json

from haichieu.cli import main


def test_explain_answers_with_due_row_basis_and_derivation(capsysbinary):
    words = ["--event", "PRESS_ANSWER_BODY", "--medium", "online", "--at", "2026-07-01T08:00:00+07:00"]
    assert main(["clocks", "explain", *words]) == 0
    answer = json.loads(capsysbinary.readouterr().out)
    assert answer["due"] == "2026-07-22T23:59:59+07:00"
    assert answer["legal_basis"] == "Nghị định 237/2026/NĐ-CP Điều 18.6"
    assert answer["row"]["unit"] == "wd"
    assert answer["row"]["valid_from"] == "2026-07-01"
    assert answer["mark"] == "V-ocr"
    assert any("15 ngày làm việc" in step for step in answer["derivation"])


def test_a_rule_with_two_duties_answers_with_both(capsysbinary):
    words = ["--event", "COR_MAG_GT30", "--medium", "magazine_gt30", "--at", "2026-07-01T08:00:00+07:00"]
    assert main(["clocks", "explain", *words, "--next-issue", "2026-08-20"]) == 0
    answer = json.loads(capsysbinary.readouterr().out)
    assert [(part["part"], part["due"][:10]) for part in answer["parts"]] == [
        ("reply", "2026-07-03"),
        ("publish", "2026-08-20"),
    ]


def test_words_for_people(capsysbinary):
    assert main(["clocks", "explain", "--event", "PDP_ACK", "--at", "2026-07-03T08:00:00+07:00", "--text"]) == 0
    said = capsysbinary.readouterr().out.decode()
    assert "hết ngày 07/07/2026" in said
    assert "04/07/2026 (thứ Bảy)" in said


def test_list_shows_the_rules_of_a_day(capsysbinary):
    assert main(["clocks", "list", "--on", "2022-08-12"]) == 0
    rules = {rule["id"]: rule for rule in json.loads(capsysbinary.readouterr().out)}
    assert rules["REPLY_ROUNDS"]["quantity"] == 3
    assert "SPK_OPINION" not in rules
    assert main(["clocks", "list", "--on", "2022-08-12", "--text"]) == 0
    assert "Luật Báo chí 2016 Điều 43.2" in capsysbinary.readouterr().out.decode()


def test_what_cannot_be_answered_is_refused_with_the_cure(capsysbinary, tmp_path):
    words = ["clocks", "explain", "--event", "SPK_OPINION", "--at"]
    assert main([*words, "2022-08-12T08:00:00+07:00"]) == 2
    assert "01/07/2026" in capsysbinary.readouterr().err.decode()
    assert main([*words, "2026-08-12T08:00:00"]) == 2
    assert "múi giờ" in capsysbinary.readouterr().err.decode()
    assert main(["clocks", "list", "--rules", str(tmp_path / "none.yaml")]) == 2
    assert "none.yaml" in capsysbinary.readouterr().err.decode()


def test_reminders_explains_who_is_told_when_and_who_is_not(capsysbinary):
    words = ["clocks", "reminders", "--event", "INT_CORRECTION_ONLINE", "--at", "2026-11-27T15:00:00+07:00"]
    assert main(words) == 0
    (answer,) = json.loads(capsysbinary.readouterr().out)
    assert answer["due"] == "2026-11-28T15:00:00+07:00"
    told = {one["id"]: one for one in answer["reminders"]}
    assert list(told) == ["online-overdue", "online-escalated", "online-soon"]
    assert told["online-overdue"]["at"] == "2026-11-30T07:30:00+07:00"
    assert (told["online-overdue"]["to"], told["online-overdue"]["force"]) == (["watch-office"], "internal")
    assert told["online-soon"]["at"] is None
    assert "đã hết hạn" in told["online-soon"]["derivation"][-1]
    assert main([*words, "--text"]) == 0
    said = capsysbinary.readouterr().out.decode()
    assert "07:30 ngày 30/11/2026: báo quá hạn cho bộ phận theo dõi báo chí (online-overdue)" in said
    assert "không gửi: nhắc việc cho bộ phận theo dõi báo chí (online-soon)" in said


def test_reminders_of_a_deadline_without_rows_and_of_a_wrong_file(capsysbinary, tmp_path):
    words = ["clocks", "reminders", "--event", "PDP_ACK", "--at", "2026-07-03T08:00:00+07:00", "--text"]
    assert main(words) == 0
    assert "không nhắc ai" in capsysbinary.readouterr().out.decode()
    assert main([*words, "--reminders", str(tmp_path / "none.yaml")]) == 2
    assert "Không đọc được tệp" in capsysbinary.readouterr().err.decode()
