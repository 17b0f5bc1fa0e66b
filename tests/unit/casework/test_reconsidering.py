"""A publication judged again, in memory: what people decided stays, and a doubt is a line."""

from itertools import count
from typing import Any

from casework.domain.judging import Verdict
from casework.domain.sighting import Sighting
from casework.testing import AT, a_sighting, in_memory_works, the_means
from casework.usecases.following import follow_assessments

NUMBERS = count()


def said(relevant: str, replaces: str = "") -> Sighting:
    return a_sighting(message_id=f"m{next(NUMBERS):03d}", relevant=relevant, replaces=replaces, model="press-2")


async def assess(works: Any, *sightings: Sighting) -> list[str]:
    """The lines of the case that there is by then, the latest last."""
    await follow_assessments(sightings, works, the_means(lambda: f"id-{next(NUMBERS)}"), AT)
    rows = sorted(works.table("timeline").values(), key=lambda row: row["step"])
    return [row["kind"] for row in rows if row["kind"] not in ("captured", "assessed")]


async def test_unsure_then_yes_opens_and_yes_then_no_only_says_so() -> None:
    works = in_memory_works()
    assert await assess(works, said("unsure")) == []
    opened = await assess(works, said("yes", "press-1"))
    assert opened == ["opened", "notice-requested"]
    assert await assess(works, said("no", "press-1")) == [*opened, "publication-doubted"]
    (case,) = works.table("cases").values()
    assert case.status == "verification-requested"
    assert len(works.table("sightings")) == 1


async def test_an_officers_no_is_not_overruled() -> None:
    works = in_memory_works()
    await assess(works, sighting := said("unsure"))
    no = Verdict(sighting.publication_id, 1, "no", "", "", "Chuyện tỉnh khác", "lan", "watch-officer", AT)
    works.tables["verdicts"] = {sighting.publication_id: no}
    assert await assess(works, said("yes", "press-1")) == []


async def test_the_first_word_on_a_publication_asks_for_no_verdicts() -> None:
    works = in_memory_works()
    assert await assess(works, said("yes")) == ["opened", "notice-requested"]
    assert await assess(works, said("no")) == ["opened", "notice-requested"], (
        "it replaces nothing, so nothing is doubted"
    )
