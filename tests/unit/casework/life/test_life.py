"""The life of a case, as the people who work it live it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.casework.life.examples import BINH, CHI, EXAMPLES, LAN, MINH, NOW, acted, concluded, scene

from casework.domain.life import commands as c
from casework.domain.life.actor import Actor
from casework.domain.life.life import MOST_PARTS, Life
from casework.domain.life.machine import STEPS, take
from casework.domain.life.refusals import Missing, NotYours, Refused, SamePerson, StillOpen, TooMany, WrongStage
from casework.domain.roles import Role

COMMANDS = {command for command in vars(c).values() if isinstance(command, type) and issubclass(command, c.Command)}


def test_every_command_has_a_step_and_a_name_of_its_own():
    assert set(STEPS) == set(EXAMPLES) == COMMANDS - {c.Command}
    assert len({command.KIND for command in STEPS}) == len(STEPS)


def test_the_press_was_right_and_the_matter_is_put_right():
    life = acted(
        (MINH, c.Acknowledge()),
        (MINH, EXAMPLES[c.ReportFinding]),
        (MINH, c.ProposeConclusion(verdict="accurate", summary="Đúng là nợ lương")),
        (BINH, c.ApproveConclusion()),
        (MINH, EXAMPLES[c.PlanAction]),
        (MINH, EXAMPLES[c.CompleteAction]),
        (BINH, c.Close()),
    )
    assert life.stage == "closed"
    assert life.conclusion.approved_by == "binh"
    assert life.action("a1").proof == "sao-ke-01"


def test_the_press_was_wrong_and_each_outlet_answers_for_its_own():
    life = concluded("inaccurate")
    life = acted(
        (LAN, EXAMPLES[c.OpenRequest]),
        (LAN, c.OpenRequest(id="r2", publication_id="p2", track="reply", medium="daily")),
        (LAN, EXAMPLES[c.SendRequest]),
        (LAN, c.SendRequest(id="r2", letter_number="06/LĐLĐ", received_at=NOW)),
        (LAN, EXAMPLES[c.RecordOutcome]),
        (LAN, c.RecordOutcome(id="r2", outcome="silent")),
        (BINH, c.EscalateRequest(id="r2", to="Cơ quan chủ quản")),
        (BINH, c.EscalateRequest(id="r2", to="Sở Văn hóa, Thể thao và Du lịch")),
        (LAN, c.SettleRequest(id="r1")),
        life=life,
    )
    with pytest.raises(StillOpen, match="chưa kết thúc"):
        take(life, c.Close(), scene(BINH))
    with pytest.raises(Missing, match="chưa được đăng đúng"):
        take(life, c.SettleRequest(id="r2"), scene(LAN))
    life = acted((LAN, c.SettleRequest(id="r2", reason="Báo đã ngừng bản")), (BINH, c.Close()), life=life)
    assert [(one.outcome, one.state) for one in life.requests] == [("published", "settled"), ("silent", "settled")]
    assert life.request("r2").escalated_to == ("Cơ quan chủ quản", "Sở Văn hóa, Thể thao và Du lịch")


def test_nobody_approves_what_they_proposed():
    life = acted((MINH, EXAMPLES[c.ReportFinding]), (MINH, EXAMPLES[c.ProposeConclusion]))
    proposer = Actor("minh", Role.LEADER)
    with pytest.raises(SamePerson):
        take(life, c.ApproveConclusion(), scene(proposer))
    assert take(life, c.ApproveConclusion(), scene(CHI)).stage == "acting"


def test_no_conclusion_without_a_finding():
    with pytest.raises(Missing, match="kết quả xác minh"):
        acted((MINH, c.Acknowledge()), (MINH, EXAMPLES[c.ProposeConclusion]))


def test_a_correction_needs_a_competent_bodys_conclusion():
    asked = c.OpenRequest(id="r1", publication_id="p1", track="correction", medium="online")
    with pytest.raises(Missing, match="cơ quan có thẩm quyền"):
        acted((LAN, asked), life=concluded("inaccurate"))
    assert acted((LAN, asked), life=concluded("inaccurate", "Thanh tra tỉnh")).request("r1").track == "correction"


def test_an_unknown_medium_would_have_no_clock_and_is_refused():
    with pytest.raises(Missing, match="press_social_channel"):
        acted((LAN, replace(EXAMPLES[c.OpenRequest], medium="paper")), life=concluded("inaccurate"))


@pytest.mark.parametrize(("verdict", "command"), [("inaccurate", c.PlanAction), ("accurate", c.OpenRequest)])
def test_each_verdict_opens_its_own_path(verdict, command):
    with pytest.raises(WrongStage, match="báo nêu"):
        acted((LAN, EXAMPLES[command]), life=concluded(verdict))


def test_closing_without_the_remedy_needs_a_reason():
    for verdict in ("accurate", "inaccurate", "partly-accurate", "unverifiable"):
        with pytest.raises(Missing, match="lý do đóng"):
            take(concluded(verdict), c.Close(), scene(BINH))
        assert take(concluded(verdict), c.Close(reason="Đã tự khắc phục"), scene(BINH)).stage == "closed"


def test_a_unit_officer_acts_for_one_unit_only():
    stranger = Actor("hoa", Role.UNIT_OFFICER, "cd-sa-pa")
    with pytest.raises(NotYours, match="đơn vị khác"):
        take(Life("verification-requested"), c.Acknowledge(), scene(stranger))


def test_a_reopened_case_keeps_its_earlier_conclusion():
    life = acted((BINH, EXAMPLES[c.Close]), (LAN, EXAMPLES[c.Reopen]), life=concluded("unverifiable"))
    assert (life.stage, life.conclusion, len(life.earlier)) == ("verifying", None, 1)


def test_a_merge_can_be_undone_where_it_was_begun():
    life = acted((MINH, EXAMPLES[c.ReportFinding]), (LAN, EXAMPLES[c.MergeInto]))
    assert (life.stage, life.merged_into) == ("merged", "case-2")
    assert acted((LAN, EXAMPLES[c.Unmerge]), life=life).stage == "verifying"
    with pytest.raises(WrongStage, match="nhập vào hồ sơ khác"):
        take(concluded("accurate"), EXAMPLES[c.MergeInto], scene(LAN))


@pytest.mark.parametrize("command", sorted(STEPS, key=lambda command: command.KIND))
@pytest.mark.parametrize("role", [Role.VIEWER, Role.SPOKESPERSON, Role.ADMINISTRATOR, Role.AUDITOR])
def test_who_only_looks_changes_nothing(command, role):
    with pytest.raises(NotYours):
        take(Life("verifying"), EXAMPLES[command], scene(Actor("khach", role)))


@pytest.mark.parametrize(
    "command",
    [c.Dismiss(), c.Dismiss(reason="  "), c.Dismiss(reason="x" * 10_001), c.Assign(unit_id="cd-cam-duong")],
)
def test_what_says_nothing_is_refused_with_the_cure(command):
    with pytest.raises(Missing, match=r"Ghi rõ|Rút gọn|Chọn"):
        take(Life("verifying"), command, scene(LAN))


def test_a_letter_is_not_received_before_it_was_sent():
    life = acted((LAN, EXAMPLES[c.OpenRequest]), life=concluded("inaccurate"))
    with pytest.raises(Missing, match="tương lai"):
        take(life, replace(EXAMPLES[c.SendRequest], received_at=NOW + timedelta(minutes=1)), scene(LAN))


def test_a_case_holds_a_bounded_number_of_each_thing():
    life = Life("verifying")
    for number in range(MOST_PARTS):
        life = take(life, c.ReportFinding(id=f"f{number}", text="x"), scene(MINH))
    with pytest.raises(TooMany):
        take(life, c.ReportFinding(id="one more", text="x"), scene(MINH))


def test_the_words_of_a_refusal_name_stage_and_cure():
    with pytest.raises(Refused, match=r"“đang xác minh”.*“chờ duyệt kết luận”"):
        take(Life("verifying"), c.ApproveConclusion(), scene(BINH))
