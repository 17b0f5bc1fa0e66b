"""A rule file that is not sound is refused before anything is computed from it, and says how to mend it."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from casework.domain.clocks.calendar import OutsideCalendar, Swap, WorkCalendar
from casework.domain.clocks.due import NoTimezone, add_months
from casework.domain.clocks.rulebook import NoRule, RulesUnsound, UnknownMedium, UnknownRule
from casework.rulefile import RuleFileUnreadable, load_clocks

HEAD = "counting: {basis: BLDS, mark: U}\nrules:\n"
ROW = "  - {id: TEST_RULE, title: t, basis: b, owed_by: us, force: internal, mark: U, starts: received_at, "


def load(tmp_path: Path, text: str):
    path = tmp_path / "rules.yaml"
    path.write_text(text, "utf-8")
    return load_clocks(path)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (["unit: h, quantity: 1, to: 2026-06-30}", "unit: h, quantity: 2, from: 2026-06-30}"], "chồng lên nhau"),
        (["unit: h, quantity: 1}", "unit: h, quantity: 2, from: 2026-07-01}"], "chồng lên nhau"),
        (["unit: h, quantity: 1, media: [tv]}", "unit: h, quantity: 2}"], "“tv”"),
        (["unit: h, quantity: 1, to: 2026-06-29}", "unit: h, quantity: 2, from: 2026-07-01}"], "không có quy định"),
        (["unit: h}"], "cần số lượng"),
        (["unit: now, quantity: 1}"], "không có số lượng"),
        (["unit: period}"], "ends"),
        (["unit: now, from: 2026-07-02, to: 2026-07-01}"], "đứng trước"),
    ],
)
def test_unsound_rows_are_named_with_the_cure(tmp_path, rows, words):
    with pytest.raises(RulesUnsound, match=words) as caught:
        load(tmp_path, HEAD + "".join(f"{ROW}{row}\n" for row in rows))
    assert "TEST_RULE" in str(caught.value)


def test_a_wanted_gap_is_allowed(tmp_path):
    rows = [f"{ROW}unit: h, quantity: 1, to: 2026-06-01}}\n", f"{ROW}unit: h, quantity: 2, from: 2026-07-01}}\n"]
    book, _ = load(tmp_path, "gaps: [TEST_RULE]\n" + HEAD + "".join(rows))
    with pytest.raises(NoRule, match="15/06/2026"):
        book.find("TEST_RULE", "tv", date(2026, 6, 15))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("rules: [", "YAML"),
        ("", "tệp"),
        (HEAD + f"{ROW}unit: h, quantity: 1, unit: d}}\n", "YAML"),
        (HEAD + f"{ROW}unit: weeks, quantity: 1}}\n", r"dòng 1 \(TEST_RULE\) › unit"),
        (HEAD + f"{ROW}unit: h, quantity: 1, medium: tv}}\n", "medium"),
        (HEAD + f"{ROW}unit: h, quantity: 1, media: [paper]}}\n", "media"),
        (HEAD + f"{ROW}unit: h, quantity: 1, from: soon}}\n", "from"),
        ("gaps: [NOBODY]\n" + HEAD + f"{ROW}unit: h, quantity: 1}}\n", "NOBODY"),
        (HEAD + "  - 7\n", "rules › mục 1"),
    ],
)
def test_an_unreadable_file_names_row_and_field(tmp_path, text, words):
    with pytest.raises(RuleFileUnreadable, match=words):
        load(tmp_path, text)


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(RuleFileUnreadable, match=r"nowhere\.yaml"):
        load_clocks(tmp_path / "nowhere.yaml")


def test_questions_nobody_can_answer_name_what_there_is():
    book, reckoner = load_clocks()
    with pytest.raises(UnknownRule, match="COR_ONLINE"):
        book.find("COR_PAPER", "tv", date(2026, 7, 1))
    with pytest.raises(UnknownMedium, match="press_social_channel"):
        book.find("COR_ONLINE", "paper", date(2026, 7, 1))
    rule = book.find("PDP_ACK", "online", date(2026, 7, 1))[0]
    with pytest.raises(NoTimezone, match="múi giờ"):
        reckoner.due(rule, datetime(2026, 7, 1))
    with pytest.raises(OutsideCalendar, match="2099"):
        reckoner.due(rule, datetime(2100, 1, 1, tzinfo=UTC))


def test_a_declared_swap_moves_the_working_day():
    days = WorkCalendar([Swap(date(2026, 1, 2), date(2026, 1, 10), "Hoán đổi")])
    assert days.why_off(date(2026, 1, 2)) == "Hoán đổi"
    assert days.why_off(date(2026, 1, 10)) is None
    assert days.working_day(date(2025, 12, 31), 1)[0] == date(2026, 1, 5)


def test_the_next_issue_gives_a_time_if_it_is_known():
    book, reckoner = load_clocks()
    rule = book.find("COR_WEEKLY_MAG", "weekly", date(2026, 7, 1))[0]
    start = datetime(2026, 7, 1, 2, tzinfo=UTC)
    assert reckoner.due(rule, start, date(2026, 7, 9)).at.isoformat() == "2026-07-09T23:59:59+07:00"
    assert reckoner.due(rule, start, date(2026, 7, 1)).at is None


def test_months_end_where_their_month_ends():
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2024, 3, 31), -1) == date(2024, 2, 29)
    assert add_months(date(2026, 12, 15), 1) == date(2027, 1, 15)


def test_what_is_unverified_stays_marked():
    book, _ = load_clocks()
    kept = [rule for rule in book.on(date(2026, 8, 1)) if rule.keep_days]
    assert [(rule.keep_days, rule.keep_mark) for rule in kept] == [(7, "U")]
    assert {rule.force for rule in book.on(date(2026, 8, 1)) if rule.id.startswith("INT_")} == {"internal"}
