"""Every page can be gone through by keyboard: what a browser needs for that stands in its HTML."""

from collections import Counter
from html.parser import HTMLParser

import pytest
from tests.browser import Desk
from tests.house import House
from tests.integration.test_publications_judged import assess
from tests.servers import LIVE

from casework.domain.life.life import Life
from casework.domain.roles import Role

pytestmark = LIVE

FOCUSABLE = {"a", "button", "input", "select", "textarea", "summary"}
PAGES = (
    "/",
    "/chua-chac",
    "/van-ban",
    "/bao-cao",
    "/danh-ba",
    "/danh-ba/ldld-tinh",
    "/thoi-han",
    "/thoi-han/SPK_PUBLISH",
    "/mat-khau",
    "/lap-ho-so",
    "/cases/k1",
    "/cases/k1/letters/verification",
    "/khong-co",
)
ADMIN_PAGES = ("/tai-khoan", "/tam-giu", "/nhat-ky", "/nhat-ky?chuoi=access", "/danh-ba/nhap")


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.stops: list[tuple[str, dict[str, str]]] = []
        self.ids: Counter[str] = Counter()
        self.labelled: set[str] = set()
        self.keys: Counter[str] = Counter()
        self.faults: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids.update([given["id"]] if "id" in given else [])
        self.keys.update([given["accesskey"]] if "accesskey" in given else [])
        if tag == "label":
            self.labelled.add(given.get("for", ""))
        if "tabindex" in given and given["tabindex"] not in ("0", "-1"):
            self.faults.append(f"tabindex {given['tabindex']} breaks the order of the page")
        if any(name.startswith("on") for name in given):
            self.faults.append(f"<{tag}> waits for a script")
        if tag in FOCUSABLE and given.get("type") != "hidden" and (tag != "a" or "href" in given):
            self.stops.append((tag, given))
        if "tabindex" in given and given["tabindex"] == "0" and "aria-label" not in given:
            self.faults.append(f"<{tag}> can be stopped at, and has no name")


def faults_of(text: str) -> list[str]:
    page = _Page(text)
    first = page.stops[0][1].get("href")
    faults = [
        *page.faults,
        *([] if first == "#main" and page.ids["main"] else ["the first stop is no way to the contents"]),
    ]
    faults += [f"two things are called {name}" for name, times in page.ids.items() if times > 1]
    faults += [f"two things are pressed by {key}" for key, times in page.keys.items() if times > 1]
    fields = [given for tag, given in page.stops if tag in ("input", "select", "textarea")]
    return faults + [f"{one.get('name')} has no label" for one in fields if one.get("id") not in page.labelled]


async def test_every_page_is_in_order_for_the_keyboard(house: House) -> None:
    await assess(house, "k-1", "k-2")
    await house.add_case("k1", life=Life("verifying"), question="unknown", proposals=[])
    leader, admin = Desk(await house.signed_in(Role.LEADER)), Desk(await house.signed_in(Role.ADMINISTRATOR))
    found = {path: faults_of((await leader.client.get(path)).text) for path in PAGES}
    found |= {path: faults_of((await admin.client.get(path)).text) for path in ADMIN_PAGES}
    assert {path: faults for path, faults in found.items() if faults} == {}


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ('<a href="/x">x</a><div id="main"></div>', "the first stop is no way"),
        ('<a href="#main">x</a><p id="main" tabindex="3">', "breaks the order"),
        ('<a href="#main">x</a><p id="main"></p><input id="a" name="a">', "has no label"),
        ('<a href="#main">x</a><p id="main"></p><button onclick="x">', "waits for a script"),
    ],
)
async def test_a_page_that_is_not_is_found(broken: str, told: str) -> None:
    assert any(told in fault for fault in faults_of(broken))
