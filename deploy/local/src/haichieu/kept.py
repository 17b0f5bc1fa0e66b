"""The small files of the data folder: written whole or not at all, and told with a cure when they cannot be read."""

import json
import os
from pathlib import Path
from typing import Any

from shared.exits import WrongWords


class Spoiled(WrongWords):
    """A file of the data folder does not hold what this command once wrote there."""


def write_whole(file: Path, text: str, mode: int = 0o644) -> None:
    """By rename: whoever reads it, or a machine that stops in the middle, has the old words or the new ones."""
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_name(f".{file.name}.new")
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "w", encoding="utf-8") as opened:
        opened.write(text)
        opened.flush()
        os.fsync(opened.fileno())
    half.replace(file)


def read_object(file: Path, cure: str) -> dict[str, Any]:
    """Empty when there is no such file. Raises Spoiled, with the cure as its end."""
    try:
        found = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise Spoiled(f"{file} cannot be read ({error}). {cure}") from error
    if not isinstance(found, dict):
        raise Spoiled(f"{file} holds no JSON object. {cure}")
    return found
