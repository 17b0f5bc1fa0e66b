"""Signing in by the identity provider of the agency: OpenID Connect, code flow with PKCE; off unless configured.

Authlib (kept, BSD) writes the request, joserfc (kept, BSD, Authlib's own) checks the ID token; what lies between is
httpx itself, since Authlib is leaving it. An account must already be there and name the person as its `subject`:
a stranger with a valid identity is still a stranger.
"""

from typing import Any

from authlib.common.security import generate_token
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from httpx import AsyncClient, HTTPError
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from casework.access.departure import Departure

ALGORITHMS = ["RS256", "ES256", "PS256", "EdDSA"]
LEEWAY_SECONDS = 60
FAULTS = (HTTPError, JoseError, KeyError, TypeError, ValueError, AttributeError)
"""Of the network, of the signature, of the shape of what a provider says."""


class ProviderRefused(Exception):
    """The provider is away, or what it says does not hold."""


class Provider:
    """Raises ProviderRefused."""

    def __init__(self, issuer: str, client_id: str, client_secret: str, claim: str) -> None:
        self._issuer = issuer.rstrip("/")
        self._client_id = client_id
        self._client_secret = client_secret
        self._claim = claim
        self._metadata: dict[str, Any] = {}

    async def depart(self, back: str) -> Departure:
        metadata = await self._describe()
        state, nonce, verifier = generate_token(32), generate_token(32), generate_token(64)
        url = prepare_grant_uri(
            metadata["authorization_endpoint"],
            client_id=self._client_id,
            response_type="code",
            redirect_uri=back,
            scope="openid profile",
            state=state,
            nonce=nonce,
            code_challenge=create_s256_code_challenge(verifier),
            code_challenge_method="S256",
        )
        return Departure(url, state, nonce, verifier)

    async def arrive(self, code: str, back: str, nonce: str, verifier: str) -> str:
        """Who has come back: the claim that accounts name as their subject."""
        metadata = await self._describe()
        asked = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier}
        try:
            async with _client() as client:
                me = (self._client_id, self._client_secret)
                token = (await client.post(metadata["token_endpoint"], data=asked, auth=me)).raise_for_status()
                keys = (await client.get(metadata["jwks_uri"])).raise_for_status()
            return self._checked(token.json()["id_token"], keys.json(), nonce)
        except FAULTS as error:
            raise ProviderRefused(f"{type(error).__name__}: {error}"[:300]) from error

    def _checked(self, id_token: str, keys: Any, nonce: str) -> str:
        token = jwt.decode(id_token, KeySet.import_key_set(keys), algorithms=ALGORITHMS)
        rules: dict[str, Any] = {
            "iss": {"essential": True, "value": self._metadata["issuer"]},
            "aud": {"essential": True, "value": self._client_id},
            "exp": {"essential": True},
            "nonce": {"essential": True, "value": nonce},
        }
        jwt.JWTClaimsRegistry(leeway=LEEWAY_SECONDS, **rules).validate(token.claims)
        subject = token.claims[self._claim]
        if not isinstance(subject, str) or not subject:
            raise ValueError(f"the claim {self._claim} is no text")
        return subject

    async def _describe(self) -> dict[str, Any]:
        """Read once; a provider that moves is a restart."""
        if not self._metadata:
            try:
                async with _client() as client:
                    answer = await client.get(f"{self._issuer}/.well-known/openid-configuration")
                found = answer.raise_for_status().json()
                if found["issuer"].rstrip("/") != self._issuer:
                    raise ProviderRefused("its configuration names another issuer")
            except FAULTS as error:
                raise ProviderRefused(f"{type(error).__name__}: {error}"[:300]) from error
            self._metadata = found
        return self._metadata


def _client() -> AsyncClient:
    return AsyncClient(timeout=10, trust_env=False)
