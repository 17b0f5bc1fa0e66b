"""A letter as a file: the signed bytes, or a preview of what they would be."""

import re
import unicodedata
from urllib.parse import quote

from starlette.responses import Response

from casework.correspondence.filed import KIND_TITLES, Filed
from casework.domain.clocks.phrases import VIETNAM

LONGEST_NAME = 120


class Docx(Response):
    """A Word document."""

    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def as_file(letter: Filed, content: bytes, sha256: str) -> Docx:
    """With its SHA-256 as ETag: what somebody approves or signs is named by it."""
    name = file_name(letter)
    plain = re.sub(r"[^A-Za-z0-9.]+", "-", _without_marks(name))
    headers = {
        # RFC 6266: old readers take the plain name, all others the one that is encoded as RFC 5987 says.
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}",
        "ETag": f'"{sha256}"',
    }
    return Docx(content, headers=headers)


def file_name(letter: Filed) -> str:
    number = letter.letter.number
    first = f"{number.at.astimezone(VIETNAM).year} số {letter.number}" if number else "Dự thảo"
    voided = " (đã hủy)" if letter.letter.state == "voided" else ""
    name = f"{first}{voided} {KIND_TITLES[letter.kind]} – {letter.printed.to[0]}"
    safe = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', "-", name)
    return f"{safe[:LONGEST_NAME].strip()}.docx"


def _without_marks(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("đ", "d").replace("Đ", "D"))
    return plain.encode("ascii", "ignore").decode()
