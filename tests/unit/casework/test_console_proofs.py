"""The case page shows what was seen of each sent request: the proposal, its reasons, what a person still checks."""

from dataclasses import replace

from tests.unit.casework.console import MemoryViews, get
from tests.unit.casework.proof.examples import PAGE, Story, article, notice, place

from casework.domain.proof.sentences import sentences
from casework.http.api.proofs import proof_out
from casework.proof_views import NOWHERE, ProofView
from casework.testing import a_sighting
from casework.views import CasePage


class ProofedViews(MemoryViews):
    def __init__(self, *proofs: ProofView) -> None:
        super().__init__(a_sighting())
        self.proofs = proofs

    async def case(self, *asked: object, **more: object) -> CasePage:
        return replace(await super().case(*asked, **more), proofs=self.proofs)  # type: ignore[arg-type]  # passed on


def viewed(story: Story, **later: float) -> ProofView:
    reading = story.reads(**later)
    return ProofView("r1", story.proof, reading, sentences(reading))


async def page_of(*proofs: ProofView) -> str:
    page = await get(ProofedViews(*proofs), "/cases/publication-1")
    assert page.status_code == 200
    assert "None" not in page.text
    return page.text


async def test_a_found_notice_is_shown_with_its_place_its_hash_and_what_a_person_checks() -> None:
    page = await page_of(viewed(Story().saw(article(), place(), notice())))
    for words in ("đề xuất: đã đăng đúng yêu cầu", f'href="{PAGE}"', "Liên kết thứ 2/40", "a" * 64, "mức xác minh: U"):
        assert words in page, words


async def test_silence_names_its_clock_and_who_is_next() -> None:
    page = await page_of(viewed(Story().saw(article(), place()), days=3))
    assert "Mục tiêu nội bộ; luật ghi “ngay”, không có số giờ" in page
    assert "Cấp tiếp theo: Tỉnh ủy Lào Cai" in page


async def test_before_the_first_look_and_without_an_address_it_says_so() -> None:
    story = Story()
    page = await page_of(viewed(story), ProofView("r2", replace(story.proof, targets=()), None, [NOWHERE]))
    assert "Chưa xem lại lần nào" in page
    assert NOWHERE in page


async def test_what_a_stranger_wrote_is_text_and_never_a_script() -> None:
    bad = notice(title="<script>alert(1)</script>Thông tin cải chính, xin lỗi", address="javascript:alert(1)")
    page = await page_of(viewed(Story().saw(bad)))
    assert "<script>" not in page
    assert 'href="javascript' not in page


def test_a_program_reads_the_same_with_every_mark() -> None:
    told = proof_out(viewed(Story().saw(article(), place(), notice()))).model_dump(mode="json")
    assert (told["kind"], told["outcome"], told["keep"]["mark"]) == ("full", "published", "U")
    assert told["keeping"]["first"].endswith("+07:00")
    assert [page["role"] for page in told["seen"]] == ["publication", "place", "notice"]
    assert {item["id"] for item in told["to_check"]} == {"section", "content", "place"}
