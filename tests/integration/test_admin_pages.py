"""Pages beside the cases: accounts, time limits, the trail, parked records, bodies: for those who may."""

import re
from urllib.parse import quote

import httpx
import pytest
from tests.browser import Desk
from tests.forms import all_forms, forms_of
from tests.house import OWN, PASSWORD, House
from tests.servers import LIVE

from casework.access.roles import PEOPLE
from casework.domain.life.life import Life
from casework.domain.roles import Role
from casework.http.formats import when
from casework.http.navigation import PLACES, places_of
from casework.store.audit import ENTRIES, SISTER
from shared.posting import Parcel, Record
from shared.store.parked import Parking

pytestmark = LIVE

SECRET = re.compile(r'<p class="secret">([^<]+)</p>')


async def desk(house: House, role: Role, **other: str) -> Desk:
    return Desk(await house.signed_in(role, **other))


@pytest.mark.parametrize("role", PEOPLE)
async def test_the_line_of_links_leads_to_what_its_reader_may_open_and_to_nothing_else(
    house: House, role: Role
) -> None:
    reader = await desk(house, role)
    account = await house.account(role)
    offered = [place.address for place in places_of(account.who())]
    shown = await reader.page("/thoi-han")
    for place in PLACES:
        assert (f'<a href="{place.address}"' in shown.partition("</header>")[0].partition("<nav")[2]) == (
            place.address in offered
        )
        assert await reader.status(place.address) == (200 if place.address in offered else 403)


async def test_somebody_new_comes_in_with_the_password_that_is_shown_once(house: House) -> None:
    admin = await desk(house, Role.ADMINISTRATOR)
    given = {"name": "le-hoa", "display_name": "Lê Thị Hoa", "role": "unit-officer", "unit_id": OWN}
    form = await admin.form("/tai-khoan", "tai-khoan")
    answer = await admin.send(form, **given)
    assert answer.status_code == 200, answer.text
    (secret,) = SECRET.findall(answer.text)
    again = await admin.send(form, **given)
    assert (again.status_code, SECRET.findall(again.text)) == (409, [])
    assert forms_of(again.text)["tai-khoan"].values["display_name"] == "Lê Thị Hoa"
    assert house.trail.actions()[-1] == "account.added"
    newcomer = house.stranger()
    first = await newcomer.post("/dang-nhap", data={"ten": "le-hoa", "mat_khau": secret, "toi": "/"})
    assert first.headers["location"] == "/"
    assert (await newcomer.get("/")).headers["location"] == "/mat-khau", "it is good for one thing"
    assert "Lê Thị Hoa" in await admin.page("/tai-khoan?sau=le-ho")


@pytest.mark.parametrize(
    ("wrong", "status", "told"),
    [
        ({"name": "Lê Hoa"}, 422, "Tên đăng nhập"),
        ({"role": ""}, 422, "Thiếu trường này."),
        ({"role": "unit-officer", "unit_id": ""}, 422, "phải thuộc đúng một đơn vị"),
        ({"role": "viewer", "unit_id": OWN}, 422, "vai trò khác thì không ghi đơn vị"),
    ],
)
async def test_an_account_that_cannot_be_is_said_why(
    house: House, wrong: dict[str, str], status: int, told: str
) -> None:
    admin = await desk(house, Role.ADMINISTRATOR)
    given = {"name": "le-hoa-2", "display_name": "Lê Thị Hoa", "role": "viewer"} | wrong
    answer = await admin.fill("/tai-khoan", "tai-khoan", **given)
    assert answer.status_code == status
    assert told in answer.text


