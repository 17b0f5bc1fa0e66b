"""The layout of Nghị định 30/2020 as data: each measurement with the range that the decree allows and its mark."""

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from casework.domain.clocks.vocabulary import Mark
from casework.letters.errors import DataUnreadable
from casework.tables import Row, read_table

Align = Literal["left", "center", "right", "justify"]
Part = Literal["type", "body", "unit"]


class Measure(Row):
    value: float
    least: float
    most: float
    mark: Mark

    @model_validator(mode="after")
    def _within(self) -> "Measure":
        _check(self.value, self.least, self.most)
        return self


class Style(Row):
    """`cell` is the place in the decree's plan; lengths in points, `first_line` in millimetres."""

    cell: str
    name: str = Field(min_length=3)
    size: float
    least: float
    most: float
    mark: Mark
    align: Align
    bold: bool = False
    italic: bool = False
    before: float = Field(0, ge=0)
    after: float = Field(0, ge=0)
    line: float = Field(1.0, ge=1.0, le=1.5)
    first_line: float = Field(0, ge=0, le=12.7)
    keep: bool = False

    @model_validator(mode="after")
    def _within(self) -> "Style":
        _check(self.size, self.least, self.most)
        return self


class Page(Row):
    width: Measure
    height: Measure
    top: Measure
    bottom: Measure
    left: Measure
    right: Measure
    head_left: Measure
    foot_left: Measure
    number_from_top: Measure

    @property
    def text_width(self) -> float:
        return self.width.value - self.left.value - self.right.value


class Symbol(Row):
    letter: list[Part]
    report: list[Part]
    separator: str
    mark: Mark
    union_mark: Mark


class Rules(Row):
    full: Measure
    part: Measure


class Box(Row):
    width: float = Field(gt=0)
    height: float = Field(gt=0)
    mark: Mark


class Note(Row):
    text: str
    mark: Mark


class Font(Row):
    name: str
    mark: Mark


class Layout(Row):
    basis: str
    union_basis: Note
    letterhead: Note
    font: Font
    page: Page
    symbol: Symbol
    rules: Rules
    circulation: Box
    urgency: dict[str, Box]
    styles: dict[str, Style]

    @model_validator(mode="after")
    def _body_is_spaced(self) -> "Layout":
        if self.styles["body"].after < 6 or self.styles["body"].first_line not in (10, 12.7):
            raise ValueError("đoạn nội dung cần cách nhau ít nhất 6 pt và lùi đầu dòng 10 hoặc 12.7 mm")
        return self


def load_layout(path: Path | None = None) -> Layout:
    """Raises DataUnreadable."""
    return read_table(Layout, "letters/data/layout.yaml", path, DataUnreadable)


@cache
def packaged_layout() -> Layout:
    return load_layout()


def _check(value: float, least: float, most: float) -> None:
    if not least <= value <= most:
        raise ValueError(f"{value:g} nằm ngoài khoảng {least:g} – {most:g}")
