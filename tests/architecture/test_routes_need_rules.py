"""A route that says no permission cannot be made, not even by FastAPI's own means."""

import pytest
from tests.document import document, routes
from tests.house import House

from casework.access.policy import Permission
from casework.http.api.app import plain_api
from casework.store.answers import Answers


def test_a_route_without_a_permission_is_no_route() -> None:
    house = House("mongodb://127.0.0.1:1/", "nowhere")
    api = plain_api(house.entrance.gate, Answers(house.store, house.ground.clock), [])

    async def forgotten() -> None: ...

    with pytest.raises(KeyError, match="x-permission"):
        api.get("/forgotten")(forgotten)


def test_the_document_names_the_permission_of_every_route() -> None:
    assert document()["openapi"].startswith("3.1")
    for path in document()["paths"].values():
        for operation in path.values():
            assert operation["x-permission"] in set(Permission)
            assert operation["security"] == [] or operation["x-permission"] != "open"
    open_routes = {route for route in routes() if _operation(route)["x-permission"] == "open"}
    assert open_routes == {"POST /login", "GET /openapi.json"}


def _operation(route: str) -> dict[str, object]:
    method, _, path = route.partition(" ")
    operation: dict[str, object] = document()["paths"][path][method.lower()]
    return operation
