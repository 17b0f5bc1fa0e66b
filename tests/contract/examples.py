"""The golden files, and one event of every topic made by the code that really emits it."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from casework import outgoing as casework
from casework.domain.beginning import open_case
from casework.domain.case import Case, Order, Told
from casework.domain.change import Change, Moved
from casework.domain.judging import Verdict
from casework.domain.life.actor import Actor
from casework.domain.life.commands import SendRequest
from casework.domain.life.parts import Request
from casework.domain.proof.beginning import begin
from casework.domain.roles import Role
from casework.ports import NoticeWanted
from casework.testing import AT, CAM_DUONG, CLOCKWORK, PROOF_RULES, a_directory, a_sighting
from classify import outgoing as classify
from classify.domain import Assessment, StoryTold
from classify.grouping.teller import Story, Suggestion
from classify.judgement.judge import Evidence, Judgement
from classify.judgement.places import Place
from classify.testing import a_publication
from classify.unions import Answer
from ingest import outgoing as ingest
from ingest.capturing import make_capture
from ingest.domain import HealthChange, Known, Revisit
from ingest.errands import outgoing as errands
from ingest.errands.errand import NOTICE, PUBLICATION
from ingest.errands.report import conclude
from ingest.errands.sight import GONE, THERE, Leading, Sight
from ingest.errands.testing import ARTICLE, SECTION, a_sheet, an_errand
from ingest.testing import a_page, a_source, an_entry
from notify import outgoing as notify
from notify.domain import SENT, Outcome
from notify.testing import a_notice
from shared.cause import Cause
from shared.contracts.catalogue import BY_TOPIC
from shared.contracts.envelope import Event
from shared.contracts.headers import headers_of
from shared.contracts.parked import PARKED_BY_SERVICE
from shared.messaging.testing import a_record
from shared.posting import Parcel, Record
from shared.store.parked import Parking
from shared.store.testing import InMemoryUnitOfWork

GOLDEN = Path(__file__).parent / "golden"
CAUSE = Cause("journey-1", "message-1")
LAN = Actor("lan", Role.WATCH_OFFICER)


def golden_record(topic: str, body: bytes | None = None) -> Record:
    """The golden bytes as Kafka delivers them, with the headers that the outbox writes."""
    body = body or (GOLDEN / topic / "example.json").read_bytes()
    event = BY_TOPIC[topic].event.model_validate_json(body)
    return a_record(topic, body, *((name, value.encode()) for name, value in headers_of(event).items()))


async def produced() -> dict[str, Event]:
    """By topic."""
    events = [*_of_ingest(), *_of_classify(), *_of_casework(), _of_notify()]
    events += [await _parked(service) for service in PARKED_BY_SERVICE]
    return {event.TOPIC: event for event in events}


def _of_ingest() -> list[Event]:
    capture = make_capture("publication-1", a_source(), an_entry(), a_page(), AT)
    known = Known("publication-1", 1, an_entry().address, "Nợ lương", capture.text, capture.content_hash, "", 0, "j-1")
    edited = a_page(f"{capture.text}\nCông ty đã trả đủ lương.")
    revisit = Revisit(
        known, "edited", AT, edited, edited.text, "f" * 64, ("@@ -1 +1,2 @@", "+Công ty đã trả đủ lương.")
    )
    failing = replace(a_source(), failures=3, state="failing", reason="HttpError: 503")
    return [
        ingest.captured_event(capture),
        ingest.captured_event(replace(capture, lane="backfill")),
        ingest.changed_event(revisit),
        ingest.health_event(HealthChange(failing, AT)),
        _seen(),
    ]


def _seen() -> Event:
    """The errand of the request that _revisit asks for, after its first look."""
    errand = an_errand(id="case-1/r1")
    notice = a_sheet(f"{SECTION}/1", "Thông tin cải chính, xin lỗi", "Bài “Công nhân bị nợ lương” nêu sai.")
    leading = Leading("Thông tin cải chính, xin lỗi", SECTION, 1, 40)
    sights = [
        Sight(NOTICE, notice.address, THERE, "", notice, notice.text, False, "e" * 64, 2, leading),
        Sight(PUBLICATION, ARTICLE, GONE, f"Gone: {ARTICLE} answered 410."),
    ]
    return errands.seen_event(conclude(errand, sights, AT))


def _of_classify() -> list[Event]:
    places = (Place("02680", "Phường Cam Đường"),)
    evidence = (Evidence("labour", "nợ lương", 3.0, 10, 18),)
    judgement = Judgement("yes", 0.9, 0.95, 0.9, "wage", "critical", "high", places, evidence, "rules-1")
    answering = (Answer("cam-duong", "place", "Phường Cam Đường"),)
    publication = a_publication(signature=_signature())
    assessment = Assessment("message-1", CAUSE, publication, judgement, AT, AT.date(), answering)
    of_the_past = replace(assessment, publication=a_publication(signature=_signature(), lane="backfill"))
    maybe = (Suggestion("publication-3", "publication-2", 0.171),)
    story = Story("publication-1", 2, ("publication-1", "publication-2"), maybe)
    told = [classify.to_event(one) for one in (assessment, of_the_past)]
    return [*told, classify.story_event(StoryTold(story, CAUSE, AT))]


def _signature() -> str:
    return make_capture("p", a_source(), an_entry(), a_page(), AT).signature


def _of_casework() -> list[Event]:
    sighting = a_sighting()
    case, told = open_case("case-1", "notice-1", sighting, CAM_DUONG, CLOCKWORK, AT)
    days = {"valid_from": date(2025, 7, 1), "valid_to": date(2030, 12, 31), "dates_mark": "V2"}
    body = replace(
        CAM_DUONG, **days, successor_id="tinh", sectors=frozenset({"khu-cong-nghiep"}), source="Báo Lao Động"
    )
    return [
        casework.change_event(case, _split(case)),
        casework.state_event(case, [told]),
        casework.notice_event(NoticeWanted(case, told, sighting.cause)),
        casework.judged_event(_verdict(), replace(sighting, relevant="unsure", score=0.55)),
        casework.body_event(body, 1, AT),
        _revisit(case, told),
    ]


def _split(case: Case) -> Change:
    moved = Moved("case-2", ("publication-2",), ("publication-1",), together=False)
    return replace(case.changes[0], kind="split", actor="lan", role=LAN.role, moved=moved)


def _verdict() -> Verdict:
    return Verdict("publication-1", 1, "yes", "wage", "cam-duong", "Nêu đích danh", "lan", LAN.role, AT, "case-1")


def _revisit(case: Case, told: Told) -> Event:
    request = Request("r1", told.publication_id, "correction", "online", "lan", "sent", "05/LĐLĐ", AT)
    proof = begin(case, request, told, a_directory(), PROOF_RULES.watching, AT)
    order = Order(SendRequest(id="r1", letter_number="05/LĐLĐ", received_at=AT), LAN, 2, AT, CAUSE)
    return casework.revisit_event(proof, PROOF_RULES, 3, order)


def _of_notify() -> Event:
    return notify.to_event(Outcome(a_notice(attempt=1), SENT, AT + timedelta(seconds=2), "250 2.0.0 OK"))


async def _parked(service: str) -> Event:
    works = InMemoryUnitOfWork(lambda transaction: transaction)
    record = a_record("ingest.publication-captured.v1", b"garbage")
    parcel = Parcel(record, service, "Unreadable", "not an event", 1, "message-1", "journey-1")
    await Parking(service, None, works).park(parcel)  # type: ignore[arg-type]
    return PARKED_BY_SERVICE[service].model_validate_json(works.outbox[0].body)
