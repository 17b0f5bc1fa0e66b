"""What a claim no longer holds is not written again: neither after a lost answer, nor by a courier thought dead."""

from notify.domain import SENT, AcceptNotice, Notice, Outcome
from notify.testing import AT, InMemoryDesk, a_notice, in_memory_works
from notify.usecases import accept_notices, record_outcomes

DELIVERED = "notify.delivery-changed.v1"


async def claimed(works, desk: InMemoryDesk, claim: str) -> Notice:
    await accept_notices([AcceptNotice("m", a_notice())], works)
    (notice,) = await desk.claim(claim, 10)
    return notice


async def test_recording_again_after_a_lost_answer_changes_nothing() -> None:
    works = in_memory_works()
    outcomes = [Outcome(await claimed(works, InMemoryDesk(works), "c1"), SENT, AT, "250")]
    await record_outcomes(outcomes, "c1", works)
    await record_outcomes(outcomes, "c1", works)
    assert len(works.posted(DELIVERED)) == 1


async def test_a_courier_that_lost_its_claim_announces_nothing() -> None:
    works = in_memory_works()
    desk = InMemoryDesk(works)
    notice = await claimed(works, desk, "c1")
    await desk.reclaim_own()
    await desk.claim("c2", 10)
    await record_outcomes([Outcome(notice, SENT, AT, "250")], "c1", works)
    assert works.posted(DELIVERED) == []
