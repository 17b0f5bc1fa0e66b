"""A case in which a newspaper was wrong, and what its writer says in a letter."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import TypeAdapter

from casework.correspondence.issuing import Issuer, load_issuing
from casework.correspondence.matter import Matter, Person
from casework.correspondence.own import AnyOwn
from casework.domain.beginning import open_case
from casework.domain.case import Case, Told
from casework.domain.directory import Directory, sound
from casework.domain.life.life import Life
from casework.domain.life.parts import Conclusion, Finding, Request
from casework.store.bodies import packaged_bodies
from casework.testing import CAM_DUONG, CLOCKWORK, a_sighting

AT = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
CONTACT = {"name": "bà Trần Thị Bình", "phone": "0214 000 0001", "email": "cong-tac@ldld-laocai.example"}
SAID = {"signatory": "phat", "signer": {"on_behalf_of": "Ban Thường vụ", "post": "Chủ tịch"}, "contact": CONTACT}
CORRECTION = SAID | {"kind": "correction", "request_id": "r1"}
COPY = SAID | {"kind": "copy", "request_id": "r1"}
VERIFICATION = SAID | {"kind": "verification"}
REMINDER = SAID | {"kind": "reminder"}

_ANY: TypeAdapter[Any] = TypeAdapter(AnyOwn)


def own(said: dict[str, Any], **changes: Any) -> Any:
    return _ANY.validate_python(said | changes)


def a_life(track: str = "reply", publication_id: str = "publication-1", **other: Any) -> Life:
    body = "Thanh tra tỉnh" if track == "correction" else ""
    at = AT - timedelta(days=1)
    known: dict[str, Any] = {
        "findings": (Finding("f1", "minh", at, "Chỉ nợ một tháng.", ("Bảng lương tháng 10", "Biên bản làm việc")),),
        "conclusion": Conclusion("partly-accurate", "Nợ lương một tháng, không phải ba.", "minh", at, "binh", at, body),
        "requests": (Request("r1", publication_id, track, "online", "lan"),),
    }
    return Life("acting", **known | other)


def a_case(life: Life | None = None) -> tuple[Case, Told]:
    case, told = open_case("case-1", "notice-1", a_sighting(), CAM_DUONG, CLOCKWORK, AT - timedelta(days=2))
    return replace(case, life=life or a_life(), changes=()), told


def the_issuer(**other: Any) -> Issuer:
    return load_issuing().issuer(None).model_copy(update=other)


def the_directory() -> Directory:
    return sound(packaged_bodies())


def a_matter(life: Life | None = None, **other: Any) -> Matter:
    case, told = a_case(life)
    known: dict[str, Any] = {
        "case": case,
        "publications": [told],
        "earlier": [],
        "directory": the_directory(),
        "issuer": the_issuer(),
        "questions": load_issuing().questions,
        "writer": Person("lan", "Đỗ Thị Lan"),
        "signatory": Person("phat", "Nguyễn Văn Phát"),
        "now": AT,
    }
    return Matter(**known | other)
