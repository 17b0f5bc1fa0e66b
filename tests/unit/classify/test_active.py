"""Which model judges: taken over when people say so, and kept when the new one cannot be had."""

from dataclasses import replace
from typing import Any

import pytest

from classify.judgement.model import Model
from classify.judgement.model_file import packaged
from classify.refusals import Refused
from classify.teaching import active
from classify.teaching.activation import Activation
from classify.teaching.active import ActiveJudge, CannotJudge
from classify.testing import a_publication
from shared.failures import Transient
from shared.ops.metrics import Metrics

AT = a_publication().captured_at


class Shelf:
    """Activations and models in memory."""

    def __init__(self) -> None:
        self.said: Activation | None = None
        self.damaged = False

    async def last(self) -> Activation | None:
        return self.said

    async def model(self, version: str) -> Model:
        if self.damaged:
            raise Refused(f"the model {version} is not as it was brought.")
        return replace(packaged(), version=version)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def metrics() -> Metrics:
    return Metrics("classify")


@pytest.fixture
def judge(shelf: Shelf, metrics: Metrics) -> ActiveJudge:
    fake: Any = shelf
    return ActiveJudge(fake, fake, metrics)


def promoted(number: int, version: str) -> Activation:
    return Activation(number, version, number - 1, "promoted", AT, "lan")


def told(metrics: Metrics, version: str) -> float | None:
    return metrics.registry.get_sample_value("haichieu_model_active", {"version": version})


async def test_the_one_that_ships_judges_until_people_say_otherwise(
    judge: ActiveJudge, shelf: Shelf, metrics: Metrics
) -> None:
    await judge.start()
    assert judge().model == packaged()
    shelf.said = promoted(1, "next")
    await judge.look()
    assert judge().model.version == "next"
    assert (told(metrics, "next"), told(metrics, packaged().version)) == (1.0, None)


async def test_a_look_that_finds_nothing_new_builds_nothing(judge: ActiveJudge, shelf: Shelf) -> None:
    shelf.said = promoted(1, "next")
    await judge.look()
    before = judge()
    await judge.look()
    assert judge() is before


async def test_a_batch_keeps_the_judge_it_asked_for(judge: ActiveJudge, shelf: Shelf) -> None:
    in_hand = judge()
    shelf.said = promoted(1, "next")
    await judge.look()
    assert in_hand.model.version == packaged().version != judge().model.version


async def test_what_cannot_be_had_ends_a_start_and_changes_nothing_later(
    judge: ActiveJudge, shelf: Shelf, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    shelf.said, shelf.damaged = promoted(1, "next"), True
    with pytest.raises(CannotJudge, match="haichieu classify rollback"):
        await judge.start()
    rests = iter([None, None])

    async def rest(_seconds: float) -> None:
        if next(rests, StopIteration) is StopIteration:
            raise Transient("the test is over")

    monkeypatch.setattr(active.asyncio, "sleep", rest)
    with pytest.raises(Transient):
        await judge.run()
    assert "the model stays" in caplog.text
    assert judge().model == packaged()
