"""A person at a browser without JavaScript: what they see, and the forms that they fill in."""

import httpx
from tests.forms import Form, forms_of

BROWSER = {"accept": "text/html", "sec-fetch-site": "same-origin", "origin": "http://console.test"}


class Desk:
    """The cookie and what the form holds; no header of a program."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        client.headers.pop("x-csrf-token", None)
        client.headers.update(BROWSER)
        self.client = client

    async def page(self, path: str) -> str:
        return (await self.client.get(path)).raise_for_status().text

    async def status(self, path: str) -> int:
        return (await self.client.get(path)).status_code

    async def form(self, path: str, word: str) -> Form:
        return forms_of(await self.page(path))[word]

    async def send(self, form: Form, **typed: str) -> httpx.Response:
        return await self.client.post(form.action.partition("#")[0], data=form.values | typed)

    async def fill(self, path: str, word: str, **typed: str) -> httpx.Response:
        return await self.send(await self.form(path, word), **typed)

    async def done(self, path: str, word: str, **typed: str) -> str:
        """The address after it."""
        answer = await self.fill(path, word, **typed)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"].partition("?")[0]
