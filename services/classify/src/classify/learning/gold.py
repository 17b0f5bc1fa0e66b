"""The set that every model is measured by. It ships, so that a candidate can be refused where it is to be used."""

from importlib import resources
from pathlib import Path

from classify.learning.examples import Example, read


def gold_path() -> Path:
    """158 publications that were written for this, with their labels; JSON lines."""
    return _beside("gold.jsonl")


def floors_path() -> Path:
    """The figures that count, and below which none may fall in what ships."""
    return _beside("floors.json")


def gold() -> list[Example]:
    return list(read(gold_path()))


def _beside(name: str) -> Path:
    return Path(str(resources.files(__package__).joinpath(name)))
