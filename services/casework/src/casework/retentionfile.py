"""The retention policy: a YAML file that the federation edits, checked before anything is deleted by it."""

from pathlib import Path
from typing import Annotated

from pydantic import Field

from casework.domain.retention import IRRELEVANT, Policy
from casework.tables import Row, read_table

PACKAGED = "data/retention.yaml"
PURGEABLE = frozenset({IRRELEVANT})
LEAST_DAYS = 7
"""A slip of the pen must not empty the database: corrections and changed judgements need some days to arrive."""

Text = Annotated[str, Field(min_length=1, max_length=300)]


class RetentionUnreadable(Exception):
    """The file is no retention policy; the message names the row and the cure."""


class _Policy(Row):
    name: Annotated[str, Field(pattern=r"^[a-z][a-z-]{2,40}$")]
    title: Text
    days: Annotated[int, Field(ge=LEAST_DAYS, le=36_500)] | None
    basis: Text


class _File(Row):
    policies: list[_Policy]


def load_retention(path: Path | None = None) -> dict[str, Policy]:
    """By name; the packaged policy, or that of `path`. Raises RetentionUnreadable."""
    rows = read_table(_File, PACKAGED, path, RetentionUnreadable).policies
    return _checked([Policy(row.name, row.title, row.days, row.basis) for row in rows], str(path or PACKAGED))


def _checked(policies: list[Policy], name: str) -> dict[str, Policy]:
    found = {policy.name: policy for policy in policies}
    if len(found) < len(policies):
        raise RetentionUnreadable(f"{name}: có lớp được ghi hai lần; mỗi lớp một dòng.")
    if IRRELEVANT not in found:
        raise RetentionUnreadable(f"{name}: thiếu lớp {IRRELEVANT}; ghi days: null nếu không muốn xóa.")
    if unknown := sorted(policy.name for policy in policies if policy.days and policy.name not in PURGEABLE):
        raise RetentionUnreadable(f"{name}: máy chưa biết xóa lớp {unknown[0]}; để days: null.")
    return found
