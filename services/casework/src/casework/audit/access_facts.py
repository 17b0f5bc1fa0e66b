"""What happens to accounts, sign-ins and tokens, as facts."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from casework.access.trail import Entry
from casework.audit.entry import ACCESS, ACCOUNT, SYSTEM, TOKEN, Fact, stamp
from casework.domain.change import MACHINE

UNSAID = frozenset({"address"})
"""Where somebody signed in from stays in the service's own log, which is forgotten; an entry never is."""
CHAINS: Mapping[str, str] = {"account": ACCOUNT, "token": TOKEN}
ROLES: Mapping[str, str] = {"shell": "operator", "setup": MACHINE}
MOST_NAMED = 50


def access_changed(entry: Entry, actor: str, role: str) -> Fact:
    """In the chain of the account or token that it is about."""
    kind, _, id_ = entry.subject.partition(":")
    chain = f"{CHAINS[kind]}{id_}" if kind in CHAINS else ACCESS
    details = {name: value for name, value in entry.details.items() if name not in UNSAID}
    return Fact(chain, entry.action, entry.at, actor, role, details=details)


def role_without_account(actor: str) -> str:
    """Of whoever acts from the machine itself, or of the machine."""
    kind = actor.partition(":")[0]
    return ROLES.get(kind, kind)


def sign_ins_refused(since: datetime, window: timedelta, refused: int, by_account: Mapping[str, int]) -> Fact:
    """What was typed as a name is not told: it is sometimes a password. Accounts are, those tried most often first."""
    until = since + window
    named = sorted(by_account.items(), key=lambda item: (-item[1], item[0]))[:MOST_NAMED]
    details = {
        "since": stamp(since),
        "until": stamp(until),
        "refused": refused,
        "unknown_names": refused - sum(by_account.values()),
        "accounts": dict(named),
    }
    return Fact(ACCESS, "login.refused", until, MACHINE, MACHINE, details=details)


def exported(chain: str, seal: str, actor: str, at: datetime) -> Fact:
    """Somebody has taken a copy of a trail out of the house."""
    return Fact(
        SYSTEM, "audit.exported", at, actor, role_without_account(actor), details={"chain": chain, "seal": seal}
    )
