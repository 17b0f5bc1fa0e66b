"""The request to an outlet: two tracks, two laws, every medium; and the copies by date."""

from itertools import product

import pytest
from tests.unit.casework.letters.papers import example, read, rendered

from casework.letters.errors import CaseUnreadable, LawUndecided, NoRow

CONCLUSION = {
    "issuer": "Thanh tra tỉnh Lào Cai",
    "document": "Kết luận số 12/KL-TTr",
    "date": "2026-11-21",
    "finding": "Nội dung tác phẩm nêu không đúng sự thật.",
    "reached_outlet_at": None,
}
IN_2022 = {
    "work": {"published_at": "2022-08-15T08:00:00+07:00"},
    "received_at": "2022-08-18T09:00:00+07:00",
}
IN_2026 = {
    "work": {"published_at": "2026-11-20T08:00:00+07:00"},
    "received_at": "2026-11-24T09:00:00+07:00",
}


def medium(name: str) -> dict[str, object]:
    return {"outlet": {"medium": name}}


def test_the_letter_holds_the_whole_checklist():
    text = read("correction").text()
    facts = example("correction")
    for wanted in (
        facts["outlet"]["name"],
        facts["outlet"]["owner"],
        facts["work"]["title"],
        facts["work"]["section"],
        facts["work"]["url"],
        "08 giờ 05 phút, ngày 20 tháng 11 năm 2026",
        *(one["quote"] for one in facts["statements"]),
        "đã trả đủ ngày 12 tháng 11 năm 2026",
        *facts["evidence"],
        f"ảnh hưởng đến {facts['harmed']}",
        facts["contact"]["phone"],
        facts["contact"]["email"],
    ):
        assert wanted in text


@pytest.mark.parametrize("when", [IN_2026, IN_2022 | {"copies": ["Nơi nhận"]}])
@pytest.mark.parametrize("name", ["online", "daily", "tv"])
def test_a_reply_by_right_asks_for_its_publication_and_for_nothing_else(when, name):
    document = read("correction", **when, **medium(name), harmed=None)
    assert document.one("HC Trích yếu công văn").text == "V/v phản hồi thông tin trên Báo Ví dụ"
    assert "về quyền phản hồi" in document.body()
    assert "trên chính sản phẩm báo chí" in document.body()
    assert "đề nghị thông báo bằng văn bản và nêu rõ lý do" in document.body()
    for of_a_correction in ("cải chính", "xin lỗi", "Gỡ bỏ", "văn bản kết luận", "uy tín", "danh dự", "ảnh hưởng"):
        assert of_a_correction not in document.text()


def test_its_copy_calls_it_a_reply():
    text = read("copy", **IN_2026).text()
    assert "gửi Báo Ví dụ phản hồi thông tin (gửi kèm)" in text
    assert "đề nghị cải chính" not in text


def test_harm_is_claimed_in_a_persons_words_or_not_at_all():
    assert "ảnh hưởng" not in read("correction", **IN_2026, conclusion=CONCLUSION, harmed=None).body()
    said = read("correction", **IN_2026, harmed="quyền lợi của ông A.").body()
    assert "không đúng sự thật, ảnh hưởng đến quyền lợi của ông A, cụ thể" in said


def test_with_one_correction_is_a_duty():
    document = read("correction", **IN_2026, conclusion=CONCLUSION)
    assert document.one("HC Trích yếu công văn").text.startswith("V/v đề nghị cải chính, xin lỗi thông tin")
    assert "Kết luận số 12/KL-TTr ngày 21 tháng 11 năm 2026" in document.body()
    assert "cơ quan báo chí phải đăng, phát nội dung cải chính, xin lỗi" in document.body()
    assert "Điều 34 Luật Báo chí số 126/2025/QH15" in document.body()
    assert "Xem xét" not in document.body()
    assert "ngay khi nhận được văn bản kết luận" in document.body()


@pytest.mark.parametrize("issuer", ["Liên đoàn Lao động tỉnh Lào Cai", "Công đoàn phường Sa Pa"])
def test_a_unions_own_conclusion_is_none_of_the_state(issuer):
    with pytest.raises(CaseUnreadable, match="không phải văn bản của cơ quan nhà nước"):
        rendered("correction", conclusion={**CONCLUSION, "issuer": issuer})


