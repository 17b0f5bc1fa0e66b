"""The press watch and the leaders read their own mail where the directory says so, and the federation's where not."""

from datetime import date, timedelta

from tests.unit.casework.correspondence.examples import a_case

from casework.domain.directory import PROVINCIAL, Body, sound
from casework.domain.directory.roles import LEADERS, WATCH_OFFICE
from casework.domain.reminders.addressing import address
from casework.domain.reminders.telling import tell
from casework.testing import CAM_DUONG, CLOCKWORK, PROVINCE

DAY = date(2026, 12, 1)
DESK = Body("theo-doi", "Tổ theo dõi báo chí", WATCH_OFFICE, "theo-doi@cong-doan.example", frozenset())
HEADS = Body("lanh-dao", "Thường trực", LEADERS, "lanh-dao@cong-doan.example", frozenset())


def mailboxes(*bodies: Body, day: date = DAY) -> list[tuple[str, str]]:
    """Whom an overdue verification reaches beside the unit, and how they are greeted."""
    case, _ = a_case()
    later = case.opened_at + timedelta(days=30)
    _, tellings = tell([clock.overdue() for clock in CLOCKWORK.opened(case.opened_at)], later, office_open=True)
    calls, nobody = address(tellings, case, sound([PROVINCE, CAM_DUONG, *bodies]), day)
    assert not nobody
    return [(call.body.address, call.name) for call in calls if call.body.id != CAM_DUONG.id]


def test_each_has_its_own_mailbox() -> None:
    assert mailboxes(DESK, HEADS) == [
        ("theo-doi@cong-doan.example", "Tổ theo dõi báo chí"),
        ("lanh-dao@cong-doan.example", "Thường trực"),
    ]


def test_whoever_has_none_reads_at_the_federation() -> None:
    ((_, both),) = mailboxes()
    assert both == f"Bộ phận theo dõi báo chí, {PROVINCE.name}; Lãnh đạo Liên đoàn, {PROVINCE.name}"
    assert mailboxes(HEADS)[0] == (PROVINCE.address, f"Bộ phận theo dõi báo chí, {PROVINCE.name}")


def test_a_desk_is_one_on_its_days_only_and_answers_for_no_place() -> None:
    ended = Body("cu", "Tổ cũ", WATCH_OFFICE, "cu@cong-doan.example", frozenset(), valid_to=date(2026, 11, 30))
    assert "cu@cong-doan.example" not in dict(mailboxes(ended))
    directory = sound([PROVINCE, CAM_DUONG, DESK])
    assert directory.responsible(("khong-co",), DAY).kind == PROVINCIAL
