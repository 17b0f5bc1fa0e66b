"""The retention policy: a YAML file that the federation edits, checked before anything is deleted by it."""

from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from casework.domain.retention import IRRELEVANT, Policy

PACKAGED = "data/retention.yaml"
PURGEABLE = frozenset({IRRELEVANT})
LEAST_DAYS = 7
"""A slip of the pen must not empty the database: corrections and changed judgements need some days to arrive."""

Text = Annotated[str, Field(min_length=1, max_length=300)]


class RetentionUnreadable(Exception):
    """The file is no retention policy; the message names the row and the cure."""


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(pattern=r"^[a-z][a-z-]{2,40}$")]
    title: Text
    days: Annotated[int, Field(ge=LEAST_DAYS, le=36_500)] | None
    basis: Text


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    policies: list[_Row]


def load_retention(path: Path | None = None) -> dict[str, Policy]:
    """By name; the packaged policy, or that of `path`. Raises RetentionUnreadable."""
    name = str(path or PACKAGED)
    try:
        text = path.read_text("utf-8") if path else files("casework").joinpath(PACKAGED).read_text("utf-8")
        content: Any = YAML(typ="safe", pure=True).load(text)
        rows = _File.model_validate(content).policies
    except (OSError, UnicodeDecodeError) as error:
        raise RetentionUnreadable(f"Không đọc được tệp thời hạn lưu {name}: {error}.") from error
    except YAMLError as error:
        raise RetentionUnreadable(f"{name} không phải YAML đúng: {error}") from error
    except ValidationError as error:
        faults = (f"{' › '.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()[:5])
        raise RetentionUnreadable(f"{name}: {'; '.join(faults)}.") from None
    return _checked([Policy(row.name, row.title, row.days, row.basis) for row in rows], name)


def _checked(policies: list[Policy], name: str) -> dict[str, Policy]:
    found = {policy.name: policy for policy in policies}
    if len(found) < len(policies):
        raise RetentionUnreadable(f"{name}: có lớp được ghi hai lần; mỗi lớp một dòng.")
    if IRRELEVANT not in found:
        raise RetentionUnreadable(f"{name}: thiếu lớp {IRRELEVANT}; ghi days: null nếu không muốn xóa.")
    if unknown := sorted(policy.name for policy in policies if policy.days and policy.name not in PURGEABLE):
        raise RetentionUnreadable(f"{name}: máy chưa biết xóa lớp {unknown[0]}; để days: null.")
    return found