async def test_suspended_at_once_restored_changed_and_reset(house: House) -> None:
    admin, account = await desk(house, Role.ADMINISTRATOR), await house.account(Role.VIEWER)
    theirs = house.stranger()
    await theirs.post("/dang-nhap", data={"ten": account.name, "mat_khau": PASSWORD, "toi": "/"})
    assert (await theirs.get("/")).status_code == 200
    page = f"/tai-khoan/{account.id}"
    stale = await admin.form(page, "change")
    await admin.done(page, "suspend")
    assert (await theirs.get("/")).status_code == 303, "the session has ended"
    assert "đã khóa" in await admin.page(page)
    await admin.done(page, "restore")
    old = await admin.send(stale, display_name="Tên khác")
    assert old.status_code == 412
    assert forms_of(old.text)["change"].values["display_name"] == "Tên khác"
    await admin.done(page, "change", role="watch-officer", display_name="Tên khác")
    assert "cán bộ theo dõi báo chí" in await admin.page(page)
    (secret,) = SECRET.findall((await admin.fill(page, "reset")).text)
    await theirs.post("/dang-nhap", data={"ten": account.name, "mat_khau": secret, "toi": "/"})
    assert (await theirs.get("/")).headers["location"] == "/mat-khau"


async def test_nobody_shuts_themselves_out_and_an_unknown_account_is_no_page(house: House) -> None:
    account = await house.account(Role.ADMINISTRATOR)
    client = house.stranger()
    await client.post("/dang-nhap", data={"ten": account.name, "mat_khau": PASSWORD, "toi": "/"})
    own = await Desk(client).fill(f"/tai-khoan/{account.id}", "suspend")
    assert own.status_code == 422
    assert "nhờ một người quản trị khác" in own.text
    assert await Desk(client).status("/tai-khoan/khong-co") == 404


async def test_a_page_that_is_not_there_still_knows_its_reader(house: House) -> None:
    reader = await desk(house, Role.VIEWER)
    missing = await reader.client.get("/khong-co")
    assert missing.status_code == 404
    assert "dang-xuat" in forms_of(missing.text)
    assert 'href="/danh-ba"' in missing.text
    stranger = await house.stranger().get("/khong-co", headers={"accept": "text/html"})
    assert (stranger.status_code, "Đăng xuất" in stranger.text) == (404, False)


async def test_the_rule_for_passwords_is_told_before_one_is_chosen(house: House) -> None:
    reader = await desk(house, Role.VIEWER)
    told = await reader.page("/mat-khau")
    assert "ít nhất 6 ký tự khác nhau" in told
    assert "công đoàn" in told


async def test_a_time_limit_is_explained_step_by_step_at_an_address_of_its_own(house: House) -> None:
    reader = await desk(house, Role.VIEWER)
    rules = await reader.page("/thoi-han")
    assert 'href="/thoi-han/COR_ONLINE"' in rules
    assert 'value="online"' not in (weekly := await reader.page("/thoi-han/COR_WEEKLY_MAG"))
    assert "COR_WEEKLY_MAG" not in re.findall("<h1>.*?</h1>", weekly)[0]
    assert "đã kiểm chứng" in rules
    before = await reader.page("/thoi-han?ngay=2020-05-01")
    assert before != rules
    wrong = await reader.client.get("/thoi-han?ngay=1.5.2020")
    assert (wrong.status_code, "Phải là ngày, ví dụ" in wrong.text) == (422, True)
    answer = await reader.page("/thoi-han/COR_ONLINE?at=2026-11-24T08:00&medium=online&next_issue=")
    assert "<li>" in answer.partition("</form>")[2].partition("<ol>")[2]
    assert "2026" in answer
    for bad in ("at=hom-nay&medium=online", "at=2026-11-24T08:00&medium=radio-x", "at=1890-01-01T00:00&medium=online"):
        found = await reader.client.get(f"/thoi-han/COR_ONLINE?{bad}")
        assert found.status_code == 422
        assert 'class="error"' in found.text
    missing = await reader.client.get("/thoi-han/KHONG_CO?at=2026-11-24T08:00&medium=online")
    assert missing.status_code == 404


