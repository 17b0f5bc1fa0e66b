"""`haichieu classify`: judges publications given as JSON lines, offline."""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from classify.judgement.judge import Judge
from classify.learning import commands as learning_commands
from classify.lines import BadLine, Line, publication_of
from classify.routing import Units, named
from shared.ops.clock import VIETNAM

EXIT_BAD_LINES = 2


def nobody() -> Units:
    return Units(())


def add_commands(
    subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]", directory: Callable[[], Units] = nobody
) -> "argparse._SubParsersAction[argparse.ArgumentParser]":
    """`directory` is asked for when a command needs to know which unions answer. The verbs below `classify`."""
    parser = subparsers.add_parser(
        "classify",
        help="judge publications offline: JSON lines in (id, title, text), JSON lines out",
        description="Reads one publication per line from standard input and writes one judgement per line.",
    )
    parser.add_argument("--explain", action="store_true", help="add the words that decided, with their positions")
    parser.set_defaults(run=lambda args: _run(args, directory()))
    verbs = parser.add_subparsers(title="learning", metavar="COMMAND", required=False)
    learning_commands.add_commands(verbs, directory)
    return verbs


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
            yield _answer(judge, publication_of(line), units, explain=explain)
        except BadLine as error:
            yield {"id": None, "error": str(error)}


def _day(written: str) -> date:
    """The day whose organisation answers: that of the publication, else today. Raises BadLine."""
    if not written:
        return datetime.now(VIETNAM).date()
    try:
        return datetime.fromisoformat(written).date()
    except ValueError as error:
        raise BadLine(f"published_at is no time: {written[:40]}") from error


def _answer(judge: Judge, line: Line, units: Units, *, explain: bool) -> dict[str, Any]:
    day = _day(line.published_at)
    judgement = judge.judge(line.title, line.text)
    answers = units.answering(judgement, line.title, day)
    answer: dict[str, Any] = {
        "id": line.id,
        "relevant": judgement.relevant,
        "score": judgement.score,
        "labor": judgement.labour,
        "province": judgement.province,
        "topic": judgement.topic,
        "tone": judgement.tone,
        "urgency": judgement.urgency,
        "places": [{"code": place.code, "name": named(place, day)} for place in judgement.places],
        "units": [answer.unit for answer in answers],
    }
    if explain:
        answer["answering"] = [one._asdict() for one in answers]
        answer["evidence"] = [evidence._asdict() for evidence in judgement.evidence]
    return answer
