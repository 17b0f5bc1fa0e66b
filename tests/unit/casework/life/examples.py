"""People and commands to begin a test with."""

from datetime import UTC, date, datetime

from casework.domain.life import commands as c
from casework.domain.life.actor import Actor
from casework.domain.life.guards import Scene
from casework.domain.life.life import Life
from casework.domain.life.machine import take
from casework.domain.roles import Role

NOW = datetime(2026, 11, 25, 2, tzinfo=UTC)
UNIT = "cd-cam-duong"
LAN, MINH = Actor("lan", Role.WATCH_OFFICER), Actor("minh", Role.UNIT_OFFICER, UNIT)
BINH, CHI = Actor("binh", Role.LEADER), Actor("chi", Role.LEADER)

EXAMPLES: dict[type[c.Command], c.Command] = {
    type(example): example
    for example in (
        c.Confirm(),
        c.Dismiss(reason="Không thuộc tỉnh"),
        c.Assign(unit_id="cd-sa-pa", reason="Sai địa bàn"),
        c.KeepUnit(),
        c.Acknowledge(),
        c.ReportFinding(id="f1", text="Đã làm việc với công ty.", evidence=("bien-ban-01",)),
        c.ProposeConclusion(verdict="partly-accurate", summary="Nợ lương một tháng, không phải ba."),
        c.ReturnConclusion(reason="Thiếu bảng lương"),
        c.ApproveConclusion(),
        c.PlanAction(id="a1", title="Công ty trả lương tháng 9", owner="Công đoàn cơ sở", due=date(2026, 12, 1)),
        c.CompleteAction(id="a1", proof="sao-ke-01"),
        c.DropAction(id="a1", reason="Công ty đã tự trả"),
        c.OpenRequest(id="r1", publication_id="p1", track="reply", medium="online"),
        c.SendRequest(id="r1", letter_number="05/LĐLĐ", received_at=NOW),
        c.RecordOutcome(id="r1", outcome="published", proof="anh-chup-01"),
        c.EscalateRequest(id="r1", to="Cơ quan chủ quản"),
        c.SettleRequest(id="r1", reason="Đã đủ"),
        c.WithdrawRequest(id="r1", reason="Báo đã tự sửa"),
        c.Close(reason="Xong"),
        c.Reopen(reason="Có tình tiết mới"),
        c.SetLevel(level="restricted", reason="Có người tố giác"),
        c.LinkCase(case_id="case-2", reason="Cùng công ty"),
        c.UnlinkCase(case_id="case-2"),
        c.MergeInto(case_id="case-2", reason="Cùng một việc"),
        c.Split(publication_ids=("p1",), reason="Bài này nói về công ty khác"),
        c.Unmerge(reason="Hai việc khác nhau"),
    )
}


def scene(actor: Actor, now: datetime = NOW) -> Scene:
    return Scene(actor, now, UNIT, frozenset({"p1", "p2"}), "case-1", 3, "case-9", unit_open=True)


def acted(*steps: tuple[Actor, c.Command], life: Life | None = None) -> Life:
    """A life after these steps, from a case that the machine opened."""
    life = life or Life("verification-requested")
    for actor, command in steps:
        life = take(life, command, scene(actor))
    return life


def concluded(verdict: str, competent_body: str = "") -> Life:
    return acted(
        (MINH, EXAMPLES[c.ReportFinding]),
        (MINH, c.ProposeConclusion(verdict=verdict, summary="Đã rõ", competent_body=competent_body)),
        (BINH, c.ApproveConclusion()),
    )
