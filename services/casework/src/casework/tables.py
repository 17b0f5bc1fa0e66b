"""The tables that people may edit: YAML, read row by row, each fault with its row and field.

ruamel.yaml (kept, MIT): refuses a key given twice, which PyYAML takes silently.
"""

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

Table = TypeVar("Table", bound=BaseModel)
FAULTS = 5
"""So many are told at once."""


class Row(BaseModel):
    """A row, or a whole table: what it does not know it refuses."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def read_table(shape: type[Table], packaged: str, path: Path | None, refusal: type[Exception]) -> Table:
    """The edited table at `path`, or the `packaged` one (a file of the package casework). Raises `refusal`."""
    name, content = str(path or packaged), None
    try:
        content = _packaged(packaged) if path is None else _load(path.read_text("utf-8"))
        return shape.model_validate(content)
    except (OSError, UnicodeDecodeError) as error:
        raise refusal(f"Không đọc được tệp {name}: {error}.") from error
    except YAMLError as error:
        raise refusal(f"{name} không phải YAML đúng: {error}") from error
    except ValidationError as error:
        faults = "; ".join(f"{_place(fault['loc'], content)}: {fault['msg']}" for fault in error.errors()[:FAULTS])
        raise refusal(f"{name}: {faults}. Sửa các trường này rồi chạy lại.") from None


@cache
def _packaged(name: str) -> Any:
    """Read once: it takes a tenth of a second, and nobody edits it while we run."""
    return _load(files("casework").joinpath(name).read_text("utf-8"))


def _load(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(text)


def _place(location: tuple[int | str, ...], content: Any) -> str:
    """Rows are counted from 1 and named."""
    steps = []
    for step in location:
        content = _inside(content, step)
        steps.append(step if isinstance(step, str) else _numbered(step + 1, content))
    return " › ".join(steps) or "tệp"


def _numbered(number: int, row: Any) -> str:
    if not isinstance(row, dict):
        return f"mục {number}"
    return f"dòng {number} ({row.get('id') or row.get('name') or 'không có id'})"


def _inside(content: Any, step: int | str) -> Any:
    try:
        return content[step]
    except (KeyError, IndexError, TypeError):
        return None
