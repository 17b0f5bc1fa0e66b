import pytest

from classify.judgement import Judge
from classify.judgement.divisions import load_communes
from classify.judgement.places import load_names

JUDGE = Judge()


def province(text: str, title: str = "") -> float:
    return JUDGE.judge(title, text).province


def codes(text: str, title: str = "") -> list[str]:
    return [place.code for place in JUDGE.judge(title, text).places]


def test_the_gazetteer_has_the_99_communes_and_each_name_leads_to_one() -> None:
    communes = load_communes()
    assert len(communes) == 99
    assert {name.code for name in load_names() if name.code} == communes.keys()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Mỏ đá ở Lục Yên ngừng khai thác", "04303"),
        ("Chợ phiên Si Ma Cai họp sớm", "02809"),
        ("Tổ dân phố ở phường Trung Tâm, tỉnh Lào Cai", "04663"),
        ("Nhà máy tại huyện Văn Bàn mở lại", "03082"),
        ("Trường học xã Nậm Xây dột nát", "03121"),
        ("Trạm y tế phường Lào Cai đông bệnh nhân", "02647"),
        ("Nhà xưởng trong KCN Tằng Loỏng", "02908"),
        ("cty o xa Bao Thang no luong", "02905"),
    ],
)
def test_a_place_of_the_province_is_recognised_and_led_to_its_commune_of_today(text: str, code: str) -> None:
    assert code in codes(text)
    assert province(text) >= 0.5


@pytest.mark.parametrize(
    "text", ["Họp báo ở Yên Bái", "Du khách đến SaPa", "hop bao o Yen Bai", "Tin từ #laocai hôm nay"]
)
def test_the_province_has_several_spellings(text: str) -> None:
    assert province(text) >= 0.5


def test_the_province_alone_is_named_when_no_commune_is() -> None:
    assert codes("Hội nghị của tỉnh Lào Cai") == [""]


@pytest.mark.parametrize(
    "text",
    [
        "Cuộc sống yên bình và hạnh phúc ở trung tâm thành phố",
        "Ngành cơ khí chế tạo cần thợ",
        "Ông Trần Bắc Hà bị xét xử, gia đình ông Bắc Hà kháng cáo",
        "Xã Yên Bình, huyện Thạch Thất, Hà Nội có chợ mới",
        "Công nhân ở phường Nghĩa Lộ, Quảng Ngãi được khám bệnh",
        "Công đoàn Bắc Hà Nội họp bàn",
        "Chị bảo yên tâm đi, mọi việc đâu vào đấy",
        "bao yen tam di, moi viec dau vao day",
        "UBND tỉnh Khánh Hòa ban hành kế hoạch",
        "Xe khách lật trên cao tốc Nội Bài – Lào Cai đoạn qua Phú Thọ",
        "ket xe cao toc noi bai lao cai doan qua phu tho",
        "Trời lạnh, phố cổ hôm nay mờ sương như Sa Pa",
        "van ban nay da het hieu luc",
    ],
)
def test_a_namesake_a_word_or_a_road_is_not_the_province(text: str) -> None:
    assert province(text) < 0.5


def test_a_namesake_with_its_unit_word_alone_is_left_to_a_person() -> None:
    assert 0.2 < province("Cháy kho hàng tại xã Hợp Thành", "Cháy kho hàng") < 0.5


def test_another_sign_of_the_province_settles_a_namesake() -> None:
    assert "02680" in codes("Cháy kho hàng tại xã Hợp Thành, tỉnh Lào Cai")


def test_one_name_in_a_list_of_provinces_says_little() -> None:
    listed = province("Mưa lớn ở Sơn La, Điện Biên, Lào Cai, Hà Giang và Cao Bằng")
    assert listed < province("Mưa lớn ở Lào Cai") - 0.2


def test_a_title_about_another_province_outweighs_a_mention() -> None:
    text = "Hai thợ điện quê Lào Cai gặp nạn khi kéo dây."
    often = f"{text} Họ từ Bát Xát, Sa Pa và Bắc Hà, tỉnh Lào Cai xuống; gia đình ở Lào Cai đang chờ tin. "
    assert province(often * 3, "Tai nạn ở Bình Dương") < 0.4
    assert province(text, "Tai nạn ở Bình Dương") < 0.5 <= province(text, "Tai nạn khi kéo dây điện ở Lào Cai")


@pytest.mark.parametrize("title", ["Xã Mỏ Vàng có đường mới", "Đường mới ở Mỏ Vàng", "Chợ phiên Minh Lương đông khách"])
def test_a_word_inside_a_name_that_is_written_as_one_says_nothing_of_work(title: str) -> None:
    judgement = JUDGE.judge(title, "Xã vùng cao của tỉnh Lào Cai vừa khánh thành tuyến đường.")
    assert [one.word for one in judgement.evidence if one.axis != "province"] == []


def test_a_gold_mine_is_no_commune_without_a_second_sign() -> None:
    mine = JUDGE.judge("Sập mỏ vàng, hai người chết", "Hai phu vàng bị vùi khi đào ở mỏ vàng trên núi.")
    assert (mine.places, mine.province) == ((), 0.0)
    assert "mỏ vàng" in {one.word for one in mine.evidence if one.axis == "labour"}
    commune = JUDGE.judge("Sập nhà ở xã Mỏ Vàng, hai người chết", "Vụ việc ở tỉnh Lào Cai.")
    assert [place.name for place in commune.places] == ["Xã Mỏ Vàng"]
