"""Issuing, recognising and revoking service tokens."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from casework.access.ports import Tokens
from casework.access.refusals import NotFound
from casework.access.secrets import digest, new_token
from casework.access.service_token import PREFIX, ServiceToken, check_token
from casework.access.trail import Entry
from casework.access.who import Who
from shared.ops.clock import Clock
from shared.ops.ids import new_id


class TokensOffice:
    def __init__(self, tokens: Tokens, clock: Clock) -> None:
        self._tokens = tokens
        self._clock = clock

    async def issue(
        self, actor: str, name: str, scopes: Iterable[str], expires_at: datetime
    ) -> tuple[ServiceToken, str]:
        """The token and its secret, which is never to be seen again. Raises Unsound."""
        now, secret, wanted = self._clock(), PREFIX + new_token(), frozenset(scopes)
        check_token(name, wanted, expires_at, now)
        token = ServiceToken(new_id(), digest(secret), name, wanted, actor, now, expires_at)
        details = {"name": name, "scopes": " ".join(sorted(wanted)), "expires_at": expires_at.isoformat()}
        await self._tokens.add(token, [Entry(now, "token.issued", actor, f"token:{token.id}", details)])
        return token, secret

    async def whose(self, secret: str) -> Who | None:
        token = await self._tokens.by_digest(digest(secret)) if secret.startswith(PREFIX) else None
        return token.who() if token and self._clock() < token.expires_at else None

    async def page(self, after: str | None, limit: int) -> Sequence[ServiceToken]:
        return await self._tokens.page(after, limit)

    async def revoke(self, actor: str, token_id: str) -> None:
        """Raises NotFound."""
        entry = Entry(self._clock(), "token.revoked", actor, f"token:{token_id}")
        if not await self._tokens.revoke(token_id, [entry]):
            raise NotFound("Không có mã truy cập này, hoặc nó đã bị thu hồi.")
