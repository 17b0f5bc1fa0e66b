"""The OpenAPI document as casework serves it, read without any database: for tests that are made from it."""

import asyncio
from functools import cache
from typing import Any

import httpx
from tests.house import House

from casework.http.api.app import plain_api
from casework.store.answers import Answers
from casework.surface import endpoints


@cache
def document() -> dict[str, Any]:
    house = House("mongodb://127.0.0.1:1/", "nowhere")
    table = endpoints(house.ground, house.entrance, house.desk, house.letters, house.reports)
    api = plain_api(house.entrance.gate, Answers(house.store, house.ground.clock), table)

    async def ask() -> dict[str, Any]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(api), base_url="http://api.test") as client:
            found: dict[str, Any] = (await client.get("/openapi.json")).raise_for_status().json()
            return found

    return asyncio.run(ask())


def routes() -> list[str]:
    """Such as "GET /cases/{case_id}"."""
    return [f"{method.upper()} {path}" for path, methods in document()["paths"].items() for method in methods]
