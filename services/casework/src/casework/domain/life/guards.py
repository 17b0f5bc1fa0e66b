"""Small checks that the steps share; each refuses in words."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from casework.domain.life.actor import Actor
from casework.domain.life.refusals import Missing, NotYours, SamePerson, WrongStage
from casework.domain.life.stages import STAGE_NAMES, Stage
from casework.domain.roles import ROLE_NAMES, Role

LONGEST_TEXT = 10_000


@dataclass(frozen=True, slots=True)
class Scene:
    """Who acts when, on the case of which unit, which tells which publications."""

    actor: Actor
    now: datetime
    unit_id: str
    publications: frozenset[str] = frozenset()
    case_id: str = ""
    told_count: int = 0
    """How many publications are the case's own; those of absorbed cases are theirs."""
    new_id: str = ""
    """Of the case that the step makes, if it makes one."""
    unit_open: bool = False
    """A person still has to choose the unit of the case."""


def at_stage(stage: Stage, allowed: Collection[Stage], doing: str) -> None:
    if stage not in allowed:
        named = ", ".join(f"“{STAGE_NAMES[one]}”" for one in STAGE_NAMES if one in allowed)
        raise WrongStage(
            f"Không thể {doing} khi hồ sơ ở trạng thái “{STAGE_NAMES[stage]}”; chỉ làm được ở trạng thái {named}."
        )


def may(scene: Scene, roles: Collection[Role], doing: str) -> None:
    """A unit officer acts for the unit that the case is assigned to, and for no other."""
    actor = scene.actor
    if actor.role not in roles:
        named = ", ".join(ROLE_NAMES[role] for role in Role if role in roles)
        raise NotYours(f"Vai trò {ROLE_NAMES[actor.role]} không được {doing}; việc này dành cho: {named}.")
    if actor.role is Role.UNIT_OFFICER and actor.unit_id != scene.unit_id:
        raise NotYours(f"Hồ sơ đang giao cho đơn vị khác; cán bộ của đơn vị đó mới được {doing}.")


def another_person(scene: Scene, first: str, doing: str) -> None:
    if scene.actor.account == first:
        raise SamePerson(f"Người đề xuất không được tự {doing}: cần một người khác.")


def text(value: str, name: str) -> str:
    """Raises Missing when there is nothing to read, or far too much."""
    kept = value.strip()
    if not kept:
        raise Missing(f"Thiếu {name}. Ghi rõ {name} rồi gửi lại.")
    if len(kept) > LONGEST_TEXT:
        raise Missing(f"Phần {name} dài quá {LONGEST_TEXT:,} ký tự. Rút gọn, phần còn lại đưa vào chứng cứ.")
    return kept


def names(values: Iterable[str]) -> tuple[str, ...]:
    """References, without blanks and repeats."""
    return tuple(dict.fromkeys(kept for value in values if (kept := value.strip())))
