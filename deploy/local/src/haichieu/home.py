"""Where things lie."""

import os
from pathlib import Path


def home() -> Path:
    """The repository: where this command was installed from, or HAICHIEU_HOME."""
    if given := os.environ.get("HAICHIEU_HOME"):
        return Path(given)
    return Path(__file__).resolve().parents[4]


def data() -> Path:
    """What the local stack keeps: HAICHIEU_DATA, or `var` in the repository."""
    return Path(os.environ.get("HAICHIEU_DATA", home() / "var"))
