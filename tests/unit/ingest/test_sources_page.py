"""The page that tells people how each source is."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from ingest.http import routes
from ingest.sources import source as states
from ingest.sources.pages import Pages
from ingest.sources.shown import STATES
from ingest.testing import AT, InMemoryDesk, a_source, in_memory_works

HTML = {"Accept": "text/html"}


@pytest.fixture
def works() -> Any:
    return in_memory_works()


@pytest.fixture
def client(works: Any) -> httpx.AsyncClient:
    app = Starlette(routes=routes(InMemoryDesk(works), Pages(lambda: AT, keepers=False)))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://ingest")


async def test_those_in_trouble_come_first_with_their_reason_in_times_of_here(
    works: Any, client: httpx.AsyncClient
) -> None:
    works.tables["sources"] = {
        "1": a_source(id="1", outlet_name="An", news_at=AT, rate=12.3, next_visit=AT + timedelta(hours=1)),
        "2": a_source(id="2", outlet_name="Bình", state="silent", reason="Nothing <new>", since=AT),
        "3": a_source(id="3", outlet_name="Chi", state="paused", reason="not yet"),
    }
    answer = await client.get("/sources", headers=HTML)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    text = answer.text
    assert text.index("<td>Bình") < text.index("<td>Chi") < text.index("<td>An")
    assert "3 nguồn lúc 10:52 24/11/2026" in text
    assert "im lặng bất thường" in text
    assert "Nothing &lt;new&gt;" in text
    assert "11:52 24/11/2026" in text
    assert text.count('class="trouble"') == 1, "a source that people paused is in no trouble"


async def test_programs_get_json(works: Any, client: httpx.AsyncClient) -> None:
    works.tables["sources"] = {"1": a_source(id="1", tags=("tỉnh",))}
    (row,) = (await client.get("/sources")).json()
    assert (row["id"], row["state"], row["tags"], row["entries_a_day"]) == ("1", "healthy", ["tỉnh"], 72.0)


async def test_an_empty_list_says_what_to_do(client: httpx.AsyncClient) -> None:
    assert "haichieu ingest sources add" in (await client.get("/sources", headers=HTML)).text


def test_every_state_has_its_words() -> None:
    upper = {name: value for name, value in vars(states).items() if name.isupper() and isinstance(value, str)}
    assert set(upper.values()) == set(STATES)
