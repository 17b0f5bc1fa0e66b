"""Which union answers, by places and day."""

from datetime import date

import pytest

from classify.judgement import Judge, Place
from classify.routing import Unit, Units
from haichieu.commands.classify import packaged_units

NOW, BEFORE = date(2026, 11, 24), date(2024, 5, 6)
JUDGE, PACKAGED = Judge(), packaged_units()


def units() -> Units:
    ended = date(2025, 6, 30)
    return Units(
        [
            Unit("province", True, frozenset(), valid_from=date(2025, 7, 1)),
            Unit("province-before", True, frozenset(), valid_to=ended),
            Unit("parks", False, frozenset(), frozenset({"khu công nghiệp"}), date(2025, 7, 1)),
            Unit("sa-pa", False, frozenset({"03006"}), valid_from=date(2025, 7, 1)),
            Unit("bac-ha", False, frozenset({"huyện Bắc Hà"}), valid_to=ended),
        ]
    )


SA_PA, BAC_HA = Place("03006", "Phường Sa Pa"), Place("02839", "Xã Bắc Hà")
WHOLE = Place("", "Tỉnh Lào Cai")


@pytest.mark.parametrize(
    ("places", "in_park", "day", "answering"),
    [
        ((SA_PA,), False, NOW, ("sa-pa",)),
        ((SA_PA,), False, BEFORE, ("province-before",)),
        ((BAC_HA,), False, BEFORE, ("bac-ha",)),
        ((BAC_HA,), False, NOW, ("province",)),
        ((BAC_HA, SA_PA), False, NOW, ("province", "sa-pa")),
        ((SA_PA,), True, NOW, ("parks", "sa-pa")),
        ((WHOLE,), False, NOW, ("province",)),
        ((), True, NOW, ()),
    ],
)
def test_the_one_that_answers_first_comes_first(
    places: tuple[Place, ...], in_park: bool, day: date, answering: tuple[str, ...]
) -> None:
    assert units().answering(places, in_park=in_park, day=day) == answering


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("Công nhân phường Sa Pa bị nợ lương", "cd-sa-pa"),
        ("Công nhân xã Y Tý bị nợ lương", "ldld-tinh"),
        ("Công nhân Gang thép Lào Cai bị nợ lương", "ban-cd-kcn"),
        ("Công nhân khu công nghiệp Âu Lâu, Lào Cai bị nợ lương", "ban-cd-kcn"),
        ("cong nhan tang loong bi no luong", "ban-cd-kcn"),
        ("LĐLĐ tỉnh Lào Cai tặng quà công nhân", "ldld-tinh"),
    ],
)
def test_a_headline_finds_its_union_in_the_table_that_ships(title: str, first: str) -> None:
    judgement = JUDGE.judge(title, "")
    assert PACKAGED.answering(judgement.places, in_park=judgement.in_park, day=NOW)[0] == first
