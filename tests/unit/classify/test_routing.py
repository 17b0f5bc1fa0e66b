"""Which union answers and why, by what is named and by day."""

from datetime import date
from typing import Any

import pytest

from classify.judgement import Judge, Judgement, Place
from classify.routing import Units, named
from classify.unions import Unit
from haichieu.commands.classify import packaged_units

NOW, LAST_OF_DISTRICTS, FIRST_OF_COMMUNES = date(2026, 11, 24), date(2025, 6, 30), date(2025, 7, 1)
JUDGE, PACKAGED = Judge(), packaged_units()
SA_PA, BAC_HA = Place("03006", "Phường Sa Pa", 4.2), Place("02839", "Xã Bắc Hà", 4.0)
Y_TY, NGHIA_LO = Place("02701", "Xã Y Tý", 2.0), Place("04288", "Phường Nghĩa Lộ", 3.0)
WHOLE = Place("", "Tỉnh Lào Cai")
STEEL, APATITE = ("02908", "Gang thép Lào Cai"), ("02671", "Apatit")
TANG_LOONG, CAM_DUONG = Place("02908", "Xã Tằng Loỏng", 3.0), Place("02671", "Phường Cam Đường", 3.0)
BY_PROVINCE, BY_Y_TY = ("province", "province", "Lào Cai", True), ("province", "place", "Xã Y Tý", True)
BY_SA_PA, BY_PARKS = ("sa-pa", "place", "Phường Sa Pa", True), ("parks", "sector", "khu công nghiệp", True)
BY_STEEL, BY_APATITE = ("parks", "employer", STEEL[1], True), ("province", "employer", APATITE[1], True)


def units() -> Units:
    return Units(
        [
            Unit("province", True, frozenset(), valid_from=FIRST_OF_COMMUNES),
            Unit("province-before", True, frozenset(), valid_to=LAST_OF_DISTRICTS),
            Unit("parks", False, frozenset(), frozenset({"Khu công nghiệp"}), FIRST_OF_COMMUNES),
            Unit("schools", False, frozenset(), frozenset({"giáo dục"})),
            Unit("sa-pa", False, frozenset({"03006"}), valid_from=FIRST_OF_COMMUNES),
            Unit("bac-ha", False, frozenset({"huyện Bắc Hà"}), valid_to=LAST_OF_DISTRICTS),
        ]
    )


def judged(*places: Place, **other: Any) -> Judgement:
    return Judgement("yes", 0.9, 0.9, 0.9, "wage", "critical", "high", places, (), "rules-1", **other)


def answering(judgement: Judgement, day: date = NOW, title: str = "") -> list[tuple[str, str, str, bool]]:
    return [tuple(answer) for answer in units().answering(judgement, title, day)]


@pytest.mark.parametrize(
    ("judgement", "answers"),
    [
        (judged(SA_PA), [BY_SA_PA]),
        (judged(Y_TY), [BY_Y_TY]),
        (judged(SA_PA, Y_TY), [BY_SA_PA]),
        (judged(Y_TY, SA_PA._replace(weight=1.0)), [BY_Y_TY, BY_SA_PA]),
        (judged(SA_PA, in_park=True), [BY_PARKS, BY_SA_PA]),
        (judged(TANG_LOONG, in_park=True, employers=(STEEL,)), [BY_STEEL]),
        (judged(CAM_DUONG, employers=(APATITE,)), [BY_APATITE]),
        (judged(WHOLE), [BY_PROVINCE]),
        (judged(SA_PA, federation=True), [BY_PROVINCE, BY_SA_PA]),
        (judged(SA_PA._replace(weight=0.5)), [BY_PROVINCE, BY_SA_PA]),
        (judged(in_park=True), []),
    ],
)
def test_the_one_that_answers_first_comes_first_with_its_reason(
    judgement: Judgement, answers: list[tuple[str, str, str, bool]]
) -> None:
    assert answering(judgement) == answers


def test_when_two_unions_fit_equally_neither_is_certain() -> None:
    assert [(unit, certain) for unit, _, _, certain in answering(judged(SA_PA, BAC_HA))] == [("sa-pa", False)]
    assert [certain for *_, certain in answering(judged(BAC_HA, Y_TY._replace(weight=4.0)))] == [True]


def test_a_headline_about_a_sector_goes_to_its_union_where_there_is_one() -> None:
    title = "Giáo viên mầm non ở Sa Pa bị nợ lương"
    assert answering(judged(SA_PA), title=title)[0] == ("schools", "sector", "giáo dục", True)
    assert answering(judged(SA_PA), title="Y tá ở Sa Pa bị nợ lương")[0][0] == "sa-pa"


@pytest.mark.parametrize(
    ("day", "place", "first", "of"),
    [
        (LAST_OF_DISTRICTS, BAC_HA, "bac-ha", "Huyện Bắc Hà"),
        (FIRST_OF_COMMUNES, BAC_HA, "province", "Xã Bắc Hà"),
        (LAST_OF_DISTRICTS, Place("02842", "Xã Tả Củ Tỷ", 3.0), "bac-ha", "Huyện Bắc Hà"),
        (LAST_OF_DISTRICTS, SA_PA, "province-before", "Thị xã Sa Pa"),
        (FIRST_OF_COMMUNES, SA_PA, "sa-pa", "Phường Sa Pa"),
        # Yên Bái was another province then: whoever took over answers.
        (LAST_OF_DISTRICTS, NGHIA_LO, "province", "Thị xã Nghĩa Lộ"),
        (LAST_OF_DISTRICTS, WHOLE, "province-before", "Lào Cai"),
    ],
)
def test_districts_answer_until_they_ended_and_communes_since(day: date, place: Place, first: str, of: str) -> None:
    assert answering(judged(place), day)[0][::2] == (first, of)
    assert named(place, day) == (of if place.code else place.name)


@pytest.mark.parametrize(
    ("title", "text", "first"),
    [
        ("Công nhân phường Sa Pa bị nợ lương", "", "cd-sa-pa"),
        ("Công nhân xã Y Tý bị nợ lương", "", "ldld-tinh"),
        ("Công nhân Gang thép Lào Cai bị nợ lương", "", "ban-cd-kcn"),
        ("Công nhân khu công nghiệp Âu Lâu, Lào Cai bị nợ lương", "", "ban-cd-kcn"),
        ("cong nhan tang loong bi no luong", "", "ban-cd-kcn"),
        ("LĐLĐ tỉnh Lào Cai tặng quà công nhân", "Lễ trao quà ở phường Sa Pa, hàng trăm công nhân dự.", "ldld-tinh"),
        ("Thêm 40 công đoàn cơ sở", "LĐLĐ tỉnh Lào Cai vừa họp tại phường Yên Bái, tổng kết.", "ldld-tinh"),
        ("Nợ lương ở Sa Pa", "LĐLĐ tỉnh Lào Cai vừa đến phường Sa Pa gặp công nhân bị nợ lương.", "cd-sa-pa"),
    ],
)
def test_an_article_finds_its_union_in_the_table_that_ships(title: str, text: str, first: str) -> None:
    assert PACKAGED.answering(JUDGE.judge(title, text), title, NOW)[0].unit == first
