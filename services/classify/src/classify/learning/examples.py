"""Publications from files, with what people said of them where they did."""

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

_URGENCIES = {"medium": "normal"}


class BadData(ValueError):
    """A file of publications cannot be read; the message names the file, the line and what is wrong."""


@dataclass(frozen=True, slots=True)
class Gold:
    """What people said; None where they said nothing. Topic, tone and urgency are of labour news only."""

    labour: bool | None = None
    province: bool | None = None
    relevant: bool | None = None
    topic: str | None = None
    tone: str | None = None
    urgency: str | None = None
    units: tuple[str, ...] | None = None
    locality: str = ""
    """Where it happened, as people write it."""


@dataclass(frozen=True, slots=True)
class Example:
    """`event` is shared by reports of one happening: they must not be on both sides of a test."""

    id: str
    title: str
    text: str
    event: str
    kind: str
    variant: str
    day: str
    gold: Gold


def read(path: Path) -> Iterator[Example]:
    """JSON lines, compressed or not: id, title, text, and optionally lead, event, and the labels. Raises BadData."""
    open_text = gzip.open if path.suffix == ".gz" else open
    with open_text(path, "rt", encoding="utf-8") as lines:
        yield from read_lines(lines, path.name)


def read_lines(lines: Iterable[str], name: str) -> Iterator[Example]:
    """The same from wherever they come; `name` is what a fault is told with. Raises BadData."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _example(line, f"{name}, line {number}")


def added_labels() -> dict[str, Gold]:
    """Labels that this project adds to publications it does not hold, by id."""
    return {identity: _added(*fields) for identity, *fields in _rows("labels.tsv")}


def added_units() -> dict[str, str]:
    """The union that answers for publications whose place does not tell it, by id."""
    return {identity: unit for identity, unit, _reason in _rows("answering.tsv")}


def _rows(name: str) -> list[list[str]]:
    content = resources.files(__package__).joinpath(name).read_text("utf-8")
    return [line.split("\t") for line in content.splitlines() if line and not line.startswith("#")]


def _added(labour: str, relevant: str, topic: str, tone: str, urgency: str) -> Gold:
    return Gold(
        labour=_flag(labour), relevant=_flag(relevant), topic=_said(topic), tone=_said(tone), urgency=_said(urgency)
    )


def _example(line: str, where: str) -> Example:
    try:
        row = json.loads(line)
        identity, title, text = str(row["id"]), row.get("title") or "", row.get("text") or ""
        lead = row.get("lead") or ""
        return Example(
            id=identity,
            title=title,
            text=f"{lead}\n{text}" if lead else text,
            event=str(row.get("event") or row.get("base") or identity),
            kind=row.get("text_kind") or "verbatim",
            variant=row.get("variant") or "",
            day=(row.get("published") or "")[:10],
            gold=_gold(row),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadData(f"{where}: not a publication ({error!r}); needed are id, title and text") from error


def _gold(row: Mapping[str, Any]) -> Gold:
    labour = _flag(str(row.get("labor", "")))
    urgency = row.get("urgency")
    return Gold(
        labour=labour,
        province=_flag(str(row.get("laocai", ""))),
        relevant=_flag(str(row.get("relevant", ""))),
        topic=row.get("topic") if labour else None,
        tone=row.get("tone") if labour else None,
        urgency=_URGENCIES.get(urgency, urgency) if labour and urgency else None,
        units=tuple(row["units"]) if "units" in row else None,
        locality=row.get("locality") or "",
    )


def _flag(written: str) -> bool | None:
    return {"1": True, "0": False}.get(written)


def _said(written: str) -> str | None:
    return written if written != "-" else None
