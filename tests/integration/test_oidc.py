"""Signing in by an identity provider: a real exchange with a provider of our own, and every way to cheat in it."""

import secrets
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio
from joserfc.jwk import RSAKey
from tests.house import House, open_house
from tests.identity_provider import CLIENT, SECRET, IdentityProvider, identity_provider
from tests.servers import LIVE, Servers

from casework.domain.roles import Role
from casework.http.paths import OIDC, OIDC_BACK

pytestmark = LIVE


@pytest_asyncio.fixture(loop_scope="session")
async def provider() -> AsyncIterator[IdentityProvider]:
    async with identity_provider() as provider:
        yield provider


@pytest_asyncio.fixture(loop_scope="session")
async def joined(servers: Servers, provider: IdentityProvider) -> AsyncIterator[House]:
    settings = {"oidc_issuer": provider.issuer, "oidc_client_id": CLIENT, "oidc_client_secret": SECRET}
    async with open_house(servers.mongod.url, f"haichieu_t{secrets.token_hex(4)}", **settings) as house:
        yield house


async def go(house: House, client: httpx.AsyncClient, wanted: str = "/") -> str:
    """Out to the provider; the address to which it sends the browser back."""
    leaving = await client.get(OIDC, params={"toi": wanted})
    assert leaving.status_code == 303
    async with httpx.AsyncClient(trust_env=False) as browser:
        return (await browser.get(leaving.headers["location"])).headers["location"]


async def test_a_person_of_the_agency_comes_in_and_goes_where_they_wanted(
    joined: House, provider: IdentityProvider
) -> None:
    account = await joined.account(Role.LEADER, subject=provider.subject)
    async with joined.stranger() as client:
        assert f'href="{OIDC}?' in (await client.get("/dang-nhap")).text
        back = await go(joined, client, "/cases/x?bai=2")
        assert back.startswith(f"http://console.test{OIDC_BACK}?")
        arrived = await client.get(back)
        assert (arrived.status_code, arrived.headers["location"]) == (303, "/cases/x?bai=2")
        assert (await client.get("/api/v1/me")).json()["id"] == account.id
        again = await client.get(back)
        assert again.status_code == 401, "once"
    assert "login.oidc" in joined.trail.actions()


async def test_a_stranger_with_a_valid_identity_is_still_a_stranger(joined: House) -> None:
    async with joined.stranger() as client:
        assert (await client.get(await go(joined, client))).status_code == 401


async def test_a_disabled_account_stays_outside(joined: House, provider: IdentityProvider) -> None:
    account = await joined.account(subject=provider.subject)
    await joined.entrance.registry.disable("test:house", account.id)
    async with joined.stranger() as client:
        assert (await client.get(await go(joined, client))).status_code == 401


async def test_an_answer_meant_for_another_browser_is_refused(joined: House, provider: IdentityProvider) -> None:
    await joined.account(subject=provider.subject)
    async with joined.stranger() as attacker, joined.stranger() as victim:
        back = await go(joined, attacker)
        assert (await victim.get(back)).status_code == 401, "no departure from here"
        await go(joined, victim)
        assert (await victim.get(back)).status_code == 401, "a departure, but not this one"


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example"},
        {"aud": "another client"},
        {"nonce": "of another departure"},
        {"exp": 1},
        {"sub": None},
    ],
)
async def test_a_token_that_says_something_else_is_refused(
    joined: House, provider: IdentityProvider, claims: dict[str, Any]
) -> None:
    await joined.account(subject=provider.subject)
    provider.claims = claims
    async with joined.stranger() as client:
        assert (await client.get(await go(joined, client))).status_code == 401


async def test_a_token_signed_by_somebody_else_is_refused(joined: House, provider: IdentityProvider) -> None:
    await joined.account(subject=provider.subject)
    provider.shown = RSAKey.generate_key(2048, {"kid": "1"})
    async with joined.stranger() as client:
        assert (await client.get(await go(joined, client))).status_code == 401


async def test_whoever_takes_too_long_starts_again(joined: House, provider: IdentityProvider) -> None:
    await joined.account(subject=provider.subject)
    async with joined.stranger() as client:
        back = await go(joined, client)
        joined.later(minutes=11)
        assert (await client.get(back)).status_code == 401


async def test_a_provider_that_is_away_is_said_and_passwords_still_work(
    servers: Servers, caplog: pytest.LogCaptureFixture
) -> None:
    settings = {"oidc_issuer": "http://127.0.0.1:9", "oidc_client_id": CLIENT}
    async with open_house(servers.mongod.url, f"haichieu_t{secrets.token_hex(4)}", **settings) as house:
        async with house.stranger() as client:
            assert (await client.get(OIDC)).status_code == 401
        assert "ConnectError" in caplog.text
        assert (await (await house.signed_in()).get("/")).status_code == 200


async def test_it_is_off_unless_configured(house: House) -> None:
    async with house.stranger() as client:
        assert OIDC not in (await client.get("/dang-nhap")).text
        assert (await client.get(OIDC)).status_code == 404
