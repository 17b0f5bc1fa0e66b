"""Everything that answers over HTTP: the API and the console, behind one gate."""

from collections.abc import Sequence

from starlette.routing import BaseRoute

from casework.correspondence.desk import LetterDesk
from casework.correspondence.report_desk import ReportDesk
from casework.entrance import Entrance, Ground
from casework.http.admin.accounts import AccountRoom
from casework.http.admin.bodies import BodyRoom
from casework.http.admin.clocks import ClockRoom
from casework.http.admin.parked import ParkedRoom
from casework.http.admin.trail import TrailRoom
from casework.http.api.accounts import AccountEndpoints
from casework.http.api.app import PREFIX, api_app
from casework.http.api.bodies import BodyEndpoints
from casework.http.api.cases import CaseEndpoints
from casework.http.api.clocks import ClockEndpoints
from casework.http.api.commands import CommandEndpoints
from casework.http.api.endpoint import Endpoint
from casework.http.api.letter_steps import LetterStepEndpoints
from casework.http.api.letters import LetterEndpoints
from casework.http.api.openings import OpeningEndpoints
from casework.http.api.proofs import ProofEndpoints
from casework.http.api.publications import PublicationEndpoints
from casework.http.api.reports import ReportEndpoints
from casework.http.api.session import SessionEndpoints
from casework.http.api.tokens import TokenEndpoints
from casework.http.console import console_routes
from casework.http.doors import Doors
from casework.http.letters.list_page import LetterListRoom
from casework.http.letters.room import LetterRoom
from casework.http.letters.writing_room import WritingRoom
from casework.http.mounting import Tree
from casework.http.order_desk import OrderDesk
from casework.http.pages import Pages
from casework.http.reports_page import ReportRoom
from casework.http.sorting.room import SortingRoom
from casework.proof_views import ProofViews
from casework.rulefile import load_clocks
from casework.settings import Settings
from casework.store.answers import Answers
from casework.store.bodies_table import BodyTable
from casework.store.case_pages import CasePages
from casework.store.guesses import MongoJournal
from casework.store.letter_list import LetterList
from casework.store.letter_pages import LetterPages
from casework.store.people import People
from casework.store.publication_pages import PublicationPages
from casework.store.report_pages import ReportPages
from casework.store.trail_pages import TrailPages
from casework.views import Views
from shared.store.parked import Parking
from shared.store.unit_of_work import UnitOfWork


def surface(
    ground: Ground,
    entrance: Entrance,
    settings: Settings,
    desk: OrderDesk,
    letters: LetterDesk,
    reports: ReportDesk,
) -> list[BaseRoute]:
    table = endpoints(ground, entrance, desk, letters, reports)
    api = api_app(entrance.gate, Answers(ground.store, ground.clock), table)
    pages = Pages(entrance.gate)
    views = Views(ground.store)
    rooms = [
        *_letter_rooms(ground, pages, views, letters),
        *SortingRoom(pages, PublicationPages(ground.store), desk).routes(),
        *AccountRoom(pages, entrance.registry, entrance.accounts, desk).routes(),
        *ReportRoom(pages, reports, ReportPages(ground.store), desk).routes(),
        *_body_room(ground, pages, desk).routes(),
        *_trail_rooms(ground, pages),
        *ClockRoom(pages, ClockEndpoints(*load_clocks(), ground.clock)).routes(),
        *_doors(ground, entrance, settings, pages),
    ]
    return [Tree(PREFIX, api), *console_routes(views, pages, desk, rooms)]


def endpoints(
    ground: Ground, entrance: Entrance, desk: OrderDesk, letters: LetterDesk, reports: ReportDesk
) -> list[Endpoint]:
    """The API's whole table."""
    pages, letter_pages = CasePages(ground.store), LetterPages(ground.store)
    return [
        *SessionEndpoints(entrance.desk, entrance.registry, entrance.cookies).table(),
        *CaseEndpoints(pages, desk).table(),
        *OpeningEndpoints(desk, pages).table(),
        *CommandEndpoints(desk, pages).table(),
        *ProofEndpoints(pages, ProofViews(ground.store, ground.clock)).table(),
        *LetterEndpoints(letters, letter_pages, pages).table(),
        *LetterStepEndpoints(letters, letter_pages).table(),
        *ReportEndpoints(reports, letters, ReportPages(ground.store)).table(),
        *PublicationEndpoints(desk, PublicationPages(ground.store)).table(),
        *BodyEndpoints(pages).table(),
        *ClockEndpoints(*load_clocks(), ground.clock).table(),
        *AccountEndpoints(entrance.registry, entrance.accounts).table(),
        *TokenEndpoints(entrance.tokens).table(),
    ]


def _letter_rooms(ground: Ground, pages: Pages, views: Views, desk: LetterDesk) -> Sequence[BaseRoute]:
    letters, people = LetterPages(ground.store), People(ground.store)
    writing = WritingRoom(pages, views, CasePages(ground.store), letters, desk, people)
    listing = LetterListRoom(pages, LetterList(ground.store), ground.clock)
    return [*listing.routes(), *writing.routes(), *LetterRoom(pages, letters, desk, people).routes()]


def _body_room(ground: Ground, pages: Pages, desk: OrderDesk) -> BodyRoom:
    # The relay finds what an import announces at its next look, within a second.
    works = UnitOfWork(ground.store, BodyTable, lambda: None)
    return BodyRoom(pages, lambda: desk.means().directory, works, ground.clock, lambda: desk.means().communes)


def _trail_rooms(ground: Ground, pages: Pages) -> Sequence[BaseRoute]:
    """What happened, and what could not."""
    store = ground.store
    trail = TrailRoom(pages, TrailPages(store), CasePages(store), People(store))
    parking, journal = Parking("casework", store, ground.work), MongoJournal(ground.work, ground.trail)
    return [*trail.routes(), *ParkedRoom(pages, parking, journal, ground.clock).routes()]


def _doors(ground: Ground, entrance: Entrance, settings: Settings, pages: Pages) -> Sequence[BaseRoute]:
    oidc = bool(settings.oidc_issuer)
    doors = Doors(pages, entrance.desk, entrance.registry, entrance.cookies, oidc=oidc)
    if not oidc:
        return doors.routes()
    # A client of HTTP, OAuth and JWT: 9 MB of every replica, for a door that most houses do not have.
    from casework.oidc_surface import oidc_routes  # noqa: PLC0415

    return [*doors.routes(), *oidc_routes(ground, entrance, settings, doors, pages)]
