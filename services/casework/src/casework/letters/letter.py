"""A letter on its way out: drafted, proposed by one person, approved by another, signed, issued, received.

Nothing leaves without each of these; an edit throws the approval away; what is signed is what was approved.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from casework.domain.roles import ROLE_NAMES
from casework.letters.receipt import Receipt, check_receipt
from casework.letters.refusals import (
    DocumentChanged,
    NoReason,
    NoTimezone,
    SamePerson,
    TimeRunsBack,
    TooManySteps,
    WrongNumber,
    WrongRole,
    WrongState,
)
from casework.letters.register import Entry, check_series, year_of
from casework.letters.steps import PERMISSIONS, STATES, Actor, Fact, State, Step

MOST_STEPS = 200
"""A letter is one document of the database; ending it is always possible."""

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Letter:
    """`document` is the SHA-256 of the unnumbered .docx, `signed_document` of the numbered one that leaves.

    `signatory` is the account of the person whose name is printed under the letter.
    """

    id: str
    series: str
    signatory: str
    state: State
    document: str
    facts: tuple[Fact, ...]
    proposed_by: str | None = None
    approved_by: str | None = None
    approved_document: str | None = None
    signed_by: str | None = None
    number: Entry | None = None
    signed_document: str | None = None
    receipt: Receipt | None = None

    @property
    def version(self) -> int:
        return len(self.facts)

    def edited(self, actor: Actor, document: str, at: datetime) -> "Letter":
        """Whoever proposed and approved, did so for another text."""
        self._check("edit", actor, at)
        text = replace(self, proposed_by=None, approved_by=None, approved_document=None)
        return text._taken("edit", "drafted", actor, at, document=_checked(document))

    def proposed(self, actor: Actor, at: datetime) -> "Letter":
        self._check("propose", actor, at)
        return replace(self, proposed_by=actor.id)._taken("propose", "proposed", actor, at)

    def returned(self, actor: Actor, reason: str, at: datetime) -> "Letter":
        self._check("return", actor, at, reason)
        text = replace(self, proposed_by=None, approved_by=None, approved_document=None)
        return text._taken("return", "returned", actor, at, reason)

    def approved(self, actor: Actor, document: str, at: datetime) -> "Letter":
        """`document`: the SHA-256 of what the approver has read, which fixes it."""
        self._check("approve", actor, at)
        if actor.id == self.proposed_by:
            raise SamePerson("Người duyệt phải khác người trình. Nhờ một lãnh đạo khác duyệt văn bản này.")
        self._check_document(document, self.document)
        text = replace(self, approved_by=actor.id, approved_document=document)
        return text._taken("approve", "approved", actor, at)

    def check_signing(self, actor: Actor, document: str, at: datetime) -> None:
        """Whatever would refuse the signature, before a number is taken for it."""
        self._check("sign", actor, at)
        if actor.id != self.signatory:
            raise WrongRole(
                "Chỉ người có tên ở phần chữ ký mới ký được văn bản này. Người khác ký thì sửa phần ấy rồi trình lại."
            )
        self._check_document(document, self.approved_document)

    def signed(self, actor: Actor, document: str, number: Entry, numbered: str, at: datetime) -> "Letter":
        """`document`, `numbered`: the SHA-256 of the letter rendered again, without its number and with it; `number`:
        its line in the register."""
        self.check_signing(actor, document, at)
        own = (self.id, self.series, year_of(at), None)
        if (number.letter_id, number.series, number.year, number.voiding) != own:
            raise WrongNumber(
                f"Số {number.printed} ({number.series}, {number.year}) không phải của văn bản này. Lấy số từ sổ."
            )
        text = replace(self, signed_by=actor.id, number=number, signed_document=_checked(numbered))
        return text._taken("sign", "signed", actor, at, about=numbered)

    def issued(self, actor: Actor, document: str, at: datetime, how: str = "") -> "Letter":
        """`document`: the SHA-256 of the letter that leaves; `how`: by post, under which number, by e-mail to whom."""
        self._check("issue", actor, at)
        self._check_document(document, self.signed_document)
        return self._taken("issue", "issued", actor, at, how, about=document)

    def received(self, actor: Actor, receipt: Receipt, at: datetime) -> "Letter":
        """Whoever it was sent to has it: from then on clocks run."""
        self._check("receive", actor, at)
        issued = next(fact.at for fact in reversed(self.facts) if fact.kind == "issue")
        proof = check_receipt(receipt, issued, at)
        known = replace(self, receipt=replace(receipt, proof=proof))
        return known._taken("receive", "received", actor, at, proof, about=self.signed_document)

    def withdrawn(self, actor: Actor, reason: str, at: datetime) -> "Letter":
        """Before anybody has approved it; later only a leader voids it."""
        self._check("withdraw", actor, at, reason)
        return self._taken("withdraw", "withdrawn", actor, at, reason)

    def voided(self, actor: Actor, reason: str, at: datetime) -> "Letter":
        """A number that the letter has stays its own, voided for the same reason."""
        self._check("void", actor, at, reason)
        number = self.number.voided(reason, actor.id, at) if self.number else None
        return replace(self, number=number)._taken("void", "voided", actor, at, reason)

    def _check(self, step: Step, actor: Actor, at: datetime, reason: str | None = None) -> None:
        permission = PERMISSIONS[step]
        check_actor(step, actor)
        if self.state not in permission.states:
            allowed = ", ".join(sorted(STATES[state] for state in permission.states))
            raise WrongState(f"Văn bản {STATES[self.state]} nên không {permission.words} được. Chỉ khi: {allowed}.")
        if permission.reason and not (reason and reason.strip()):
            raise NoReason(f"Muốn {permission.words} văn bản phải nêu lý do.")
        if self.version >= MOST_STEPS and step not in ("withdraw", "void"):
            raise TooManySteps(f"Văn bản đã qua {MOST_STEPS} bước. Hủy văn bản này và soạn văn bản mới.")
        check_time(at)
        if at < self.facts[-1].at:
            raise TimeRunsBack("Thời điểm này trước bước liền trước của văn bản. Kiểm tra đồng hồ máy chủ.")

    @staticmethod
    def _check_document(seen: str, fixed: str | None) -> None:
        if _checked(seen) != fixed:
            raise DocumentChanged(
                "Nội dung văn bản khác bản đã trình, duyệt (mã SHA-256 không khớp). Mở bản mới, trình và duyệt lại."
            )

    def _taken(
        self,
        step: Step,
        state: State,
        actor: Actor,
        at: datetime,
        reason: str = "",
        *,
        document: str | None = None,
        about: str | None = None,
    ) -> "Letter":
        text = document or self.document
        fact = Fact(self.id, self.version + 1, step, actor.id, actor.role, reason.strip(), at, about or text)
        return replace(self, state=state, document=text, facts=(*self.facts, fact))


def draft(id_: str, series: str, signatory: str, document: str, actor: Actor, at: datetime) -> Letter:
    """A new letter; `document` is the SHA-256 of its text as rendered without number and date."""
    check_actor("draft", actor)
    check_time(at)
    check_series(series)
    fact = Fact(id_, 1, "draft", actor.id, actor.role, "", at, _checked(document))
    return Letter(id_, series, signatory, "drafted", document, (fact,))


def check_actor(step: Step, actor: Actor) -> None:
    permission = PERMISSIONS[step]
    if actor.role not in permission.roles:
        allowed = ", ".join(sorted(ROLE_NAMES[role] for role in permission.roles))
        raise WrongRole(
            f"Vai trò {ROLE_NAMES[actor.role]} không được {permission.words} văn bản. Được phép: {allowed}."
        )


def check_time(at: datetime) -> None:
    if at.tzinfo is None:
        raise NoTimezone("Thời điểm của mỗi bước phải có múi giờ.")


def _checked(document: str) -> str:
    if not _SHA256.fullmatch(document):
        raise DocumentChanged("Mã SHA-256 của văn bản không đúng dạng (64 chữ số thập lục phân). Tạo lại văn bản.")
    return document
