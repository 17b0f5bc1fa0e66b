import unicodedata
from typing import Literal

import pytest

from classify.judgement import Judge
from classify.judgement.lexicon import TOPICS, load_terms
from classify.judgement.model_file import packaged

JUDGE = Judge()


@pytest.mark.parametrize(
    ("title", "text", "topic"),
    [
        ("Thợ lò mỏ đồng ở Bát Xát bị đá rơi trúng, tử vong", "Vụ tai nạn xảy ra trong ca đêm.", "accident"),
        ("Nổ lớn trong nhà máy ở Tằng Loỏng, một người chết", "Công an đang khám nghiệm.", "accident"),
        ("LĐLĐ tỉnh Lào Cai trao 300 suất quà cho công nhân", "Chương trình Tết Sum vầy lần thứ tám.", "welfare"),
        ("Văn Chấn: công nhân may ngừng việc tập thể", "Họ đòi công ty trả lương đúng hạn.", "strike"),
        ("Công ty ở Bảo Yên nợ lương công nhân ba tháng", "Nhiều người phải vay tiền sống qua ngày.", "wage"),
        ("Doanh nghiệp ở Sa Pa trốn đóng BHXH", "Người lao động đi khám mới biết.", "social_insurance"),
        ("Công đoàn xã Lục Yên đại hội lần thứ nhất", "Đại hội bầu ban chấp hành nhiệm kỳ mới.", "union_org"),
        ("Yên Bái bàn giao nhà Mái ấm công đoàn", "Gia đình đoàn viên được hỗ trợ xây nhà.", "housing"),
        ("Ngày hội việc làm ở Mường Khương", "Hàng chục doanh nghiệp tuyển dụng lao động.", "employment"),
        ("Lào Cai tôn vinh công nhân lao động giỏi", "Phong trào thi đua có nhiều sáng kiến.", "emulation"),
    ],
)
def test_news_about_workers_of_the_province_is_relevant(title: str, text: str, topic: str) -> None:
    judgement = JUDGE.judge(title, text)
    assert judgement.relevant == "yes"
    assert judgement.topic == topic


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Tiền đạo đình công, đội bóng Lào Cai thua trận", "HLV cho biết cầu thủ không muốn ra sân."),
        ("Nữ công nhân trúng số độc đắc ở Lào Cai", "Tờ vé số được mua ở chợ."),
        ("Công ty ở Đồng Nai nợ lương công nhân", "Hàng trăm người lao động bức xúc."),
        ("Mưa đá ở Bắc Hà, Lào Cai", "Nhiều mái nhà bị thủng, hoa màu dập nát."),
        ("Bắt nghi phạm sát hại nữ công nhân ở Yên Bái", "Hung thủ bị truy nã từ năm trước."),
        ("Vận động viên nhận Huân chương Lao động", "Lễ trao tổ chức tại Lào Cai."),
        ("Tai nạn trên cao tốc Nội Bài - Lào Cai", "Xe tải chở công nhân va chạm ở Vĩnh Phúc."),
        ("", "Máy giặt ở Sa Pa đình công mất rồi, ai sửa giúp với"),
    ],
)
def test_what_only_sounds_like_it_is_not_taken_for_sure(title: str, text: str) -> None:
    assert JUDGE.judge(title, text).relevant != "yes"


FILLER = "Người dân quanh vùng kể lại sự việc với nhiều chi tiết khác nhau, ai nấy đều bàng hoàng. " * 7


def test_what_the_victims_were_doing_counts_far_down() -> None:
    title = "Hai người tử vong khi vách đất đổ ở Cam Đường, Lào Cai"
    silent = JUDGE.judge(title, FILLER + "Chính quyền đã đến thăm hỏi gia đình.")
    told = JUDGE.judge(title, FILLER + "Chủ nhà thuê nhóm thợ; trong quá trình thi công, đất trượt xuống hai lao động.")
    assert silent.labour < 0.1 < 0.4 < told.labour
    assert "quá trình thi công" in {one.word for one in told.evidence if one.axis == "labour"}


def test_what_fell_is_no_accident_at_work_unless_somebody_was_hurt() -> None:
    fallen = "Cầu đang thi công ở Văn Bàn, Lào Cai bị sập, vùi lấp máy móc của đơn vị thi công."
    nobody = JUDGE.judge("Sập cầu đang thi công ở Văn Bàn", fallen + " Rất may không có ai bị thương.")
    somebody = JUDGE.judge("Sập cầu đang thi công ở Văn Bàn", fallen + " Hai người tử vong tại chỗ.")
    assert (nobody.relevant, somebody.relevant) == ("no", "yes")


