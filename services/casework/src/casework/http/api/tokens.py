"""Service tokens, for administrators."""

from typing import Annotated

from fastapi import Path

from casework.access.policy import Permission
from casework.access.tokens_office import TokensOffice
from casework.http.api.account_shapes import NewToken, TokenOut, TokenWithSecret, token_out, with_secret
from casework.http.api.caller import Caller
from casework.http.api.cursors import TEXT, Cursor, Limit, Page, page_of, read
from casework.http.api.endpoint import Endpoint


class TokenEndpoints:
    def __init__(self, office: TokensOffice) -> None:
        self._office = office

    def table(self) -> list[Endpoint]:
        manage = Permission.MANAGE_TOKENS
        return [
            Endpoint("GET", "/service-tokens", manage, self.list_tokens),
            Endpoint("POST", "/service-tokens", manage, self.issue_token, 201),
            Endpoint("DELETE", "/service-tokens/{token_id}", manage, self.revoke_token, 204, may=[404]),
        ]

    async def list_tokens(self, cursor: Cursor = None, limit: Limit = 50) -> Page[TokenOut]:
        """Newest first, without their secrets."""
        rows = await self._office.page(read(cursor, TEXT, "tokens"), limit + 1)
        return page_of(rows, limit, lambda token: token.id, token_out, "tokens")

    async def issue_token(self, who: Caller, given: NewToken) -> TokenWithSecret:
        """For a program; not more than its scopes, not longer than a year."""
        actor = f"account:{who.id}"
        token, secret = await self._office.issue(actor, given.name, given.scopes, given.expires_at)
        return with_secret(token, secret)

    async def revoke_token(self, who: Caller, token_id: Annotated[str, Path(min_length=1, max_length=64)]) -> None:
        """At once."""
        await self._office.revoke(f"account:{who.id}", token_id)
