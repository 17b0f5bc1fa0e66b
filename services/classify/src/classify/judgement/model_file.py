"""The model as a file: text that can be compared line by line."""

import json
from collections.abc import Mapping, Sequence
from importlib import resources
from math import isfinite
from typing import Any

from classify.judgement.model import Joint, Model

PACKAGED = "model.json"


class BadModel(ValueError):
    """The file is no model of this version; train one with `haichieu classify train`."""


def packaged() -> Model:
    return read(resources.files(__package__).joinpath(PACKAGED).read_text("utf-8"))


def read(content: str) -> Model:
    """Raises BadModel."""
    try:
        data = json.loads(content)
        joints = {name: _joint(rows) for name, rows in data["joints"].items()}
        thresholds = data["thresholds"]
        weights = {gram: int(weight) for gram, weight in data["weights"].items()}
        numbers = [float(data["bias"]), float(thresholds["yes"]), float(thresholds["unsure"])]
        if not all(map(isfinite, numbers)) or joints.keys() != {"labour", "tone", "urgency"}:
            raise ValueError("a number or a layer is missing")
        return Model(str(data["version"]), weights, data["bias"], joints, thresholds["yes"], thresholds["unsure"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadModel(f"not a model ({error!r}): train one with `haichieu classify train`") from error


def write(model: Model) -> str:
    """The same model gives the same text."""
    data: dict[str, Any] = {
        "version": model.version,
        "thresholds": {"yes": model.yes, "unsure": model.unsure},
        "joints": {name: dict(zip(j.classes, map(list, j.rows), strict=True)) for name, j in model.joints.items()},
        "bias": model.bias,
        "weights": dict(model.weights),
    }
    return json.dumps(data, sort_keys=True, indent=0, separators=(",", ":"), ensure_ascii=True) + "\n"


def _joint(rows: Mapping[str, Sequence[float]]) -> Joint:
    return Joint(tuple(rows), tuple(tuple(map(float, row)) for row in rows.values()))
