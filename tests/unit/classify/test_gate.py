"""Which candidate is let through."""

from dataclasses import replace

import pytest

from classify.judgement.model_file import BadModel, packaged, read, write
from classify.learning.examples import Example, Gold
from classify.learning.gate import ENOUGH, Compared, Sets, compare, measure, table
from classify.learning.gold import gold
from classify.learning.lessons import KIND
from haichieu.commands.classify import packaged_units

HELD = [
    Example(
        f"v{i}",
        f"Chợ phiên Bắc Hà đông khách {i}",
        "Người lao động về quê.",
        f"v{i}",
        KIND,
        "",
        "",
        Gold(relevant=True),
    )
    for i in range(ENOUGH)
]


def fallen(held: list[Example], **changes: float) -> list[tuple[str, str]]:
    sets = Sets(gold(), held, packaged_units())
    before, after = (measure(model, sets) for model in (packaged(), replace(packaged(), **changes)))
    return [(row.set, row.figure) for row in compare(before, after, len(held)) if row.fell]


def test_the_same_model_passes() -> None:
    assert fallen(HELD) == []


def test_the_gold_set_refuses() -> None:
    assert ("gold", "all/relevance/yes/recall") in fallen([], yes=0.95)


def test_held_out_verdicts_refuse_once_there_are_enough() -> None:
    enough, too_few = fallen(HELD, unsure=0.4), fallen(HELD[1:], unsure=0.4)
    assert [one for one in enough if one[0] == "verdicts"] == [("verdicts", "all/relevance/recall_with_unsure")]
    assert [one for one in too_few if one[0] == "verdicts"] == []


def test_a_figure_that_is_gone_fell_and_a_new_one_is_no_matter() -> None:
    assert Compared("gold", "x", 0.5, None, True).fell
    assert not Compared("gold", "x", None, 0.5, True).fell
    assert not Compared("gold", "all/relevance/unsure_share", 0.5, 0.4, True).fell


def test_the_table_names_what_fell_and_what_cannot_decide() -> None:
    lines = table([Compared("gold", "a", 0.9, 0.8, True), Compared("verdicts", "b", 0.9, None, False)]).splitlines()
    assert (lines[1].split()[-1], lines[2].endswith("too few to decide")) == ("fell", True)


@pytest.mark.parametrize(
    "damage", [('"yes":0.', '"yes":NaN,"no":0.'), ('"tone"', '"mood"'), ('"weights":{', '"weights":{"zz zz":"b",')]
)
def test_a_file_with_a_number_or_a_layer_missing_is_no_model(damage: tuple[str, str]) -> None:
    content = write(packaged()).replace("\n", "")
    assert damage[0] in content
    with pytest.raises(BadModel):
        read(content.replace(*damage))
