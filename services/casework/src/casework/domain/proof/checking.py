"""Which of the required items a text has."""

from dataclasses import dataclass
from datetime import datetime

from casework.domain.clocks.phrases import VIETNAM
from casework.domain.proof.folding import fold, has, quotes
from casework.domain.proof.requirement import Item, ProofRules, Requirement
from casework.domain.proof.sights import NOTICE, PUBLICATION, THERE, RawPage, Sight

EXCERPT, TITLE = 300, 300
APOLOGY = "xin lỗi"


@dataclass(frozen=True, slots=True)
class Subject:
    """What the notice is about: the publication, and who answers (`bodies`: names under which they may be quoted)."""

    title: str
    published_at: datetime | None
    bodies: tuple[str, ...]

    def asks(self, item: Item) -> bool:
        """Does the machine miss it? Only what it can compare, and what is known to be the law."""
        known = item.check != "date" or self.published_at is not None
        return item.check != "person" and item.mark != "U" and known


def checked(raw: RawPage, subject: Subject, requirement: Requirement, rules: ProofRules) -> Sight:
    folded = fold(f"{raw.title}\n{raw.text}") if raw.state == THERE else " "
    carried = tuple(item.id for item in requirement.items if _carries(item, folded, subject, requirement))
    refuses = raw.role == NOTICE and _refuses(folded, subject, requirement, rules)
    return Sight(
        role=raw.role,
        address=raw.address,
        state=raw.state,
        detail=raw.detail,
        title=raw.title[:TITLE],
        excerpt=" ".join(raw.text[: 2 * EXCERPT].split())[:EXCERPT],
        content_hash=raw.content_hash,
        sha256=raw.sha256,
        linked_from=raw.linked_from,
        position=raw.position,
        links=raw.links,
        carried=carried,
        concerns=_concerns(raw, folded, subject, requirement) and not refuses,
        refuses=refuses,
    )


def _refuses(folded: str, subject: Subject, requirement: Requirement, rules: ProofRules) -> bool:
    """Under the law's heading stands a correction, whatever else it says."""
    corrected = bool(requirement.heading) and has(folded, requirement.heading)
    return not corrected and quotes(folded, subject.title) and any(has(folded, one) for one in rules.refusals)


def _concerns(raw: RawPage, folded: str, subject: Subject, requirement: Requirement) -> bool:
    """The publication's own page names itself anyway: there only the heading of the law makes a notice of it."""
    if raw.role == PUBLICATION:
        return bool(requirement.heading) and has(folded, requirement.heading)
    signs = (requirement.heading, *requirement.signs)
    return raw.role == NOTICE and quotes(folded, subject.title) and any(has(folded, sign) for sign in signs)


def _carries(item: Item, folded: str, subject: Subject, requirement: Requirement) -> bool:
    match item.check:
        case "heading":
            return has(folded, requirement.heading)
        case "work":
            return quotes(folded, subject.title)
        case "date":
            return subject.published_at is not None and _dated(folded, subject.published_at)
        case "apology":
            # The heading has the word itself; the apology is a sentence of its own.
            rest = folded.replace(fold(requirement.heading), " ") if requirement.heading else folded
            return has(rest, APOLOGY)
        case "body":
            return any(has(folded, name) for name in subject.bodies)
        case "person":
            return False


def _dated(folded: str, published_at: datetime) -> bool:
    """24/11/2026, 24-11-2026, 24.11.2026, or in words; leading zeros or not."""
    day = published_at.astimezone(VIETNAM)
    written = (f"{day.day} {day.month} {day.year}", f"{day.day} tháng {day.month} năm {day.year}")
    return any(has(folded, one) for one in written)
