"""A request that was sent, its proof, and pages to look at."""

from datetime import UTC, datetime, timedelta
from typing import Any

from casework.domain.clocks.phrases import VIETNAM
from casework.domain.directory import Body, Directory
from casework.domain.life.commands import SendRequest
from casework.domain.life.life import Life
from casework.domain.life.parts import Request
from casework.domain.life.stages import Track
from casework.domain.proof.checking import Subject, checked
from casework.domain.proof.judging import read
from casework.domain.proof.proof import Proof, Rung, Target
from casework.domain.proof.reading import Reading
from casework.domain.proof.sights import NOTICE, PLACE, PUBLICATION, THERE, Observation, RawPage
from casework.testing import CAM_DUONG, CLOCKWORK, PROOF_RULES, PROVINCE

AT = datetime(2026, 11, 24, 3, 52, 7, tzinfo=UTC)
TITLE = "Công nhân Lào Cai bị nợ lương ba tháng"
ARTICLE, SECTION, PAGE = "https://bao.example/tin/1", "https://bao.example/cai-chinh", "https://bao.example/cc/9"
HEADING = "Thông tin cải chính, xin lỗi"
FULL = (
    "Ngày 24/11/2026, chuyên mục Đời sống của báo đăng bài “Công nhân Lào Cai bị nợ lương ba tháng”. Thông tin nợ "
    "lương ba tháng là sai; đúng là một tháng. Tòa soạn thành thật xin lỗi công ty và bạn đọc."
)
REPLY = f"Liên đoàn Lao động tỉnh có ý kiến phản hồi về bài “{TITLE}” đăng ngày 24-11-2026: công ty nợ một tháng."
SUBJECT = Subject(TITLE, AT, (PROVINCE.name, CAM_DUONG.name))
OUTLET = Body("bao-lao-cai", "Báo Lào Cai", "outlet", "", frozenset(), web="https://bao.example/", owner_id="tinh-uy")
OWNER = Body("tinh-uy", "Tỉnh ủy Lào Cai", "owner", "", frozenset(), mark="INF")
REGULATOR = Body("so", "Sở Văn hóa", "regulator", "", frozenset(), mark="V2")
LADDER = (
    Rung("owner", OWNER.name, "INF"),
    Rung("regulator", REGULATOR.name, "V2"),
    Rung("ministry"),
    Rung("court", "Tòa án", "V"),
)


def a_directory(*more: Body) -> Directory:
    return Directory([PROVINCE, CAM_DUONG, OWNER, REGULATOR, *more])


def a_request(track: Track = "correction", medium: str = "online", **other: Any) -> Request:
    return Request("r1", "publication-1", track, medium, "lan", "sent", "05/LĐLĐ", other.pop("received", AT), **other)


def raw(role: str, address: str, title: str = "", text: str = "", **other: Any) -> RawPage:
    fields = {"state": THERE, "detail": "", "content_hash": f"{hash((title, text)):x}", "sha256": "a" * 64}
    links = {"link_text": HEADING, "linked_from": SECTION, "position": 2, "links": 40} if role == NOTICE else {}
    none = {"link_text": "", "linked_from": "", "position": 0, "links": 0}
    return RawPage(role=role, address=address, title=title, text=text, **fields | none | links | other)


def article(text: str = "Gần 200 công nhân bị nợ lương.", **other: Any) -> RawPage:
    return raw(PUBLICATION, ARTICLE, TITLE, text, **other)


def place(**other: Any) -> RawPage:
    return raw(PLACE, SECTION, "Trang chủ", **other)


def notice(text: str = FULL, title: str = HEADING, **other: Any) -> RawPage:
    return raw(NOTICE, other.pop("address", PAGE), title, text, **other)


class Story:
    """Looks one after the other, and how they read."""

    def __init__(self, request: Request | None = None, subject: Subject = SUBJECT) -> None:
        self.request = request or a_request()
        targets = (Target(PUBLICATION, ARTICLE), Target(PLACE, SECTION))
        hours, days = timedelta(hours=1), AT + timedelta(days=30)
        self.proof = Proof(
            "case-1", "r1", "publication-1", self.request.track, subject, targets, AT, days, hours, ladder=LADDER
        )
        sent = SendRequest(id="r1", letter_number="05/LĐLĐ", received_at=self.request.received_at or AT)
        life = Life("acting", requests=(self.request,))
        self.clocks = CLOCKWORK.after((), sent, life, AT)
        self.now, self.number = AT, 0

    @property
    def requirement(self) -> Any:
        received = self.request.received_at or AT
        return PROOF_RULES.find(self.request.track, received.astimezone(VIETNAM).date())

    def saw(self, *pages: RawPage, **later: float) -> "Story":
        self.now += timedelta(**later)
        self.number += 1
        sights = tuple(checked(page, self.proof.subject, self.requirement, PROOF_RULES) for page in pages)
        self.proof = self.proof.saw(Observation(self.number, self.now, "changed", 1, 0, sights))
        return self

    def reads(self, **later: float) -> Reading:
        return read(self.proof, self.request, self.clocks, PROOF_RULES, self.now + timedelta(**later))
