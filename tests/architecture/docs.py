"""The commands that README and docs name, as somebody would type them."""

import os
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from tests.architecture.code import ROOT, text_of

DOCS = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
SERVICES = {f"python -m {name} ": "python -m <service> " for name in ("ingest", "classify", "casework", "notify")}
PROGRAMS = ("make", "haichieu", "python", "docker", "cp", "promtool")


def commands() -> set[str]:
    """Alternatives (serve|settings) are one command each; services are alike; what is said about one is left out."""
    return {command for path in DOCS for phrase in _phrases(text_of(path)) for command in _expanded(phrase)}


def _phrases(text: str) -> Iterator[str]:
    """What stands between backticks, in fences and in indented blocks, if it begins with a program."""
    fences = re.findall(r"^```\w*\n(.*?)^```", text, re.M | re.S)
    lines = [line for fence in fences for line in fence.splitlines()] + re.findall(r"^ {4}(\S.*)$", text, re.M)
    for phrase in [*re.findall(r"`([^`\n]+)`", text), *lines]:
        words = re.split(r"\s{2,}|\s#", phrase.strip())[0].removeprefix(".venv/bin/")
        first, _, rest = words.partition(" ")
        if (first in PROGRAMS and rest) or _is_script(ROOT / first):
            yield words


def _is_script(path: Path) -> bool:
    return path.is_file() and os.access(path, os.X_OK)


def _expanded(words: str) -> Iterator[str]:
    for one, any_of_them in SERVICES.items():
        words = words.replace(one, any_of_them)
    for chosen in product(*(word.split("|") for word in words.split())):
        yield " ".join(chosen)
