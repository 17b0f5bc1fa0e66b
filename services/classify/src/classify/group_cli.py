"""`haichieu group`: the stories of publications given as JSON lines, offline."""

import argparse
import json
import math
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from classify.grouping.item import Item, item_of
from classify.grouping.offline import Grouped, group
from classify.grouping.rulings import Rulings
from classify.grouping.spool import Spool
from classify.lines import BadLine, Line, publication_of
from shared.exits import WrongWords
from shared.ops.clock import VIETNAM

EXIT_BAD_LINES = 2
_MOST_NEAR = 10


def add_commands(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "group",
        help="group publications into stories offline: JSON lines in (id, title, text, published_at), JSON lines out",
        description="Reads one publication per line from standard input; once all are read, writes the story of each.",
    )
    parser.add_argument("--explain", action="store_true", help="add the older publications that each is related to")
    parser.add_argument(
        "--rulings",
        type=Path,
        metavar="FILE",
        help='what people have said, the latest last: lines {"together": [id, id]} or {"apart": [id, id]}',
    )
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    rulings = read_rulings(args.rulings) if args.rulings else Rulings()
    failed = False
    for answer in group_lines(sys.stdin.buffer, rulings, explain=args.explain):
        failed = failed or "error" in answer
        # A lone surrogate is legal in JSON and not in UTF-8: it leaves as it came, as an escape.
        sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()
    return EXIT_BAD_LINES if failed else 0


def group_lines(lines: Iterable[bytes], rulings: Rulings, *, explain: bool) -> Iterator[dict[str, Any]]:
    """One answer per line, in order; a bad line gets an error and disturbs no other. Empty lines are skipped."""
    bad: dict[int, str] = {}
    read = 0
    with Spool() as spool:
        for line in lines:
            if not line.strip():
                continue
            try:
                spool.put(_item(publication_of(line)))
            except BadLine as error:
                bad[read] = str(error)
            read += 1
        grouped = group(spool, rulings, explain=explain)
        for number in range(read):
            yield (
                {"id": None, "story": None, "error": bad[number]}
                if number in bad
                else _answer(next(grouped), explain=explain)
            )


def read_rulings(path: Path) -> Rulings:
    """Raises WrongWords with the line that is wrong."""
    rulings = Rulings()
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise WrongWords(f"{path}: {error.strerror}") from error
    for number, line in enumerate(lines, 1):
        try:
            ((word, (one, other)),) = json.loads(line).items()
            {"together": rulings.together, "apart": rulings.apart}[word](one, other)
        except (ValueError, AttributeError, TypeError, KeyError) as error:
            raise WrongWords(
                f'{path}, line {number}: give {{"together": [id, id]}} or {{"apart": [id, id]}}, not {line[:80]!r}'
            ) from error
    return rulings


def _item(line: Line) -> Item:
    return item_of(line.id, line.title, line.text, _seconds(line.published_at))


def _seconds(written: str) -> float:
    """Not a number for what is missing or no ISO date; without an offset, Vietnamese time is meant."""
    try:
        at = datetime.fromisoformat(written)
        return (at if at.tzinfo else at.replace(tzinfo=VIETNAM)).timestamp()
    except (ValueError, OverflowError):
        return math.nan


def _answer(grouped: Grouped, *, explain: bool) -> dict[str, Any]:
    answer: dict[str, Any] = {"id": grouped.id, "story": grouped.story}
    if explain:
        answer["near"] = [
            {"id": identity, "how": near.link.relation.name.lower(), "score": round(near.link.score, 3)}
            for identity, near in grouped.near[:_MOST_NEAR]
        ]
    return answer
