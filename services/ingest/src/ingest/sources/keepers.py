"""Who may change the list of sources over HTTP: those named in INGEST_DOORS, each by their own secret (decision 0025).

One right, and no roles: people and their roles are casework's. A browser asks for name and secret by itself (Basic);
programs may send the secret alone (Bearer).
"""

import base64
import hmac
from collections.abc import Mapping

from starlette.requests import Request

from ingest.doors.http import Refused

SAFE = ("GET", "HEAD")


def keeper_of(request: Request, secrets: Mapping[str, str]) -> str:
    """The name of who asks. Raises Refused: 401, or 403 for a form that another site has sent by their browser."""
    kind, _, given = request.headers.get("authorization", "").partition(" ")
    name = (
        _by_token(_as_sent(given.strip()), secrets) if kind.lower() == "bearer" else _by_password(kind, given, secrets)
    )
    if not name:
        raise Refused(401, "NotKnown", "Name and secret are those of a keeper in INGEST_DOORS; docs/doors.md.")
    if request.method not in SAFE:
        _check_origin(request)
    return name


def _by_token(given: str, secrets: Mapping[str, str]) -> str:
    found = [name for name, secret in secrets.items() if _same(secret, given)]
    return found[0] if found else ""


def _by_password(kind: str, given: str, secrets: Mapping[str, str]) -> str:
    try:
        name, _, secret = base64.b64decode(given, validate=True).decode().partition(":")
    except ValueError:  # no base64, no UTF-8, letters that no base64 has
        return ""
    # An unknown name is compared like a known one, so that nobody learns who is known.
    right = _same(secrets.get(name, "nobody has this secret"), secret)
    return name if right and name in secrets and kind.lower() == "basic" else ""


def _as_sent(header: str) -> str:
    """Headers are read as Latin-1; a secret with Vietnamese letters was sent as UTF-8."""
    try:
        return header.encode("latin-1").decode()
    except ValueError:
        return header


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def _check_origin(request: Request) -> None:
    """Browsers say where a request comes from, and send the secret whoever made the form; programs say nothing."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    host = request.headers.get("host", "")
    if site not in (None, "same-origin", "none") or origin not in (None, f"http://{host}", f"https://{host}"):
        raise Refused(403, "ForeignPage", "This form was not sent by the page of sources.")
