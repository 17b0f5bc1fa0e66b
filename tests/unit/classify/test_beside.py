"""A candidate beside the active model, in memory: what it sees, how much, and what becomes of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from classify.domain import Assessment
from classify.judgement.judge import Judgement
from classify.judgement.model import Model
from classify.judgement.model_file import packaged
from classify.judgement.text import MAX_CHARS
from classify.teaching import beside
from classify.teaching.beside import Beside
from classify.teaching.differing import ways
from classify.teaching.shadow import Difference, Shadow
from classify.testing import a_publication
from shared.cause import Cause
from shared.failures import Transient
from shared.ops.metrics import Metrics

AT = a_publication().captured_at
NO = Judgement("no", 0.01, 0.02, 0.9, "other", "neutral", "low", (), (), "press-1")


class Shelves:
    """Shadows and models in memory."""

    def __init__(self) -> None:
        self.shadow: Shadow | None = Shadow(1, "deaf", AT, "lan")
        self.counts: Counter[str] = Counter()
        self.found: list[Difference] = []
        self.failures: list[Exception] = []

    async def last(self) -> Shadow | None:
        return self.shadow

    async def model(self, version: str) -> Model:
        return replace(packaged(), version=version, yes=0.99, unsure=0.98)

    async def count(self, _number: int, counts: Mapping[str, int], found: Sequence[Difference]) -> None:
        if self.failures:
            raise self.failures.pop()
        self.counts.update(counts)
        self.found += found


def assessed(number: int, relevant: str = "yes") -> Assessment:
    said = replace(NO, relevant=relevant, topic="wage")
    return Assessment(f"m{number}", Cause("j", "m"), a_publication(id=f"p{number}"), said, AT, AT.date())


@pytest.fixture
def shelves() -> Shelves:
    return Shelves()


@pytest.fixture
def shadow(shelves: Shelves) -> Any:
    fake: Any = shelves
    return Beside(fake, fake, Metrics("classify"))


async def test_without_a_candidate_nothing_is_kept(shadow: Beside, shelves: Shelves) -> None:
    shelves.shadow = None
    await shadow.look()
    shadow.saw([assessed(1)])
    await shadow.look()
    assert (shelves.counts, len(shadow._waiting)) == (Counter(), 0)


async def test_it_is_counted_how_many_differ_and_which_way(shadow: Beside, shelves: Shelves) -> None:
    await shadow.look()
    shadow.saw([assessed(1), assessed(2, "unsure"), assessed(3, "no")])
    await shadow.look()
    assert (shelves.counts["judged"], shelves.counts["differ"], shelves.counts["missed"]) == (3, 2, 0)
    assert shelves.counts["ways.relevant: yes → no"] == 1
    assert {one.publication_id for one in shelves.found} == {"p1", "p2"}


async def test_what_it_has_no_time_for_is_missed_and_listed_is_a_bounded_part(
    shadow: Beside, shelves: Shelves, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "WAITING", 5)
    monkeypatch.setattr(beside, "EXAMPLES", 2)
    await shadow.look()
    shadow.saw([assessed(number) for number in range(8)])
    await shadow.look()
    assert (shelves.counts["judged"], shelves.counts["missed"], len(shelves.found)) == (5, 3, 2)


async def test_of_an_endless_text_no_more_is_kept_than_a_judge_reads(shadow: Beside, shelves: Shelves) -> None:
    await shadow.look()
    long = replace(assessed(1), publication=a_publication(text="công nhân " * 100_000))
    shadow.saw([long])
    assert len(shadow._waiting[0].publication.text) == MAX_CHARS
    await shadow.look()
    assert shelves.counts["judged"] == 1


async def test_what_could_not_be_written_is_written_later_once(shadow: Beside, shelves: Shelves) -> None:
    await shadow.look()
    shadow.saw([assessed(1)])
    shelves.failures.append(Transient("MongoDB: away"))
    with pytest.raises(Transient):
        await shadow.look()
    await shadow.look()
    assert (shelves.counts["judged"], len(shelves.found)) == (1, 1)


async def test_it_rests_three_times_as_long_as_it_judges(
    shadow: Beside, shelves: Shelves, monkeypatch: pytest.MonkeyPatch
) -> None:
    rests: list[float] = []

    async def rest(seconds: float) -> None:
        rests.append(seconds)

    await shadow.look()
    shadow.saw([assessed(number) for number in range(25)])
    monkeypatch.setattr(beside.asyncio, "sleep", rest)
    await shadow.look()
    assert len(rests) == 3
    assert min(rests) > 0


async def test_another_candidate_begins_with_nothing_of_the_former(shadow: Beside, shelves: Shelves) -> None:
    await shadow.look()
    shadow.saw([assessed(1)])
    shelves.shadow = Shadow(2, "next", AT, "lan")
    await shadow.look()
    assert shelves.counts == Counter()


def test_kinds_differ_only_where_somebody_would_see_them() -> None:
    assert ways(NO, replace(NO, topic="wage")) == []
    assert ways(replace(NO, relevant="yes"), replace(NO, topic="wage")) == ["relevant: yes → no", "topic: other → wage"]