def variants(post: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFD", post.replace("đ", "d")) if not unicodedata.combining(c))
    return [post, plain, post.upper(), unicodedata.normalize("NFD", post), post.replace("o", "о")]


@pytest.mark.parametrize(
    "written", variants("Anh em công nhân mỏ ở Văn Yên bị nợ lương hai tháng rồi, không ai trả lời")
)
def test_a_post_is_judged_alike_however_it_is_written(written: str) -> None:
    judgement = JUDGE.judge("", written)
    assert (judgement.relevant, judgement.topic, judgement.tone) == ("yes", "wage", "critical")
    assert [place.code for place in judgement.places] == ["04375"]


def test_chat_abbreviations_count_in_posts_and_not_in_the_press() -> None:
    assert JUDGE.judge("", "cn cty may o tinh lc cham lg 2 thang").relevant == "yes"
    assert JUDGE.judge("Lịch nghỉ lễ", "Nghỉ bù vào CN tuần sau. " * 40).labour < 0.2


@pytest.mark.parametrize(
    ("text", "tone", "urgency"),
    [
        ("Công nhân tử vong trong hầm lò, một người nguy kịch", "neutral", "high"),
        ("Công đoàn tặng quà, tri ân công nhân nhân dịp Tết sum vầy", "praise", "low"),
        ("Bức xúc vì công ty nợ lương, chây ì không trả", "critical", "normal"),
    ],
)
def test_tone_and_urgency(text: str, tone: str, urgency: str) -> None:
    judgement = JUDGE.judge("", text)
    assert (judgement.tone, judgement.urgency) == (tone, urgency)


def test_the_title_weighs_more_than_the_end_of_a_long_text() -> None:
    filler = "Thời tiết hôm nay đẹp, đường phố đông vui. " * 30
    ahead = JUDGE.judge("Công nhân Lào Cai gặp khó", filler)
    behind = JUDGE.judge("Chuyện trong ngày", filler + "Công nhân Lào Cai gặp khó.")
    assert ahead.relevant == "yes"
    assert behind.relevant == "no"


def test_length_is_not_relevance() -> None:
    often = JUDGE.judge("Chuyện phố", "Công ty có nhân viên mới ở Lào Cai. " * 50)
    assert often == JUDGE.judge("Chuyện phố", "Công ty có nhân viên mới ở Lào Cai. " * 500)
    assert often.relevant != "yes"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_evidence_points_into_the_original(form: Literal["NFC", "NFD"]) -> None:
    title = unicodedata.normalize(form, "Công  nhân mỏ ở Sa Pa")
    text = unicodedata.normalize(form, "Họ bị\u200b nợ lương, theo LĐLĐ tỉnh Lào Cai.")
    judgement = JUDGE.judge(title, text)
    original = f"{title}\n{text}"
    seen = {evidence.word: original[evidence.start : evidence.end] for evidence in judgement.evidence}
    assert unicodedata.normalize("NFC", seen["bị nợ lương"]) == "bị\u200b nợ lương"
    assert unicodedata.normalize("NFC", seen["công nhân"]) == "Công  nhân"
    assert unicodedata.normalize("NFC", seen["lào cai"]) == "Lào Cai"
    assert {"labour", "province", "topic:wage"} <= {evidence.axis for evidence in judgement.evidence}
    positions = [(evidence.start, evidence.end, evidence.axis) for evidence in judgement.evidence]
    assert positions == sorted(positions)


def test_nothing_to_say_about_nothing() -> None:
    judgement = JUDGE.judge("", "")
    assert (judgement.relevant, judgement.score, judgement.topic, judgement.tone, judgement.urgency) == (
        "no",
        0.0,
        "other",
        "neutral",
        "low",
    )
    assert not judgement.places
    assert not judgement.evidence


def test_no_word_stands_twice_in_the_lexicon() -> None:
    words = [term.word for term in load_terms()]
    assert sorted(words) == sorted(set(words))


def test_every_topic_can_be_reached_by_a_word_of_the_lexicon() -> None:
    reached = {JUDGE.judge("", f"công đoàn {word} công đoàn").topic for word in TOPIC_WORDS}
    assert reached >= set(TOPICS)


TOPIC_WORDS = (
    "tai nạn lao động",
    "kết nạp đoàn viên",
    "tết sum vầy",
    "giải bóng chuyền, hội thao, hội diễn",
    "phát động thi đua",
    "thỏa ước lao động tập thể",
    "mái ấm công đoàn",
    "ngày hội việc làm",
    "bộ luật lao động",
    "nợ lương",
    "đình công",
    "trốn đóng bhxh",
    "tham ô, biển thủ, chiếm đoạt",
)


def test_the_judgement_says_which_model_made_it() -> None:
    assert JUDGE.judge("", "x").model_version == packaged().version
