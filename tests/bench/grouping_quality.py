"""How right the grouping is: `python -m tests.bench.grouping_quality FILE…`, with labelled texts that stay outside.

A file holds pairs (`label` dup, same_event or diff, `kind`, `event`, `a`, `b` with title and text) or articles
(`cluster`, title, text); .gz or not. Each is measured on two halves of its events too: what one half reaches is luck.
"""

import argparse
import gzip
import json
import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

from classify.grouping import relation
from classify.grouping.grouper import Grouper
from classify.grouping.item import Item, item_of
from classify.grouping.offline import first_of
from classify.grouping.relation import Relation, relate
from classify.grouping.rulings import Rulings

Row = dict[str, Any]
THRESHOLDS = (0.16, 0.18, 0.20, 0.22, 0.24)


def read(path: Path) -> list[Row]:
    packed = path.read_bytes()
    return [json.loads(line) for line in (gzip.decompress(packed) if path.suffix == ".gz" else packed).splitlines()]


def item(identity: str, row: Row) -> Item:
    """Without dates: labelled pairs have none, and dates would make the task easier."""
    return item_of(identity, row["title"], f"{row.get('lead') or ''}\n{row['text']}", math.nan)


def halves(rows: Sequence[Row], event: str) -> dict[str, list[Row]]:
    return {
        "all": list(rows),
        **{f"half {half}": [row for row in rows if crc32(str(row[event]).encode()) % 2 == half] for half in (0, 1)},
    }


def f1(wanted: Sequence[bool], said: Sequence[bool]) -> tuple[float, float, float]:
    """Precision, recall, F1."""
    right = sum(one and other for one, other in zip(wanted, said, strict=True))
    precision, recall = right / max(1, sum(said)), right / max(1, sum(wanted))
    return precision, recall, 2 * right / max(1, sum(said) + sum(wanted))


def b_cubed(wanted: Sequence[Hashable], said: Sequence[Hashable]) -> tuple[float, float, float]:
    """Precision, recall, F1: how much of each item's group belongs there, and how much of its cluster is there."""
    both, groups, clusters = Counter(zip(wanted, said, strict=True)), Counter(said), Counter(wanted)
    shares = list(zip(wanted, said, strict=True))
    precision = sum(both[one, other] / groups[other] for one, other in shares) / max(1, len(shares))
    recall = sum(both[one, other] / clusters[one] for one, other in shares) / max(1, len(shares))
    return precision, recall, 2 * precision * recall / (precision + recall or 1)


def pairs(rows: Sequence[Row]) -> Iterable[str]:
    found = {id(row): relate(item("a", row["a"]), item("b", row["b"])).relation for row in rows}
    for name, half in halves(rows, "event").items():
        scores = f1([row["label"] == "dup" for row in half], [found[id(row)] is Relation.COPY for row in half])
        yield f"copies, {name}: {len(half)} pairs, {_words(scores)}"
    kinds: dict[tuple[str, str], Counter[Relation]] = defaultdict(Counter)
    for row in rows:
        kinds[row["label"], row["kind"]][found[id(row)]] += 1
    for (label, kind), counted in sorted(kinds.items()):
        yield f"  {label:<10} {kind:<24} " + ", ".join(f"{counted[one]} {one.name.lower()}" for one in Relation)


def clusters(rows: Sequence[Row]) -> Iterable[str]:
    items = {id(row): item(str(number), row) for number, row in enumerate(rows)}
    for name, half in halves(rows, "cluster").items():
        for threshold in THRESHOLDS:
            stories = _grouped_at(threshold, [items[id(row)] for row in half])
            scores = b_cubed([row["cluster"] for row in half], stories)
            mark = " (as shipped)" if threshold == relation.SAME_STORY else ""
            yield f"stories, {name}, from {threshold:.2f}: {len(half)} articles, B-cubed {_words(scores)}{mark}"


def grouped(items: Iterable[Item]) -> list[int]:
    grouper = Grouper(Rulings())
    for one in items:
        grouper.add(one)
    return first_of(grouper)


def _grouped_at(threshold: float, items: Iterable[Item]) -> list[int]:
    shipped, relation.SAME_STORY = relation.SAME_STORY, threshold
    try:
        return grouped(items)
    finally:
        relation.SAME_STORY = shipped


def _words(scores: tuple[float, float, float]) -> str:
    return "P {:.3f}, R {:.3f}, F1 {:.3f}".format(*scores)


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.grouping_quality")
    parser.add_argument("files", nargs="+", type=Path)
    for path in parser.parse_args(argv).files:
        rows = read(path)
        print(path.name)
        for line in (pairs if "a" in rows[0] else clusters)(rows):
            print(f"  {line}", flush=True)


if __name__ == "__main__":
    main()
