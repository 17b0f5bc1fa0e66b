"""How sure a fact is, in the words of a note for its reader."""

import re

from casework.domain.clocks.vocabulary import MARK_NAMES

_CODE = re.compile(rf"\s*\((?:{'|'.join(MARK_NAMES)})\)")


def sureness(mark: str) -> str:
    """How sure something is, in brackets' words; `mark` may be one of a newer table."""
    return f"mức xác minh: {MARK_NAMES.get(mark, mark)}"


def without_codes(note: str) -> str:
    """Notes of tables give the code after its word: "chưa kiểm chứng (U)". People need the word alone."""
    return _CODE.sub("", note)
