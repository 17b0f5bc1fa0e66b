"""The two cookies: of the session, and of a browser that has signed in before."""

from datetime import timedelta

from starlette.requests import HTTPConnection
from starlette.responses import Response

from casework.access.front_desk import Ticket
from casework.store.sessions import DEVICE_KEPT


class Cookies:
    """HttpOnly, SameSite=Lax, Path=/, no Domain; over https also Secure and `__Host-`, which no other host can set."""

    def __init__(self, public_url: str) -> None:
        self._public_url = public_url

    def token(self, connection: HTTPConnection) -> str | None:
        return self.read(connection, "session")

    def device(self, connection: HTTPConnection) -> str | None:
        return self.read(connection, "device")

    def give(self, connection: HTTPConnection, response: Response, ticket: Ticket) -> None:
        self.put(connection, response, "session", ticket.token)
        self.put(connection, response, "device", ticket.device, DEVICE_KEPT)

    def put(
        self, connection: HTTPConnection, response: Response, name: str, value: str, age: timedelta | None = None
    ) -> None:
        response.set_cookie(
            self._name(connection, name),
            value,
            max_age=None if age is None else int(age.total_seconds()),
            path="/",
            secure=self.secure(connection),
            httponly=True,
            samesite="lax",
        )

    def take(self, connection: HTTPConnection, response: Response, name: str = "session") -> None:
        self.put(connection, response, name, "", timedelta())

    def read(self, connection: HTTPConnection, name: str) -> str | None:
        return connection.cookies.get(self._name(connection, name))

    def secure(self, connection: HTTPConnection) -> bool:
        """Behind a proxy that ends TLS the request itself does not know; the setting does."""
        return self._public_url.startswith("https://") or connection.url.scheme == "https"

    def origin(self, connection: HTTPConnection) -> str:
        return self._public_url or f"{connection.url.scheme}://{connection.url.netloc}"

    def _name(self, connection: HTTPConnection, name: str) -> str:
        return f"{'__Host-' if self.secure(connection) else ''}haichieu-{name}"
