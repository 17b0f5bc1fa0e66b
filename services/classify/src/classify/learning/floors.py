"""Figures that must not get worse. A floor is lowered by a person with a reason, which stays in the file."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classify.learning.examples import BadData

# Each figure is named by its way through the report: "all/relevance/yes/precision".
_SMALLER_IS_BETTER = ("unsure_share", "seen_per_100000")


@dataclass(frozen=True, slots=True)
class Fault:
    """A figure on the wrong side of its floor."""

    figure: str
    floor: float
    found: float | None

    def __str__(self) -> str:
        return f"{self.figure} is {self.found}, its floor is {self.floor}"


def faults(report: Mapping[str, Any], path: Path) -> list[Fault]:
    """Raises BadData when the file is none of floors."""
    found = figures_of(report)
    held = [Fault(figure, floor, found.get(figure)) for figure, floor in sorted(_read(path)["floors"].items())]
    return [fault for fault in held if fault.found is None or not keeps(fault.figure, fault.found, fault.floor)]


def lower(report: Mapping[str, Any], path: Path, reason: str) -> list[Fault]:
    """Set every floor that was missed to what was found, and say why in the file. Which they were."""
    content, missed = _read(path), faults(report, path)
    for fault in missed:
        if fault.found is None:
            del content["floors"][fault.figure]
        else:
            content["floors"][fault.figure] = fault.found
        content["lowered"].append({"figure": fault.figure, "from": fault.floor, "to": fault.found, "reason": reason})
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return missed


def kept_figures(path: Path) -> list[str]:
    """Those that have a floor: the ones that count. Raises BadData."""
    return sorted(_read(path)["floors"])


def figures_of(report: Mapping[str, Any]) -> dict[str, float]:
    """By their ways through the report."""
    return dict(_figures(report, ""))


def keeps(figure: str, found: float, floor: float) -> bool:
    """Whether it is no worse than that; of some figures the smaller is the better."""
    return found <= floor if figure.endswith(_SMALLER_IS_BETTER) else found >= floor


def _figures(report: Mapping[str, Any], way: str) -> Iterator[tuple[str, float]]:
    for name, value in report.items():
        if isinstance(value, Mapping):
            yield from _figures(value, f"{way}{name}/")
        else:
            yield way + name, value


def _read(path: Path) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads(path.read_text("utf-8"))
        if not isinstance(content["floors"], dict) or not isinstance(content["lowered"], list):
            raise TypeError("floors is an object, lowered a list")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadData(f"{path}: not a file of floors ({error!r}); it needs floors and lowered") from error
    return content
