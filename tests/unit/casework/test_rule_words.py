"""Rows of the law, reminders and the directory in words: nothing said twice, no code, no sign between two laws."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from casework.communefile import load_communes
from casework.domain.clocks.phrases import VIETNAM
from casework.domain.clocks.rulebook import NoRule
from casework.domain.directory import ROLES, DirectoryUnsound, sheet
from casework.http.rule_words import rule_grounds, rule_limit
from casework.http.words import say
from casework.rulefile import load_clocks

BOOK, _ = load_clocks()
NOW = date(2026, 11, 24)


def test_no_law_stands_behind_a_stroke() -> None:
    assert not [rule.basis for day in (date(2026, 1, 1), NOW) for rule in BOOK.on(day) if "|" in rule.basis]


def test_a_number_of_rounds_starts_with_nothing_and_a_target_is_named_once() -> None:
    [rounds] = BOOK.find("REPLY_ROUNDS", "online", NOW)
    assert rule_limit(rounds) == f"tối đa {rounds.quantity} lần"
    assert rule_limit(replace(rounds, unit="d")) == f"{rounds.quantity} ngày, tính từ khi nhận được"
    [own] = BOOK.find("INT_VERIFY", "online", NOW)
    assert rule_grounds(own).lower().count("mục tiêu nội bộ") == 1
    assert "không phải luật" in rule_grounds(own)


def test_a_medium_without_a_rule_is_told_in_words() -> None:
    with pytest.raises(NoRule) as told:
        BOOK.find("COR_ONLINE", "weekly", NOW)
    assert "báo tuần" in str(told.value)
    assert "báo điện tử" in str(told.value)
    assert "COR_ONLINE" not in str(told.value)
    assert "weekly" not in str(told.value)


def test_every_role_and_commune_of_the_directory_has_words() -> None:
    assert not [role for role in ROLES if say(f"body-{role}") == f"body-{role}"]
    assert load_communes().name_of("04543") == "Phường Âu Lâu"
    assert load_communes().name_of("99999") == "99999"


def test_what_cures_several_faults_is_said_once() -> None:
    with pytest.raises(DirectoryUnsound) as told:
        sheet.read("Tên,Loại\nx,y\n")
    assert len(told.value.faults) > 5
    assert str(told.value).count("Giữ dòng đầu") == 1


def test_a_calendar_names_its_library_in_words() -> None:
    _, reckoner = load_clocks()
    [own] = BOOK.find("INT_VERIFY", "online", NOW)
    steps = reckoner.due(own, datetime(2026, 11, 24, 9, tzinfo=VIETNAM)).steps
    assert any(step.startswith("Theo lịch nghỉ lễ (thư viện holidays ") for step in steps)
    assert any(step.startswith("Thời hạn đến hết ngày cuối") for step in steps)
