"""A letter and its case, as they are in this transaction, if whoever acts may see them."""

from casework.correspondence.by import By
from casework.correspondence.filed import Filed
from casework.correspondence.ports import LetterWork
from casework.correspondence.refusals import NotThere, StaleLetter
from casework.domain.case import Case
from casework.domain.reporting.report import Report


async def case_of(work: LetterWork, case_id: str, by: By) -> Case:
    """Raises NotThere."""
    case = (await work.load([case_id])).get(case_id)
    if case is None or not by.sees(case):
        raise NotThere(f"Không có vụ việc {case_id}. Kiểm tra lại địa chỉ, hoặc tìm trong danh sách.")
    return case


async def report_of(work: LetterWork, report_id: str, by: By) -> Report:
    """Raises NotThere."""
    report = await work.report(report_id)
    if report is None or not by.acts_for(report.unit.id):
        raise NotThere(f"Không có báo cáo {report_id}. Kiểm tra lại địa chỉ, hoặc tìm trong danh sách.")
    return report


async def letter_of(work: LetterWork, letter_id: str, by: By) -> tuple[Filed, Case | Report]:
    """With the case or the report that it belongs to. Raises NotThere."""
    try:
        if (letter := await work.letter(letter_id)) is None:
            raise NotThere
        find = report_of if letter.kind == "report" else case_of
        return letter, await find(work, letter.home, by)
    except NotThere as error:
        raise NotThere(
            f"Không có văn bản {letter_id}. Kiểm tra lại địa chỉ, hoặc tìm trong danh sách của vụ việc."
        ) from error


def check_fresh(letter: Filed, read_version: int) -> None:
    """Raises StaleLetter, with the steps since then."""
    if letter.version != read_version:
        kinds = tuple(fact.kind for fact in letter.letter.facts[read_version:])
        raise StaleLetter(read_version, letter.version, kinds)
