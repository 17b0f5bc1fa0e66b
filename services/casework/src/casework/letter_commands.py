"""`haichieu letter`: letters from facts, offline; and those that are kept."""

import argparse
import json
from importlib.resources import files
from pathlib import Path

from casework.letter_archive_commands import REFUSALS, Database, add_archive
from casework.letters.casefile import read_case
from casework.letters.deadlines import Clocks
from casework.letters.draft import Tables, due_json
from casework.letters.errors import LetterError
from casework.letters.kinds import KINDS
from casework.letters.law import load_laws
from casework.letters.layout import load_layout
from casework.letters.package import packaged_template, read_package
from casework.letters.recipients import load_recipients
from casework.letters.render import render
from casework.refusing import Run, refusing, say
from casework.rulefile import CLOCK_REFUSALS, load_clocks


class CannotWrite(Exception):
    """The file that was asked for cannot be written there."""


def add_commands(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]", database: Database) -> None:
    """`database` opens casework's own, for what is kept there."""
    letter = subparsers.add_parser("letter", help="letters (.docx) from facts: render, templates, examples")
    verbs = letter.add_subparsers(dest="verb", required=True)
    rendering = verbs.add_parser("render", help="a .docx from CASE.json; says what it used and how sure that is (JSON)")
    rendering.add_argument("case", type=Path, metavar="CASE.json")
    rendering.add_argument("--kind", required=True, choices=KINDS)
    rendering.add_argument("-o", "--out", required=True, type=Path, metavar="FILE.docx")
    rendering.add_argument("--template", type=Path, default=None, help="an edited template instead of the packaged one")
    for name, what in (("rules", "clocks"), ("laws", "law"), ("recipients", "copies"), ("layout", "measurements")):
        rendering.add_argument(f"--{name}", type=Path, default=None, help=f"an edited table of {what} (YAML)")
    rendering.set_defaults(run=_writing(_render))
    template = verbs.add_parser("template", help="the Word templates").add_subparsers(dest="what", required=True)
    export = template.add_parser("export", help="write the packaged template, to be edited in Word")
    export.add_argument("kind", choices=KINDS)
    export.add_argument("out", type=Path, metavar="FILE.docx")
    export.set_defaults(run=_writing(_export))
    example = verbs.add_parser("example", help="a complete CASE.json of this kind")
    example.add_argument("kind", choices=KINDS)
    example.set_defaults(run=_writing(_example))
    add_archive(verbs, database, _writing)


def _writing(run: Run) -> Run:
    """A folder that cannot be written to is refused like the rest."""

    def guarded(arguments: argparse.Namespace) -> int:
        try:
            return run(arguments)
        except OSError as error:
            raise CannotWrite(f"Không ghi được tệp: {error}. Kiểm tra thư mục và quyền ghi.") from error

    return refusing(guarded, CannotWrite, LetterError, *REFUSALS, *CLOCK_REFUSALS)


def _render(arguments: argparse.Namespace) -> int:
    template = read_package(arguments.template) if arguments.template else None
    rendered = render(arguments.kind, read_case(arguments.case, arguments.kind), _tables(arguments), template)
    arguments.out.write_bytes(rendered.content)
    answer = {
        "file": str(arguments.out),
        "kind": arguments.kind,
        "sha256": rendered.sha256,
        "number_line": rendered.draft.fields["number_line"],
        "to": rendered.draft.fields["to"],
        "copies": rendered.draft.fields["copies"],
        "deadlines": [due_json(due) for due in rendered.draft.dues],
        "notes": rendered.draft.notes,
    }
    say(json.dumps(answer, ensure_ascii=False, indent=2))
    return 0


def _tables(arguments: argparse.Namespace) -> Tables:
    return Tables(
        Clocks(*load_clocks(arguments.rules)),
        load_laws(arguments.laws),
        load_recipients(arguments.recipients),
        load_layout(arguments.layout),
    )


def _export(arguments: argparse.Namespace) -> int:
    arguments.out.write_bytes(packaged_template(arguments.kind))
    say(f"{arguments.out}: sửa bằng Word, giữ các thẻ {{{{ … }}}} và {{% … %}}; dùng lại với --template.")
    return 0


def _example(arguments: argparse.Namespace) -> int:
    say(files("casework.letters").joinpath("examples", f"{arguments.kind}.json").read_text("utf-8").rstrip())
    return 0
