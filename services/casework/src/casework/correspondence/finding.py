"""A letter and its case, as they are in this transaction, if whoever acts may see them."""

from casework.correspondence.by import By
from casework.correspondence.filed import Filed
from casework.correspondence.ports import LetterWork
from casework.correspondence.refusals import NotThere, StaleLetter
from casework.domain.case import Case


async def case_of(work: LetterWork, case_id: str, by: By) -> Case:
    """Raises NotThere."""
    case = (await work.load([case_id])).get(case_id)
    if case is None or not by.sees(case):
        raise NotThere(f"Không có vụ việc {case_id}. Kiểm tra lại địa chỉ, hoặc tìm trong danh sách.")
    return case


async def letter_of(work: LetterWork, letter_id: str, by: By) -> tuple[Filed, Case]:
    """Raises NotThere."""
    letter = await work.letter(letter_id)
    case = (await work.load([letter.case_id])).get(letter.case_id) if letter else None
    if letter is None or case is None or not by.sees(case):
        raise NotThere(f"Không có văn bản {letter_id}. Kiểm tra lại địa chỉ, hoặc tìm trong danh sách của vụ việc.")
    return letter, case


def check_fresh(letter: Filed, read_version: int) -> None:
    """Raises StaleLetter, with the steps since then."""
    if letter.version != read_version:
        kinds = tuple(fact.kind for fact in letter.letter.facts[read_version:])
        raise StaleLetter(read_version, letter.version, kinds)
