"""Makes the templates from layout and wording: `python -m casework.letters.build_templates`."""

import argparse
import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from casework.letters.drawing.blocks import Blocks
from casework.letters.drawing.page import empty_document
from casework.letters.drawing.wording import load_wording, write_body, write_title
from casework.letters.errors import LetterError
from casework.letters.kinds import KINDS, Kind
from casework.letters.layout import Layout, load_layout
from casework.letters.package import settled
from casework.letters.render import UNDATED
from casework.letters.ruling import fit_rules

SHIPPED = Path(__file__).with_name("templates")
UNUSED = ("thumbnail", "stylesWithEffects", "customXml", "theme", "numbering", "webSettings")
"""Parts that the library's empty document brings and a letter does not use: nine tenths of the file."""


def build(kind: Kind, layout: Layout) -> bytes:
    document = empty_document(layout)
    blocks, wording = Blocks(document, layout), load_wording(kind)
    blocks.head(wording.subject)
    write_title(document, wording, layout)
    blocks.to()
    write_body(document, wording, layout)
    blocks.foot()
    blocks.margins()
    fit_rules(document, layout)
    return settled(_saved(document))


def _saved(document: Any) -> bytes:
    properties = document.core_properties
    properties.author = properties.comments = properties.last_modified_by = ""
    properties.created = properties.modified = UNDATED
    for relations in (document.part.package.rels, document.part.rels):
        for id_, relation in list(relations.items()):
            if relation.reltype.endswith(UNUSED):
                del relations[id_]
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m casework.letters.build_templates", description=__doc__)
    parser.add_argument("--layout", type=Path, default=None, help="a layout file instead of the packaged one")
    parser.add_argument("--out", type=Path, default=SHIPPED, help="folder for the .docx files")
    arguments = parser.parse_args(argv)
    try:
        layout = load_layout(arguments.layout)
    except LetterError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    arguments.out.mkdir(parents=True, exist_ok=True)
    for kind in KINDS:
        path = arguments.out / f"{kind}.docx"
        path.write_bytes(build(kind, layout))
        sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