@pytest.mark.parametrize(
    ("when", "law", "spokesperson"),
    [
        (IN_2022, "khoản 1 và khoản 2 Điều 43 Luật Báo chí số 103/2016/QH13", "09/2017/NĐ-CP"),
        (IN_2026, "Điều 36 Luật Báo chí số 126/2025/QH15", "244/2026/NĐ-CP"),
    ],
)
def test_the_ground_follows_the_date(when, law, spokesperson):
    text = read("correction", **when, copies=["Nơi nhận"]).body()
    assert law in text
    assert f"vận dụng {'điểm c' if '09' in spokesperson else 'khoản 6'}" in text
    assert spokesperson in text
    assert ("237/2026" in text) == (when is IN_2026)
    assert ("103/2016" in text) == (when is IN_2022)


@pytest.mark.parametrize(
    ("when", "name", "words"),
    [
        (IN_2022, "online", "đăng, phát ngay khi nhận được văn bản này"),
        (IN_2026, "online", "đăng, phát ngay khi nhận được văn bản này"),
        (IN_2026, "press_social_channel", "đăng, phát ngay khi nhận được văn bản này"),
        (IN_2022, "daily", "trong thời hạn 02 ngày kể từ ngày nhận được văn bản này (nếu nhận ngày 18 tháng 8 năm 2022 "
         "thì chậm nhất hết ngày 20 tháng 8 năm 2022)"),
        (IN_2026, "tv", "trong thời hạn 02 ngày kể từ ngày nhận được văn bản này (nếu nhận ngày 24 tháng 11 năm 2026 "
         "thì chậm nhất hết ngày 26 tháng 11 năm 2026)"),
        (IN_2026, "radio", "trong thời hạn 02 ngày"),
        (IN_2022, "weekly", "đăng, phát trong số ra gần nhất"),
        (IN_2026, "magazine", "đăng, phát trong số ra gần nhất"),
        (IN_2022, "magazine_gt30", "trả lời bằng văn bản ngay khi nhận được văn bản này và đăng, phát trong số ra gần"),
        (IN_2026, "magazine_gt30", "trả lời bằng văn bản trong thời hạn 02 ngày kể từ ngày nhận được văn bản này (nếu"),
    ],
)  # fmt: skip
def test_the_deadline_of_each_medium(when, name, words):
    changes = {key: value for key, value in when.items() if key != "work"}
    text = read("correction", **changes, work=when["work"], **medium(name), copies=["Nơi nhận"]).body()
    assert words in text


@pytest.mark.parametrize(("when", "name"), list(product((IN_2022, IN_2026), ("online",))))
def test_at_once_is_never_given_a_number(when, name):
    done = rendered("correction", **when, **medium(name), copies=["Nơi nhận"])
    assert {due.rule.unit for due in done.draft.dues} == {"now"}
    for number in ("giờ kể từ", "ngày kể từ ngày nhận", "24 giờ", "chậm nhất"):
        assert number not in read("correction", **when, **medium(name), copies=["Nơi nhận"]).body()


def test_the_next_issue_is_named_when_known():
    text = read("correction", **medium("weekly"), next_issue="2026-12-01").body()
    assert "số ra gần nhất (ngày 01 tháng 12 năm 2026)" in text


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("online", "chuyên mục riêng trên trang chủ"),
        ("daily", "tại trang hai"),
        ("magazine", "tại trang cuối"),
        ("tv", "hoặc chuyên mục tương đương"),
        ("press_social_channel", "không hạn chế người xem"),
    ],
)
def test_the_place_of_each_medium(name, place):
    assert place in read("correction", **IN_2026, **medium(name), conclusion=CONCLUSION).body()


def test_seven_days_are_printed_as_law_only_where_they_are_verified():
    assert "ít nhất 07 ngày" in read("correction", **IN_2022, copies=["Nơi nhận"], conclusion=CONCLUSION).body()
    done = rendered("correction", **IN_2026, conclusion=CONCLUSION)
    assert "07 ngày" not in read("correction", **IN_2026, conclusion=CONCLUSION).body()
    assert any("chưa kiểm chứng" in note for note in done.draft.notes)


