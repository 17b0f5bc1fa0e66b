"""A misspelt place is told with near ones before a case is filed; sent again as it is, it is meant so."""

from dataclasses import replace

import httpx
from starlette.applications import Starlette
from tests.forms import forms_of
from tests.unit.casework.console import OFFICER, MemoryViews, OpenGate

from casework.communefile import load_communes
from casework.http.console import console_routes
from casework.http.order_desk import OrderDesk
from casework.http.pages import Pages
from casework.http.unknown_places import told_of, unknown_places
from casework.testing import AT, in_memory_works, the_means

COMMUNES = load_communes()
CALL = {"title": "Nợ lương", "says": "Ba tháng", "outlet_name": "Đường dây nóng", "medium": "phone"}


def test_what_is_known_however_it_is_typed_is_not_asked_about() -> None:
    assert unknown_places("Phường Cam Đường\r\ncam duong\n02671\n\n", COMMUNES) == []
    assert unknown_places("Cam Đuongg\r\nHà Nội", COMMUNES) == ["Cam Đuongg", "Hà Nội"]
    assert "có phải Phường Cam Đường" in told_of(["Cam Đuongg"], COMMUNES)


async def test_it_is_filed_when_the_same_places_are_sent_again() -> None:
    means = replace(the_means(lambda: "id"), communes=COMMUNES)
    desk = OrderDesk(in_memory_works(), lambda: means, lambda: AT)
    app = Starlette(routes=console_routes(MemoryViews(), Pages(OpenGate(OFFICER)), desk, ()))  # type: ignore[arg-type]  # rows in memory
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://console") as client:
        asked = await client.post("/lap-ho-so", data=CALL | {"places": "Cam Đuongg\r\nHà Nội"})
        assert asked.status_code == 422
        assert "“Cam Đuongg” không phải xã, phường của tỉnh; có phải Phường Cam Đường" in asked.text
        again = forms_of(asked.text)["lap-ho-so"].values
        other = await client.post("/lap-ho-so", data=again | {"places": "Sa Paa"})
        assert other.status_code == 422, "only what was told can be meant so"
        assert (await client.post("/lap-ho-so", data=again)).status_code == 303
