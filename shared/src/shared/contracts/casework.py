"""Events of the casework service: cases, the directory of bodies, and who must be told."""

from typing import ClassVar

from pydantic import Field

from shared.contracts.envelope import Event, Identifier, Moment, Wire

MOST_MOVED = 200
"""Publications on either side of a case that is split or merged; those that joined first."""


class PublicationsMoved(Wire):
    """People's word on which publications belong together. The latest word on a pair holds."""

    case_id: Identifier = Field(description="the other case: into which this one was merged, that came out of it, …")
    publications: list[Identifier] = Field(max_length=MOST_MOVED, description="those that went there, or came back")
    others: list[Identifier] = Field(max_length=MOST_MOVED, description="those that they were put to, or taken from")
    together: bool = Field(description="true: these belong to the others now; false: they do not, or no longer")


class CaseChangedV1(Event):
    """One change of one case, in order. `kind` grows: consumers skip kinds they do not know."""

    TOPIC: ClassVar[str] = "casework.case-changed.v1"

    kind: str = Field(description="opened, publication-attached, notice-requested, …")
    actor: str = Field(description="account of the person, or 'machine'")
    role: str = Field(default="", description="in which role the person acted: watch-officer, unit-officer, leader, …")
    publication_id: Identifier | None = None
    note: str = Field(default="", description="empty when the case is restricted or confidential")
    moved: PublicationsMoved | None = Field(default=None, description="of split, merged, unmerged: what went where")


class CasePublication(Wire):
    publication_id: Identifier
    outlet_name: str
    address: str
    title: str
    published_at: Moment | None = None
    state: str = Field(default="as captured", description="as captured, edited, removed")


class CaseStateV1(Event):
    """The current public state of a case; the topic is compacted, so its newest record is the truth."""

    TOPIC: ClassVar[str] = "casework.case-state.v1"

    title: str
    status: str
    topic: str
    urgency: str
    unit_id: Identifier
    unit_name: str
    opened_at: Moment
    due_at: Moment | None = None
    publications: list[CasePublication] = Field(default_factory=list)
    verdict: str = Field(
        default="", description="approved conclusion: accurate, partly-accurate, inaccurate, unverifiable"
    )
    level: str = Field(default="normal", description="normal, restricted, confidential (title and publications hidden)")
    merged_into: Identifier | None = Field(default=None, description="the case that people merged this one into")


class BodyChangedV1(Event):
    """One organisation of the directory as it is now; compacted."""

    TOPIC: ClassVar[str] = "casework.body-changed.v1"

    name: str
    kind: str = Field(
        description="its main role: provincial, unit, oversight, regulator, ministry, owner, outlet; grows"
    )
    address: str = Field(default="", description="e-mail")
    places: list[str] = Field(
        default_factory=list, description="what it answers for: codes of communes, names of districts before 2025-07-01"
    )
    valid_from: Moment | None = Field(default=None, description="the first day, as midnight UTC of that date")
    valid_to: Moment | None = Field(default=None, description="the last day, as midnight UTC of that date")
    actor: str = Field(default="machine", description="who changed it: an account, or 'machine'")
    roles: list[str] = Field(default_factory=list, description="all its roles, the main one first")
    sectors: list[str] = Field(default_factory=list, description="kinds of employers or industrial parks")
    successor_id: Identifier | None = Field(default=None, description="the body that goes on with its cases")
    address_is_placeholder: bool = Field(default=False, description="invented: nothing sent there arrives")
    attention: str = Field(default="", description="the department inside it that receives")
    postal: str = ""
    phone: str = ""
    web: str = ""
    medium: str = Field(default="", description="of an outlet: online, daily, weekly, magazine, radio, tv, …")
    owner_id: Identifier | None = Field(default=None, description="of an outlet: the body above it (cơ quan chủ quản)")
    correction_place: str = Field(default="", description="of an outlet: where it prints its corrections")
    mark: str = Field(default="U", description="how sure name, roles and contacts are: V, V-ocr, V2, INF, U")
    dates_mark: str = Field(default="", description="how sure the days and the successor are")
    source: str = Field(default="", description="where this was found")
    note: str = ""


class Recipient(Wire):
    body_id: Identifier
    name: str
    channel: str = "email"
    address: str


class NoticeRequestedV1(Event):
    """Somebody must be told. Keyed by case, so one case's notices keep their order."""

    TOPIC: ClassVar[str] = "casework.notice-requested.v1"

    notice_id: Identifier
    kind: str = Field(description="verification-requested, reminder, overdue, escalation, handover; grows")
    recipient: Recipient
    case_title: str
    outlet_name: str
    publication_title: str
    publication_address: str
    published_at: Moment | None = None
    captured_at: Moment = Field(description="when the publication behind it was captured: end-to-end age starts here")
    due_at: Moment | None = None
    due_basis: str = Field(default="", description="where the time limit comes from; internal targets say so")
    rule_id: str = Field(default="", description="the deadline's rule")
    rule_title: str = Field(default="", description="what is due, in words")
    force: str = Field(default="", description="of the deadline: binding, by-instruction, internal")
    mark: str = Field(default="", description="how sure the deadline's rule is: V, V-ocr, V2, INF, U")
    derivation: list[str] = Field(default_factory=list, description="how the due time follows from the rule")
    reminder_id: str = Field(default="", description="of a reminder: the row that says who is told and when")
    reminder_basis: str = Field(default="", description="where that row comes from, with its force and mark")
    remark: str = Field(default="", description="what else must be said, as that earlier reminders were not sent")


class RevisitAddress(Wire):
    role: str = Field(description="publication, or place: where the outlet prints corrections")
    address: str = Field(max_length=2_000)


class RevisitRequestedV1(Event):
    """These pages are to be looked at again, or no longer: a newer one about the same subject replaces the older.

    The subject is one request to an outlet: case and request id. Ingest reports what is there and judges nothing."""

    TOPIC: ClassVar[str] = "casework.revisit-requested.v1"

    case_id: Identifier
    request_id: Identifier
    publication_id: Identifier
    track: str = Field(description="reply, correction")
    state: str = Field(description="wanted, ended")
    reason: str = Field(default="", description="why it ended: settled, …")
    addresses: list[RevisitAddress] = Field(default_factory=list, max_length=10)
    notice_title: str = Field(default="", description="the heading that the law gives the notice; may be empty")
    phrases: list[str] = Field(
        default_factory=list, max_length=20, description="a link on a place that has one of these leads to a notice"
    )
    required: list[str] = Field(default_factory=list, description="what the notice must contain; for people to read")
    since: Moment
    until: Moment
    interval_seconds: int = Field(ge=1, le=2_678_400, description="between two looks")


class PublicationJudgedV1(Event):
    """An officer's verdict on one publication: what a machine learns from. A later version replaces an earlier one."""

    TOPIC: ClassVar[str] = "casework.publication-judged.v1"

    relevant: str = Field(description="yes, no: it concerns us, or not; unsure: an earlier verdict was taken back")
    topic: str = Field(default="", description="what it is about, as the officer says; empty: as the machine said")
    unit_id: Identifier | None = Field(default=None, description="the body that the officer chose to answer")
    case_id: Identifier | None = Field(default=None, description="the case that tells of it since")
    judged_by: str = Field(description="account of the person")
    role: str = Field(default="", description="in which role the person judged")
    machine_relevant: str = Field(default="", description="what the machine had said: yes, unsure, no")
    machine_score: float | None = Field(default=None, ge=0, le=1)
    machine_topic: str = ""
