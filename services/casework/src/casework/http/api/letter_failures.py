"""Why something was not done to a letter, as the API says it. What its case refuses is said as for any order."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from casework.correspondence import refusals as own
from casework.domain.directory import EndedWithoutSuccessor, NoOversightBody, NotAnOutlet, UnknownBody
from casework.http.api.faults import Fault
from casework.http.api.problems import Refused
from casework.letters import errors
from casework.letters import refusals as way

NOT_NOW, NOT_YOURS, UNFIT, THERE = 409, 403, 422, 404
Kind = tuple[int, str, str]

ANSWERS: Mapping[type[Exception], Kind] = {
    own.NotThere: (THERE, "not-found", "Không tìm thấy"),
    own.StaleLetter: (412, "stale-version", "Nội dung đã thay đổi"),
    own.TooManyLetters: (NOT_NOW, "too-many-letters", "Quá nhiều văn bản"),
    own.DocumentDamaged: (NOT_NOW, "document-damaged", "Văn bản lưu đã hỏng"),
    own.CannotWrite: (UNFIT, "cannot-write", "Chưa soạn được văn bản"),
    way.WrongState: (NOT_NOW, "wrong-state", "Chưa làm được ở bước này"),
    way.WrongRole: (NOT_YOURS, "not-yours", "Việc của người khác"),
    way.SamePerson: (NOT_YOURS, "same-person", "Cần một người khác"),
    way.DocumentChanged: (NOT_NOW, "document-changed", "Văn bản đã khác"),
    way.TooManySteps: (NOT_NOW, "too-many-steps", "Quá nhiều bước"),
    way.TimeRunsBack: (NOT_NOW, "time-runs-back", "Đồng hồ chạy lùi"),
    way.AlreadyVoided: (NOT_NOW, "already-voided", "Số đã hủy"),
    way.Refusal: (UNFIT, "missing", "Thiếu thông tin"),
    errors.LetterError: (UNFIT, "unfit-letter", "Nội dung không hợp lệ"),
    NoOversightBody: (UNFIT, "no-recipient", "Chưa biết nơi nhận"),
    EndedWithoutSuccessor: (UNFIT, "no-successor", "Chưa biết nơi kế thừa"),
    UnknownBody: (UNFIT, "unknown-body", "Không có trong danh bạ"),
    NotAnOutlet: (UNFIT, "not-an-outlet", "Không phải cơ quan báo chí"),
}


@contextmanager
def refusing() -> Iterator[None]:
    """Raises Refused instead; a stale form is shown the steps since it was read."""
    try:
        yield
    except tuple(ANSWERS) as error:
        status, kind, title = next(ANSWERS[known] for known in type(error).__mro__ if known in ANSWERS)
        raise Refused(status, kind, title, str(error), **_more(error)) from error


def _more(error: Exception) -> dict[str, Any]:
    if isinstance(error, own.StaleLetter):
        return {"changes": list(error.kinds)}
    faults = faults_in(error)
    return {"errors": [Fault(field=field, message=said) for field, said in faults.items()]} if faults else {}


def faults_in(error: Exception) -> dict[str, str]:
    """Where the writer of a letter can say what it lacks."""
    if isinstance(error, own.CannotWrite) and error.field:
        return {error.field: str(error)}
    return {"law": str(error)} if isinstance(error, errors.LawUndecided) else {}
