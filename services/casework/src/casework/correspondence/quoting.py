"""Does a quotation stand in what was published? Only a warning: of a film or a picture there is no text to look in."""

from collections.abc import Iterator, Sequence

from casework.domain.case import Told
from casework.domain.proof.folding import fold, has
from casework.letters.press import Statement

CUT = "…"
"""Ends the first lines of a text that goes on."""
SHOWN = 60


def unfounded(statements: Sequence[Statement], told: Told, lead: str) -> Iterator[str]:
    """What to check, for each quotation that is not there; blanks, quotation marks and case are no difference.

    `lead`: the first lines of the captured text, or all of it when it does not end in `CUT`.
    """
    published = fold("\n".join((told.title, lead, told.says)))
    whole = bool(lead) and not lead.endswith(CUT)
    for number, one in enumerate(statements, start=1):
        if not has(published, one.quote):
            yield f"Câu trích {number} (“{_short(one.quote)}”) {_missing(whole, lead or told.says)}"


def _missing(whole: bool, text: str) -> str:
    if whole:
        return "không có trong bài đã thu. Sửa cho đúng từng chữ như báo đã đăng."
    where = (
        "trong phần bài mà hồ sơ giữ (tên bài và những dòng đầu)" if text else "trong tên bài, và hồ sơ không giữ bài"
    )
    return f"không thấy {where}. Đối chiếu từng chữ với bài gốc."


def _short(quote: str) -> str:
    line = " ".join(quote.split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN].rstrip()} {CUT}"