async def test_the_trail_of_a_case_is_checked_and_what_was_altered_is_told(house: House) -> None:
    watch, auditor = await desk(house, Role.WATCH_OFFICER), await desk(house, Role.AUDITOR)
    await house.add_case("11111111-1111-7111-8111-111111111111", life=Life("verifying"))
    case = "/cases/11111111-1111-7111-8111-111111111111"
    await watch.done(case, "report-finding", text="Đã xem <bảng lương>")
    await watch.done(case, "report-finding", text="Đã gặp công nhân")
    for asked in (case.rpartition("/")[2], f"https://x.example{case}?dong=1"):
        page = await auditor.page(f"/nhat-ky?chuoi={quote(asked)}")
        assert "Nguyên vẹn:</strong> 2 mục" in page
        assert page.count("Ghi kết quả xác minh") == 2
        assert when(house.now) in page, "as on every page, in Vietnam's time"
    row = await house.store.collection("timeline").find_one(
        {"case_id": case.rpartition("/")[2], "kind": "finding-reported"}
    )
    assert row is not None
    of_person = await auditor.page(f"/nhat-ky?nguoi={row['actor']}")
    assert of_person.count("Ghi kết quả xác minh") == 2
    title = (await house.store.collection("cases").find_one({"_id": case.rpartition("/")[2]}) or {})["title"]
    assert f"hồ sơ “{title}”</a>" in of_person, "the case by its title, as far as it may be seen"
    assert f'href="/nhat-ky?chuoi={case.rpartition("/")[2]}"' in await auditor.page(case)
    assert "/nhat-ky" not in await watch.page(case)
    entries = house.store.collection(ENTRIES, SISTER)
    await entries.update_one({"chain": {"$regex": "^case/1111"}, "seq": 1}, {"$set": {"note": "khác"}})
    assert "KHÔNG NGUYÊN VẸN" in await auditor.page(f"/nhat-ky?chuoi={quote(case.rpartition('/')[2])}")
    await entries.delete_many({"chain": {"$regex": "^case/1111"}, "seq": 1})
    assert "Mục 1: " in await auditor.page(f"/nhat-ky?chuoi={quote(case.rpartition('/')[2])}")


async def test_the_trail_tells_nothing_of_a_case_that_is_not_to_be_seen(house: House) -> None:
    leader, admin = await desk(house, Role.LEADER), await desk(house, Role.ADMINISTRATOR)
    secret = "22222222-2222-7222-8222-222222222222"
    await house.add_case(secret, level="confidential", life=Life("verifying", level="confidential"))
    await leader.done(f"/cases/{secret}", "report-finding", text="Kín")
    row = await house.store.collection("timeline").find_one({"case_id": secret, "kind": "finding-reported"})
    assert row is not None
    assert await admin.status(f"/nhat-ky?chuoi={secret}") == 404
    assert secret not in (await admin.page(f"/nhat-ky?nguoi={row['actor']}")).partition("<table>")[2]
    assert "Không có mục nào" in await admin.page("/nhat-ky?chuoi=access/khong-co")


async def parked(house: House, offset: int) -> str:
    parking = Parking("casework", house.store, house.ground.work)
    record = Record("ingest.publication-captured.v1", 0, offset, 0, b"k", b'{"x": "<b>"}')
    await parking.park(Parcel(record, "casework", "NoSense", "thiếu <trường>", 3))
    row = await house.store.collection("parked").find_one({"status": "parked"})
    assert row is not None
    return str(row["_id"])


@pytest.mark.parametrize(("offset", "word", "status"), [(7, "replay", "replayed"), (8, "drop", "dropped")])
async def test_a_parked_record_is_shown_and_settled_once_by_name(
    house: House, offset: int, word: str, status: str
) -> None:
    admin, record_id = await desk(house, Role.ADMINISTRATOR), await parked(house, offset)
    assert f'href="/tam-giu/{record_id}"' in await admin.page("/tam-giu")
    shown = await admin.page(f"/tam-giu/{record_id}")
    assert "thiếu &lt;trường&gt;" in shown
    assert "{&#34;x&#34;: &#34;&lt;b&gt;&#34;}" in shown
    form = forms_of(shown)[word]
    assert (await admin.send(form)).headers["location"] == f"/tam-giu?xong={word}"
    row = await house.store.collection("parked").find_one({"_id": record_id})
    assert row is not None
    assert row["status"] == status
    assert house.trail.entries[-1].details == {"id": record_id}
    again = await admin.send(form)
    assert (again.status_code, "vừa được người khác" in again.text) == (409, True)
    assert await admin.status("/tam-giu/khong-co") == 404
    viewer = await desk(house, Role.VIEWER)
    assert (await viewer.client.post(form.action, data={"csrf": "x"})).status_code == 403


