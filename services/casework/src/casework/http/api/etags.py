"""Versions as ETags: read with one, changed with it."""

import re
from typing import Annotated

from fastapi import Header

from casework.http.api.problems import AsItWas, Refused

IfMatch = Annotated[str | None, Header(description='the ETag that was read, such as "3"; required')]
IfNoneMatch = Annotated[str | None, Header(description="an ETag: 304 if it still holds")]


def etag(version: int) -> str:
    return f'"{version}"'


def version_of(if_match: str | None) -> int:
    """Raises Refused: a change without the version it started from would undo what others did."""
    if if_match is None:
        raise Refused(
            428,
            "if-match-missing",
            "Thiếu If-Match",
            "Xin đọc lại nội dung và gửi kèm tiêu đề If-Match với giá trị ETag vừa nhận.",
        )
    found = re.fullmatch(r'"(\d{1,9})"', if_match.strip(), re.ASCII)
    # Whatever else it is, it is no version of ours, so it does not match.
    return int(found[1]) if found else 0


def tag_unless_held(if_none_match: str | None, version: int) -> str:
    """The ETag of what is answered. Raises AsItWas for who has it already."""
    held = {part.strip().removeprefix("W/") for part in (if_none_match or "").split(",")}
    if etag(version) in held:
        raise AsItWas(etag(version))
    return etag(version)
