"""The desks of letters and reports put together, from settings and a database: for the service and for tests."""

from collections.abc import Callable

from casework.access.ports import Accounts
from casework.correspondence.desk import LetterDesk
from casework.correspondence.drafting import Writing
from casework.correspondence.issuing import load_issuing
from casework.correspondence.matter import Person
from casework.correspondence.printing import Press
from casework.correspondence.report_desk import ReportDesk
from casework.domain.directory import Directory
from casework.domain.roles import Role
from casework.rulefile import load_clocks
from casework.settings import Settings
from casework.store.histories import MongoHistories
from casework.store.letters import MongoLetterWork
from casework.usecases.means import Means
from shared.ops.clock import Clock
from shared.store.client import Store
from shared.store.unit_of_work import UnitOfWork


class Signatories:
    """Port: casework.correspondence.drafting.People."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    async def signatory(self, account: str) -> Person | None:
        found = await self._accounts.by_name(account)
        if found is None or found.disabled or found.role is not Role.LEADER:
            return None
        return Person(found.name, found.display_name)


def make_letter_desk(
    store: Store,
    wake: Callable[[], None],
    accounts: Accounts,
    means: Callable[[], Means],
    settings: Settings,
    clock: Clock,
) -> LetterDesk:
    """Raises DataUnreadable, so that a table that cannot be read ends the process at its start."""
    press = Press(settings.letter_templates)
    writing = Writing(press, load_issuing(settings.issuing_file), Signatories(accounts))
    return LetterDesk(UnitOfWork(store, MongoLetterWork, wake), means, writing, press, clock)


def make_report_desk(
    store: Store, wake: Callable[[], None], directory: Callable[[], Directory], clock: Clock
) -> ReportDesk:
    book, _ = load_clocks()
    return ReportDesk(UnitOfWork(store, MongoLetterWork, wake), MongoHistories(store), directory, book, clock)
