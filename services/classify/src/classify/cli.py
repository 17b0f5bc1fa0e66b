"""`haichieu classify`: judges publications given as JSON lines, offline."""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from classify.judgement.judge import Judge, Judgement
from classify.learning import commands as learning_commands
from classify.routing import Units
from shared.ops.clock import VIETNAM

EXIT_BAD_LINES = 2


def nobody() -> Units:
    return Units(())


class BadLine(ValueError):
    """A line that is no publication."""


def add_commands(
    subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]", directory: Callable[[], Units] = nobody
) -> None:
    """`directory` is asked for when a command needs to know which unions answer."""
    parser = subparsers.add_parser(
        "classify",
        help="judge publications offline: JSON lines in (id, title, text), JSON lines out",
        description="Reads one publication per line from standard input and writes one judgement per line.",
    )
    parser.add_argument("--explain", action="store_true", help="add the words that decided, with their positions")
    parser.set_defaults(run=lambda args: _run(args, directory()))
    learning_commands.add_commands(
        parser.add_subparsers(title="learning", metavar="COMMAND", required=False), directory
    )


def _run(args: argparse.Namespace, units: Units) -> int:
    failed = False
    for answer in judge_lines(sys.stdin.buffer, explain=args.explain, units=units):
        failed = failed or "error" in answer
        # A lone surrogate is legal in JSON and not in UTF-8: it leaves as it came, as an escape.
        sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()
    return EXIT_BAD_LINES if failed else 0


def judge_lines(lines: Iterable[bytes], *, explain: bool, units: Units) -> Iterator[dict[str, Any]]:
    """One answer per line, in order; a bad line gets an error and disturbs no other. Empty lines are skipped."""
    judge = Judge()
    for line in lines:
        if not line.strip():
            continue
        try:
            identity, title, text, day = _publication(line)
        except BadLine as error:
            yield {"id": None, "error": str(error)}
        else:
            judgement = judge.judge(title, text)
            yield _answer(
                identity, judgement, units.answering(judgement.places, in_park=judgement.in_park, day=day), explain
            )


def _publication(line: bytes) -> tuple[str | int, str, str, date]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadLine(f"not JSON: {error}") from error
    if not isinstance(row, dict):
        raise BadLine("not a JSON object")
    identity, title, text = row.get("id"), row.get("title"), row.get("text")
    if not isinstance(identity, str | int) or isinstance(identity, bool):
        raise BadLine("id is missing or is neither text nor number")
    if not isinstance(title, str | None):
        raise BadLine("title is not text")
    if not isinstance(text, str):
        raise BadLine("text is missing or is not text")
    return identity, title or "", text, _day(row.get("published_at"))


def _day(written: object) -> date:
    """The day whose organisation answers: that of the publication, else today."""
    if not isinstance(written, str) or not written:
        return datetime.now(VIETNAM).date()
    try:
        return datetime.fromisoformat(written).date()
    except ValueError as error:
        raise BadLine(f"published_at is no time: {written[:40]}") from error


def _answer(identity: str | int, judgement: Judgement, units: Sequence[str], explain: bool) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "id": identity,
        "relevant": judgement.relevant,
        "score": judgement.score,
        "labor": judgement.labour,
        "province": judgement.province,
        "topic": judgement.topic,
        "tone": judgement.tone,
        "urgency": judgement.urgency,
        "places": [place._asdict() for place in judgement.places],
        "units": list(units),
    }
    if explain:
        answer["evidence"] = [evidence._asdict() for evidence in judgement.evidence]
    return answer
