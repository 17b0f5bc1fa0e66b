"""Reads one of the tables that people may edit (YAML), and says which row and field is wrong."""

from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from casework.letters.errors import DataUnreadable

Table = TypeVar("Table", bound=BaseModel)


class Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def read(kind: type[Table], name: str, path: Path | None = None) -> Table:
    """`name` is the packaged table, `path` an edited one. Raises DataUnreadable."""
    shown = str(path or name)
    try:
        source = path or files("casework.letters").joinpath("data", name)
        return kind.model_validate(YAML(typ="safe", pure=True).load(source.read_text("utf-8")))
    except (OSError, UnicodeDecodeError) as error:
        raise DataUnreadable(f"Không đọc được {shown}: {error}.") from error
    except YAMLError as error:
        raise DataUnreadable(f"{shown} không phải YAML đúng: {error}") from error
    except ValidationError as error:
        faults = "; ".join(f"{' › '.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()[:5])
        raise DataUnreadable(f"{shown}: {faults}. Sửa các trường này rồi chạy lại.") from None