def test_only_an_online_paper_is_asked_to_remove():
    concluded = {**IN_2026, "conclusion": CONCLUSION}
    assert "Gỡ bỏ thông tin" in read("correction", **concluded).body()
    assert "Gỡ bỏ thông tin" not in read("correction", **concluded, **medium("daily")).body()
    assert "phát ý kiến phản hồi" in read("correction", **medium("tv")).body()


@pytest.mark.parametrize("name", ["facebook", "forum", "aggregator"])
def test_what_is_no_press_has_no_correction(name):
    with pytest.raises(NoRow, match="không phải cải chính"):
        rendered("correction", **medium(name))


def test_a_press_channel_had_no_rule_before_the_law_of_2026():
    with pytest.raises(NoRow, match="103/2016"):
        rendered("correction", **IN_2022, **medium("press_social_channel"), copies=["Nơi nhận"])


STRADDLING = {"work": {"published_at": "2026-06-28T08:00:00+07:00"}, "received_at": "2026-07-03T09:00:00+07:00"}


def test_a_matter_between_two_laws_is_for_a_lawyer():
    with pytest.raises(LawUndecided, match=r"luat-2016.*luat-2025"):
        rendered("correction", **STRADDLING)


@pytest.mark.parametrize(("law", "unit"), [("luat-2016", "now"), ("luat-2025", "d")])
def test_the_lawyers_choice_decides_wording_and_clocks(law, unit):
    done = rendered("correction", **STRADDLING, law=law, **medium("magazine_gt30"))
    assert {due.rule.unit for due in done.draft.dues if due.rule.part == "reply"} == {unit}
    assert done.draft.fields["law"]["right"].endswith("103/2016/QH13" if law == "luat-2016" else "126/2025/QH15")


def test_a_day_before_every_law_is_refused():
    old = {"work": {"published_at": "2015-01-01T08:00:00+07:00"}, "received_at": "2015-01-02T08:00:00+07:00"}
    with pytest.raises(NoRow, match="01/01/2015"):
        rendered("correction", **old, copies=["Nơi nhận"])


def copies(**changes):
    return rendered("correction", **changes).draft.fields["copies"][1:]


def test_the_copies_follow_the_date():
    assert copies(**IN_2022) == [
        "Ban Tuyên giáo Tỉnh ủy",
        "Sở Thông tin và Truyền thông",
        "Thường trực Liên đoàn Lao động tỉnh",
    ]
    assert copies(**IN_2026)[:2] == ["Ban Tuyên giáo và Dân vận Tỉnh ủy", "Sở Văn hóa, Thể thao và Du lịch"]


def test_a_unit_sends_its_third_copy_to_the_federation():
    assert copies(letterhead={"level": "unit"})[2] == "Liên đoàn Lao động tỉnh Lào Cai"


def test_when_a_name_is_not_known_the_program_asks_and_takes_the_answer():
    between = {"work": {"published_at": "2025-04-01T08:00:00+07:00"}, "received_at": "2025-04-03T08:00:00+07:00"}
    with pytest.raises(NoRow, match="copies"):
        rendered("correction", **between)
    assert copies(**between, copies=["Cơ quan đã hỏi"]) == ["Cơ quan đã hỏi"]


def test_the_copy_goes_to_the_oversight_bodies_and_names_the_request():
    document = read("copy")
    assert [one.text for one in document.styled("HC Kính gửi nhiều nơi")] == [
        "- Ban Tuyên giáo và Dân vận Tỉnh ủy;",
        "- Sở Văn hóa, Thể thao và Du lịch.",
    ]
    assert "Văn bản số 05/LĐLĐ-CTCĐ ngày 24 tháng 11 năm 2026" in document.body()
    assert "để nắm bắt, xử lý hoặc phối hợp" in document.body()
    assert "Đến nay chưa có văn bản kết luận" in document.body()
    assert "Căn cứ Điều 34" in read("copy", conclusion=CONCLUSION).body()


def test_a_copy_before_the_request_has_left_is_refused():
    with pytest.raises(CaseUnreadable, match="sent"):
        rendered("copy", sent=None)
