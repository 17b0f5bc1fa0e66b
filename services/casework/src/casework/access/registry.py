"""What an administrator does to accounts, and everybody to their own password."""

from dataclasses import dataclass, replace

from casework.access.account import Account, check_account
from casework.access.passwords import Passwords, check_password
from casework.access.ports import Accounts
from casework.access.refusals import BadLogin, Forbidden, NotFound, Stale, Unsound
from casework.access.secrets import new_password
from casework.access.trail import Entry
from casework.access.who import Who
from casework.domain.roles import Role
from shared.ops.clock import Clock
from shared.ops.ids import new_id


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an account is to be; None leaves it as it is."""

    display_name: str | None = None
    role: Role | None = None
    unit_id: str | None = None
    subject: str | None = None
    disabled: bool | None = None


class Registry:
    """`actor` is who does it, as the audit log names them. Raises Unsound, Taken, NotFound, Stale."""

    def __init__(self, accounts: Accounts, passwords: Passwords, clock: Clock) -> None:
        self._accounts = accounts
        self._passwords = passwords
        self._clock = clock

    async def add(
        self, actor: str, name: str, wanted: Wanted, password: str | None = None, *, one_time: bool = True
    ) -> tuple[Account, str]:
        """The account and its password, which from then on only its owner knows."""
        given, now = password or new_password(), self._clock()
        if password:
            check_password(password, name)
        role, shown = wanted.role or Role.VIEWER, wanted.display_name or name
        account = Account(new_id(), 1, name, shown, role, wanted.unit_id, "", now, now, one_time, False, wanted.subject)
        check_account(account)
        account = replace(account, password_hash=await self._passwords.hash(given))
        await self._accounts.add(account, [self._entry("account.added", actor, account)])
        return account, given

    async def get(self, account_id: str) -> Account:
        account = await self._accounts.by_id(account_id)
        if account is None:
            raise NotFound("Không có tài khoản này.")
        return account

    async def change(self, actor: Who, account_id: str, version: int, wanted: Wanted) -> Account:
        before = await self._at(account_id, version)
        if before.id == actor.id and (wanted.disabled or wanted.role not in (None, before.role)):
            raise Unsound("Không thể tự khóa hoặc tự đổi vai trò của mình: xin nhờ một người quản trị khác.")
        given = {name: getattr(wanted, name) for name in Wanted.__slots__ if getattr(wanted, name) is not None}
        role = given.get("role", before.role)
        unit = given.pop("unit_id", before.unit_id) if role is Role.UNIT_OFFICER else given.pop("unit_id", None)
        return await self._save(actor.id, before, replace(before, **given, unit_id=unit), "account.changed")

    async def disable(self, actor: str, account_id: str) -> Account:
        before = await self.get(account_id)
        return await self._save(actor, before, replace(before, disabled=True), "account.changed")

    async def reset(self, actor: str, account_id: str, version: int | None = None) -> tuple[Account, str]:
        """A one-time password, for its owner alone."""
        before = await (self.get(account_id) if version is None else self._at(account_id, version))
        given = new_password()
        kept = await self._passwords.hash(given)
        after = replace(before, password_hash=kept, must_change_password=True)
        return await self._save(actor, before, after, "account.password-reset"), given

    async def choose(self, who: Who, old: str, new: str) -> None:
        """Somebody's own new password; all other sessions of theirs end. Raises BadLogin, PasswordUnfit, Forbidden."""
        if who.role is Role.SERVICE:
            raise Forbidden("own-account")
        before = await self.get(who.id)
        if not await self._passwords.fits(before.password_hash, old):
            raise BadLogin
        check_password(new, before.name)
        if old == new:
            raise Unsound("Mật khẩu mới phải khác mật khẩu đang dùng.")
        kept = await self._passwords.hash(new)
        after = replace(before, password_hash=kept, must_change_password=False)
        await self._save(who.id, before, after, "account.password-chosen", but=who.session_id)

    async def _at(self, account_id: str, version: int) -> Account:
        account = await self.get(account_id)
        if account.version != version:
            raise Stale
        return account

    async def _save(self, actor: str, before: Account, after: Account, action: str, but: str = "") -> Account:
        saved = replace(after, version=before.version + 1, changed_at=self._clock())
        check_account(saved)
        entry = self._entry(action, actor, saved, _differences(before, saved))
        ends = saved.disabled or saved.password_hash != before.password_hash
        await self._accounts.change(saved, [entry], end_sessions=ends, but=but)
        return saved

    def _entry(self, action: str, actor: str, account: Account, details: dict[str, str] | None = None) -> Entry:
        named = details or {"name": account.name, "role": account.role, "unit_id": account.unit_id or ""}
        by = actor if ":" in actor else f"account:{actor}"
        return Entry(account.changed_at, action, by, f"account:{account.id}", named)


def _differences(before: Account, after: Account) -> dict[str, str]:
    told = ("display_name", "role", "unit_id", "subject", "disabled", "must_change_password")
    pairs = {name: (getattr(before, name), getattr(after, name)) for name in told}
    return {name: f"{old} → {new}" for name, (old, new) in pairs.items() if old != new}
