"""An export that nobody has touched."""

import asyncio
import hashlib
import io
import json

import pytest
from tests.unit.casework.audit.bundles import ANCHORED, COUNT, FILES, ledger, made, pack, unpack

from casework.audit.bundle.export import Order, export
from casework.audit.bundle.failures import CannotExport
from casework.audit.bundle.marks import UnreadableMark
from casework.audit.bundle.names import ALWAYS, MANIFEST
from casework.audit.bundle.verify import Demand, verify
from casework.audit.bundle.words import verdict_json, verdict_text
from casework.audit.canonical import digest
from casework.audit.testing import InMemoryAttachments, InMemoryLedger, a_fact


def test_the_same_contents_give_the_same_bytes():
    again = made.__wrapped__()
    assert hashlib.sha256(again.raw).digest() == hashlib.sha256(made().raw).digest()


def test_it_holds_what_the_manifest_lists_and_names_what_it_proves(tmp_path):
    members = made().members
    manifest = json.loads(members[MANIFEST])
    assert set(members) == {*ALWAYS, *FILES, MANIFEST}
    assert all(
        hashlib.sha256(members[row["path"]]).hexdigest() == row["sha256"] and len(members[row["path"]]) == row["size"]
        for row in manifest["files"]
    )
    assert (manifest["case_id"], manifest["chain"]) == ("vu-1", "case/vu-1")
    assert manifest["seal"] == digest({name: value for name, value in manifest.items() if name != "seal"})
    assert "haichieu audit verify" in members["README.txt"].decode()


@pytest.mark.parametrize("put", [pack, unpack])
def test_untouched_it_is_whole_as_a_file_and_as_a_folder(tmp_path, put):
    verdict = verify(put(made().members, tmp_path / "x"), Demand())
    assert (verdict.contents.covers, verdict.manifest.entries.count) == (ANCHORED, COUNT)
    assert verdict.contents.anchors == 3, "from the first anchor of this case to the last of all"
    assert verdict.contents.bound == {hashlib.sha256(FILES["letters/01-cv.docx"]).hexdigest(): 4}
    said = verdict_text(verdict)
    assert "letters/01-cv.docx: mã băm có trong mục 4" in said
    assert "snapshots/a1.html: không mục nào ghi mã băm này" in said
    assert "Mục 6–7 chưa có mốc neo" in said
    assert "Chưa đối chiếu với bên ngoài" in said
    assert verdict_json(verdict)["files"] == {"letters/01-cv.docx": 4, "snapshots/a1.html": None}


def test_a_number_on_paper_vouches_for_what_was_before_it(tmp_path):
    path = pack(made().members, tmp_path / "x.zip")
    manifest = made().manifest
    entries = [json.loads(line) for line in made().members["entries.jsonl"].splitlines()]
    anchors = [json.loads(line) for line in made().members["anchors.jsonl"].splitlines()]
    reached = {
        manifest.seal: COUNT,
        manifest.entries.head: COUNT,
        entries[2]["hash"]: 3,
        anchors[0]["hash"]: 2,
        anchors[1]["hash"]: 5,
        anchors[2]["hash"]: 5,
    }
    for hash_, reach in reached.items():
        assert verify(path, Demand(hash_)).mark.reach == reach
        typed = " ".join(hash_[:32].upper()[place : place + 4] for place in range(0, 32, 4))
        assert f"1–{reach}" in verdict_text(verify(path, Demand(typed))) or reach == COUNT
    for unreadable in ("abc", "x" * 64, ""):
        with pytest.raises(UnreadableMark):
            verify(path, Demand(unreadable))


def test_a_case_that_is_not_there_and_names_that_do_not_travel_are_refused():
    with pytest.raises(CannotExport, match="mã vụ việc"):
        asyncio.run(export(Order("case/none", ""), ledger(), InMemoryAttachments({}), io.BytesIO()))
    for name in ("letters/../x", "letters/Công văn.docx", "/etc/passwd", "entries.jsonl", "x"):
        with pytest.raises(CannotExport, match="Tên"):
            asyncio.run(export(Order("case/vu-1", ""), ledger(), InMemoryAttachments({name: b""}), io.BytesIO()))


def test_a_chain_that_no_anchor_covers_yet_is_exported_too(tmp_path):
    fresh, out = InMemoryLedger(), io.BytesIO()
    fresh.append(a_fact(1))
    asyncio.run(export(Order("case/vu-1", ""), fresh, InMemoryAttachments({}), out))
    (tmp_path / "x.zip").write_bytes(out.getvalue())
    verdict = verify(tmp_path / "x.zip", Demand())
    assert (verdict.contents.covers, verdict.contents.anchors) == (0, 0)
    assert "chưa gồm mục nào" in verdict_text(verdict)
