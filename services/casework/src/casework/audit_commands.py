"""`haichieu audit`: verify an export offline, make one, show the retention policy."""

import argparse
import asyncio
from collections.abc import Callable
from pathlib import Path

from casework.audit.bundle.failures import Broken, CannotExport, NotAnExport
from casework.audit.bundle.marks import UnreadableMark
from casework.audit.bundle.signing import UnusableKey
from casework.audit.bundle.verify import Demand, verify
from casework.audit.bundle.words import verdict_json, verdict_text
from casework.audit.entry import UnsoundFact, case_chain
from casework.audit_export import Wish, export_to_file
from casework.refusing import as_json, refusing, say
from casework.retentionfile import RetentionUnreadable, load_retention
from casework.snapshot_attachments import Keeper

WHOLE, BROKEN = 0, 1
KEPT = Path()
"""`--snapshots` without a folder."""
REFUSALS = (CannotExport, NotAnExport, RetentionUnreadable, UnreadableMark, UnsoundFact, UnusableKey)
Run = Callable[[argparse.Namespace], int]


def add_commands(
    subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]", mongo_url: Callable[[], str], keeper: Keeper
) -> None:
    """`mongo_url` is asked only by what needs a database; `keeper` has the snapshots, which are not casework's."""
    verbs = subparsers.add_parser("audit", help="the audit trail: verify, export").add_subparsers(
        dest="verb", required=True
    )
    checking = verbs.add_parser("verify", help="is an export as it was written? Offline; 0 yes, 1 no, 2 no export")
    checking.add_argument("export", type=Path, help="the .zip, or the folder it was unpacked into")
    checking.add_argument("--head", metavar="HASH", help="a number on paper: of the export, an entry or an anchor")
    checking.add_argument("--key", type=Path, help="public key (PEM, Ed25519): the signature must be there and fit")
    checking.add_argument("--signature", type=Path, help="default: EXPORT.sig")
    checking.add_argument("--json", action="store_true", help="one JSON object on stdout")
    checking.set_defaults(run=refusing(_verify, *REFUSALS))
    exporting = verbs.add_parser("export", help="write the trail of a case, with its signed letters")
    exporting.add_argument("case", metavar="CASE", help="a case's id")
    exporting.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.zip")
    exporting.add_argument(
        "--chain", action="store_true", help="CASE is the name of a chain: system, access, account/ID, token/ID, …"
    )
    exporting.add_argument("--letters", type=Path, help="folder with more files for letters/")
    exporting.add_argument(
        "--snapshots",
        type=Path,
        nargs="?",
        const=KEPT,
        help="with every snapshot that is kept of the case's publications; or a folder whose files go into snapshots/",
    )
    exporting.add_argument(
        "--reason", default="", help="why the snapshots, which name authors, are handed out: on record"
    )
    exporting.add_argument("--sign", type=Path, metavar="KEY.pem", help="sign with this private key: FILE.zip.sig")
    exporting.set_defaults(run=refusing(lambda arguments: _export(arguments, mongo_url(), keeper), *REFUSALS))
    policy = verbs.add_parser("retention", help="how long what is kept (JSON)")
    policy.add_argument("--file", type=Path, default=None, help="a policy instead of the packaged one, to check it")
    policy.set_defaults(run=refusing(_retention, *REFUSALS))


def _verify(arguments: argparse.Namespace) -> int:
    try:
        verdict = verify(arguments.export, Demand(arguments.head, arguments.key, arguments.signature))
    except Broken as error:
        say(as_json({"ok": False, "broken": str(error)}) if arguments.json else f"KHÔNG NGUYÊN VẸN. {error}")
        return BROKEN
    say(as_json(verdict_json(verdict)) if arguments.json else f"NGUYÊN VẸN.\n{verdict_text(verdict)}")
    return WHOLE


def _export(arguments: argparse.Namespace, mongo_url: str, keeper: Keeper) -> int:
    kept = arguments.snapshots == KEPT
    folder = None if kept else arguments.snapshots
    chain = arguments.case if arguments.chain else case_chain(arguments.case)
    keeper_wanted = keeper if kept else None
    wish = Wish(chain, arguments.output, arguments.letters, folder, arguments.sign, keeper_wanted, arguments.reason)
    try:
        manifest = asyncio.run(export_to_file(wish, mongo_url))
    except Broken as error:
        say(f"KHÔNG NGUYÊN VẸN, nên không xuất. Nhật ký trong cơ sở dữ liệu đã bị sửa. {error}")
        return BROKEN
    say(
        f"{arguments.output}: {manifest.entries.count} mục. In hai mã này lên giấy để sau này đối chiếu (--head):\n"
        f"  dấu niêm phong  {manifest.seal}\n  mã cuối         {manifest.entries.head}"
    )
    return WHOLE


def _retention(arguments: argparse.Namespace) -> int:
    policies = load_retention(arguments.file).values()
    say(as_json([{"class": one.name, "title": one.title, "days": one.days, "basis": one.basis} for one in policies]))
    return WHOLE