async def test_a_body_is_found_with_its_history(house: House) -> None:
    reader = await desk(house, Role.VIEWER)
    assert "Cam Đường" in await reader.page("/danh-ba?vai=unit&tim=cam+%C4%91%C6%B0%E1%BB%9Dng")
    old = await reader.page("/danh-ba?ngay=2024-01-01&vai=provincial")
    assert "ldld-tinh-truoc-2025" in old
    page = await reader.page("/danh-ba/ldld-tinh-truoc-2025")
    assert 'Nơi kế thừa: <a href="/danh-ba/ldld-tinh">' in page
    assert 'href="/danh-ba/ldld-tinh-truoc-2025"' in await reader.page("/danh-ba/ldld-tinh")
    wards = await reader.page("/danh-ba?tim=02671")
    assert "Phường Cam Đường" in wards.partition("<tbody>")[2], "a ward by its name, found by its code too"
    assert "02671" not in wards.partition("<tbody>")[2]
    assert await reader.status("/danh-ba/khong-co") == 404
    assert await reader.status("/danh-ba/nhap") == 403
    assert "Không có nơi nào khớp" in await reader.page("/danh-ba?tim=zzz")


async def test_the_table_goes_out_and_comes_in_whole_or_not_at_all(house: House) -> None:
    admin = await desk(house, Role.ADMINISTRATOR)
    content = (await admin.client.get("/danh-ba/tai-ve")).content
    table = content.decode("utf-8-sig")
    assert content.startswith(b"\xef\xbb\xbf")
    form = await admin.form("/danh-ba/nhap", "nhap")
    shown = await admin.send(form, bang=table)
    assert "Sẽ thêm" in shown.text
    assert await house.store.collection("bodies").count_documents({}) == 0, "looking changes nothing"
    sure = [one for one in all_forms(shown.text) if "chac" in one.values]
    done = await admin.send(sure[0])
    assert done.headers["location"].startswith("/danh-ba?xong=")
    assert await house.store.collection("bodies").count_documents({}) == table.count("\n") - 1
    bad = await admin.send(form, bang=table.replace("2025-07-01", "hôm qua", 1))
    assert bad.status_code == 422
    assert "dòng" in bad.text
    same = await admin.send(form, bang=table)
    assert "Sẽ thêm 0, sửa 0" in same.text
    assert not [one for one in all_forms(same.text) if "chac" in one.values]


async def test_the_table_comes_in_as_a_file_and_is_shown_first(house: House) -> None:
    admin = await desk(house, Role.ADMINISTRATOR)
    content = (await admin.client.get("/danh-ba/tai-ve")).content
    csrf = (await admin.form("/danh-ba/nhap", "nhap")).values["csrf"]

    async def upload(file: bytes, csrf: str = csrf, pasted: str = "") -> httpx.Response:
        files = {"tep": ("danh bạ.csv", file, "text/csv")}
        return await admin.client.post("/danh-ba/nhap", data={"csrf": csrf, "bang": pasted}, files=files)

    shown = await upload(content.replace(b"\n", b"\r\n"), pasted="không được xem")
    assert shown.status_code == 200, shown.text
    assert forms_of(shown.text)["nhap"].values["bang"].startswith("id,name,")
    spoiled = await upload(content.decode("utf-8-sig").encode("cp1258", "replace"))
    assert (spoiled.status_code, "CSV UTF-8" in spoiled.text) == (422, True)
    assert (await upload(content, csrf="của người khác")).status_code == 403
    broken = await admin.client.post(
        "/danh-ba/nhap", content=b"--x\r\n", headers={"content-type": "multipart/form-data"}
    )
    assert broken.status_code == 400
    assert (await upload(b"x" * 1_100_000)).status_code == 413
