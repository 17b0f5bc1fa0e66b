"""An outlet's place for corrections: empty in the morning, filled in the afternoon, taken down when told so."""

from datetime import date

import httpx

from haichieu.sampleday import SampleDay, app

BASE = "http://ngay-mau.test"


async def test_a_correction_stands_at_its_place_in_the_afternoon_until_it_is_taken_down() -> None:
    day = SampleDay.on(date(2026, 11, 24))
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app(day)), base_url=BASE)
    place = "/nhip-ngay/cai-chinh/"
    page = f"{place}cai-chinh-bai-hon-400-cong-nhan-ngung-viec.html"
    assert page not in (await client.get(place)).text
    assert (await client.get(page)).status_code == 404
    day.advance()
    assert page in (await client.get(place)).text
    assert page in (await client.get("/")).text
    assert "Ngày 23/11/2026, chuyên mục Xã hội" in (await client.get(page)).text
    assert "cai-chinh/" not in (await client.get("/nhip-ngay/feed.xml")).text
    day.corrections_removed = True
    assert (await client.get(page)).status_code == 410
    assert page not in (await client.get("/")).text
