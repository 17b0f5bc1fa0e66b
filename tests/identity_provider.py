"""A small OpenID Connect provider of our own: one person, one client, everything checked that a real one checks."""

import asyncio
import base64
import hashlib
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from tests.waiting import holds

from haichieu.ports import free_ports

CLIENT, SECRET = "hai-chieu", "only-the-two-know"


class Quiet(uvicorn.Server):
    def install_signal_handlers(self) -> None:
        """Nothing."""


@dataclass(slots=True)
class IdentityProvider:
    """`claims` replaces what the ID token says; `key` signs it, `shown` is what others are told to check it with."""

    issuer: str
    subject: str = "nguoi-cua-tinh"
    claims: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "1"}))
    shown: RSAKey | None = None
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self.configuration),
                Route("/authorize", self.authorize),
                Route("/token", self.token, methods=["POST"]),
                Route("/keys", self.keys),
            ]
        )

    async def configuration(self, _: Request) -> Response:
        ends = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        return JSONResponse({"issuer": self.issuer} | {name: f"{self.issuer}/{end}" for name, end in ends.items()})

    async def authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        assert asked["response_type"] == "code"
        assert "openid" in asked["scope"]
        assert asked["code_challenge_method"] == "S256"
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}")

    async def token(self, request: Request) -> Response:
        given = dict(parse_qsl((await request.body()).decode()))
        asked = self.codes.pop(given["code"], None)
        basic = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        challenge = base64.urlsafe_b64encode(hashlib.sha256(given["code_verifier"].encode()).digest()).rstrip(b"=")
        fair = (
            asked and asked["redirect_uri"] == given["redirect_uri"] and asked["code_challenge"] == challenge.decode()
        )
        if not asked or not fair or request.headers["authorization"] != basic:
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "sub": self.subject, "nonce": asked["nonce"], "exp": now + 300}
        signed = jwt.encode({"alg": "RS256", "kid": "1"}, claims | self.claims, self.key)
        return JSONResponse({"access_token": "x", "token_type": "Bearer", "id_token": signed})

    async def keys(self, _: Request) -> Response:
        return JSONResponse({"keys": [(self.shown or self.key).as_dict(private=False)]})


@asynccontextmanager
async def identity_provider() -> AsyncIterator[IdentityProvider]:
    port = free_ports(1)[0]
    provider = IdentityProvider(f"http://127.0.0.1:{port}")
    server = Quiet(uvicorn.Config(provider.app(), host="127.0.0.1", port=port, log_config=None, lifespan="off"))
    task = asyncio.create_task(server._serve())

    async def started() -> bool:
        return server.started

    await holds(started, "the provider answers")
    try:
        yield provider
    finally:
        server.should_exit = True
        await task
