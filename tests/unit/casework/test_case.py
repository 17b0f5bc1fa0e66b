"""The life of a case."""

from datetime import timedelta

from casework.domain.beginning import open_case
from casework.domain.case import TARGET_BASIS, Case, Told
from casework.testing import AT, CAM_DUONG, CLOCKWORK, a_sighting
from shared.cause import Cause

LATER = AT + timedelta(hours=1)
CAUSE = Cause("journey-2", "message-2")


def opened() -> tuple[Case, Told]:
    return open_case("case-1", "notice-1", a_sighting(), CAM_DUONG, CLOCKWORK, AT)


def test_a_case_opens_with_its_unit_asked_at_once() -> None:
    case, told = opened()
    assert [(change.kind, change.version) for change in case.changes] == [("opened", 1), ("notice-requested", 2)]
    assert (case.version, case.status, case.unit) == (2, "verification-requested", CAM_DUONG)
    assert case.due_at.isoformat() == "2026-11-26T23:59:59+07:00", "two working days after Culture Day"
    assert case.changes[1].note == CAM_DUONG.name
    assert all(change.cause == a_sighting().cause for change in case.changes)
    assert (case.told_count, told.case_id, told.number) == (1, "case-1", 1)


def test_its_time_limit_is_called_an_internal_target() -> None:
    assert "mục tiêu nội bộ" in TARGET_BASIS


def test_another_outlet_is_attached_with_its_own_publication() -> None:
    case, told = opened()[0].attach(a_sighting(publication_id="publication-2", outlet_name="Báo Yên Bái"), LATER)
    assert (case.told_count, told.number, told.outlet_name) == (2, 2, "Báo Yên Bái")
    last = case.changes[-1]
    assert (last.kind, last.version, last.publication_id, last.note) == (
        "publication-attached",
        3,
        "publication-2",
        "Báo Yên Bái",
    )


def test_every_change_is_the_next_version() -> None:
    case, told = opened()
    for number in range(2, 6):
        case, told = case.attach(a_sighting(publication_id=f"publication-{number}"), LATER)
    case = case.publication_changed(told, "edited", LATER, LATER, CAUSE)
    case = case.delivery_changed("sent", 1, LATER, "250 OK", LATER, CAUSE)
    assert [change.version for change in case.changes] == list(range(1, 9))
    assert case.version == 8


def test_a_changed_publication_says_when_it_changed_and_when_that_was_learnt() -> None:
    case, told = opened()
    seen_at = LATER - timedelta(minutes=5)
    case = case.publication_changed(told, "removed", seen_at, LATER, CAUSE)
    last = case.changes[-1]
    assert (last.kind, last.note, last.happened_at, last.at) == ("publication-removed", "Báo Lào Cai", seen_at, LATER)


def test_what_became_of_the_notice_is_part_of_the_case() -> None:
    case = opened()[0].delivery_changed("bounced", 1, LATER, "550 không có hộp thư", LATER, CAUSE)
    assert case.asked.state == "bounced"
    assert (case.changes[-1].kind, case.changes[-1].note) == ("notice-bounced", "550 không có hộp thư")


def test_a_change_leaves_the_case_before_it_untouched() -> None:
    before, _ = opened()
    before.delivery_changed("sent", 1, LATER, "", LATER, CAUSE)
    assert (before.version, before.asked.state) == (2, "")
