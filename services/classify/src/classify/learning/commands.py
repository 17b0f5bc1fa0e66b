"""`haichieu classify train` and `evaluate`: offline, on files that are given."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from classify.judgement.judge import Judge
from classify.judgement.model import Model
from classify.judgement.model_file import BadModel, packaged, read, write
from classify.judgement.reader import Reader
from classify.learning import examples, floors
from classify.learning.corpus import load
from classify.learning.evaluate import Judged, report
from classify.learning.examples import BadData
from classify.learning.folds import cross_judged
from classify.learning.gold import gold_path
from classify.learning.seen import see
from classify.learning.train import train
from classify.routing import Units

EXIT_WORSE, EXIT_BAD_DATA = 1, 2


def add_commands(
    subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]", directory: Callable[[], Units]
) -> None:
    training = subparsers.add_parser("train", help="make a model of a folder of publications")
    training.add_argument(
        "--data", type=Path, required=True, help="folder with the labelled and unlabelled publications"
    )
    training.add_argument(
        "--verdicts", type=Path, metavar="FILE", help="officers' verdicts, from `haichieu classify verdicts export`"
    )
    training.add_argument("-o", "--output", type=Path, required=True, help="where the model is written")
    training.add_argument("--version", required=True, help="what the model is called on each assessment")
    training.set_defaults(run=_told(_train))
    evaluation = subparsers.add_parser("evaluate", help="measure a model on labelled publications")
    evaluation.add_argument(
        "files",
        nargs="*",
        type=Path,
        default=[gold_path()],
        help="JSON lines, each with its labels if it has any; otherwise the set that ships",
    )
    evaluation.add_argument("--model", type=Path, help="a model file; otherwise the one that ships")
    evaluation.add_argument(
        "--cross-validate",
        type=Path,
        metavar="DIR",
        help="join lexicon and grams without the tested events, from this folder",
    )
    evaluation.add_argument("--floors", type=Path, help="figures of the first file that must not get worse")
    evaluation.add_argument("--lower", metavar="REASON", help="lower the floors that were missed, and write down why")
    evaluation.set_defaults(run=_told(lambda args: _evaluate(args, directory())))


def _train(args: argparse.Namespace) -> int:
    model = train(load(args.data, args.verdicts), args.version, lambda line: print(line, file=sys.stderr))  # noqa: T201
    args.output.write_text(write(model), "utf-8")
    return 0


def _evaluate(args: argparse.Namespace, units: Units) -> int:
    model = read(args.model.read_text("utf-8")) if args.model else packaged()
    reports = [report(list(_judged(model, path, args.cross_validate)), units) for path in args.files]
    for path, measured in zip(args.files, reports, strict=True):
        print(json.dumps({"file": path.name, "model": model.version} | measured, ensure_ascii=False, indent=1))  # noqa: T201
    return _held(reports[0], args) if args.floors else 0


def _held(measured: dict[str, Any], args: argparse.Namespace) -> int:
    missed = floors.lower(measured, args.floors, args.lower) if args.lower else floors.faults(measured, args.floors)
    for fault in missed:
        print(f"classify: {'lowered: ' if args.lower else ''}{fault}", file=sys.stderr)  # noqa: T201
    return EXIT_WORSE if missed and not args.lower else 0


def _judged(model: Model, path: Path, folder: Path | None) -> Iterator[Judged]:
    wanted = list(examples.read(path))
    unseen: dict[str, Judged] = {}
    if folder is not None:
        reader = Reader()
        labelled = [(example, see(reader, example)) for example in load(folder).labelled]
        unseen = {example.id: (example, judgement) for example, judgement in cross_judged(model, labelled)}
    judge = Judge(model)
    for example in wanted:
        known = unseen.get(example.id)
        yield example, known[1] if known else judge.judge(example.title, example.text)


def _told(work: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """A fault of the files is told in one line."""

    def run(args: argparse.Namespace) -> int:
        try:
            return work(args)
        except (BadData, BadModel, OSError, UnicodeDecodeError) as error:
            print(f"classify: {error}", file=sys.stderr)  # noqa: T201
            return EXIT_BAD_DATA

    return run
