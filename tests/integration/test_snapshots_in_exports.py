"""An export with the snapshots that ingest keeps: bytes as they came, named by their hash, verified offline."""

import asyncio
import hashlib
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.servers import LIVE, Corner

from casework.audit.bundle.failures import Broken
from casework.audit.bundle.verify import Demand, verify
from casework.store.indexes import INDEXES
from casework.store.work import CaseworkWork
from casework.testing import a_sighting, the_means
from casework.usecases.following import follow_assessments
from haichieu.cli import main
from ingest.domain import Page
from ingest.store import snapshot_document
from shared.kit import Kit
from shared.ops.ids import new_id

pytestmark = LIVE

FIRST, EDITED = "<p>Nợ lương ba tháng</p>".encode(), "<p>Nợ lương một tháng</p>".encode()


def hash_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def a_snapshot(publication_id: str, body: bytes) -> dict[str, Any]:
    """As ingest keeps them."""
    address, at = f"https://bao.example/{publication_id}", datetime(2026, 11, 24, 3, tzinfo=UTC)
    page = Page(address, body, "text/html", hash_of(body), "Nợ lương", "Nợ lương", at)
    return snapshot_document(publication_id, page)


async def a_case(corner: Corner) -> str:
    """In the database that the commands ask, since their names are fixed."""
    for name in ("haichieu_casework", "haichieu_casework_audit", "haichieu_ingest"):
        corner.mongo.drop_database(name)
    kit = Kit("casework", corner.platform(mongo_database="haichieu_casework"), INDEXES, CaseworkWork)
    await kit.store.start()
    try:
        sighting = a_sighting(message_id=new_id(), publication_id="p1")
        await follow_assessments([sighting], kit.work, the_means(new_id), datetime.now(UTC))
    finally:
        await kit.store.stop()
    rows = [a_snapshot("p1", FIRST), a_snapshot("p1", EDITED), a_snapshot("p1", EDITED), a_snapshot("other", b"x")]
    corner.mongo["haichieu_ingest"]["snapshots"].insert_many(rows)
    return str(corner.mongo["haichieu_casework"]["cases"].find_one()["_id"])


def export(case_id: str, path: Path) -> int:
    return main(["audit", "export", case_id, "-o", str(path), "--snapshots", "--reason", "Thanh tra yêu cầu"])


async def in_thread(case_id: str, path: Path) -> int:
    return await asyncio.to_thread(export, case_id, path)


@pytest.fixture
def path(corner: Corner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HAICHIEU_MONGO_URL", corner.servers.mongod.url)
    return tmp_path / "case.zip"


async def test_every_look_at_the_case_s_publications_comes_along_under_its_hash(corner: Corner, path: Path) -> None:
    assert await in_thread(await a_case(corner), path) == 0
    with zipfile.ZipFile(path) as packed:
        assert packed.read(f"snapshots/{hash_of(FIRST)}") == FIRST
        assert packed.read(f"snapshots/{hash_of(EDITED)}") == EDITED
        assert f"snapshots/{hash_of(b'x')}" not in packed.namelist()
        index = json.loads(packed.read("snapshots/index.json"))
    assert [(one["publication_id"], one["sha256"]) for one in index] == [
        ("p1", hash_of(FIRST)),
        ("p1", hash_of(EDITED)),
        ("p1", hash_of(EDITED)),
    ]
    assert verify(path, Demand())


async def test_who_is_handed_pages_that_name_authors_is_on_record_first(
    corner: Corner, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case_id = await a_case(corner)
    unsaid = ["audit", "export", case_id, "-o", str(path), "--snapshots"]
    assert await asyncio.to_thread(main, unsaid) == 2
    assert "Phải ghi lý do" in capsys.readouterr().err
    assert list(path.parent.glob("*.zip")) == []
    assert await in_thread(case_id, path) == 0
    entries = corner.mongo["haichieu_casework_audit"]["entries"]
    (entry,) = entries.find({"kind": "author-revealed"})
    assert (entry["chain"], entry["role"], entry["reason"]) == (f"case/{case_id}", "operator", "Thanh tra yêu cầu")
    assert "1 bài: p1" in entry["details"]["author"]
    with zipfile.ZipFile(path) as packed:
        told = b"".join(packed.read(name) for name in packed.namelist() if name.endswith(".jsonl"))
    assert b"author-revealed" in told, "the export itself tells of it"


@pytest.mark.parametrize("resealed", [False, True])
async def test_a_changed_snapshot_is_found_offline_even_in_a_manifest_that_was_written_for_it(
    corner: Corner, path: Path, tmp_path: Path, resealed: bool
) -> None:
    await in_thread(await a_case(corner), path)
    folder = tmp_path / "open"
    with zipfile.ZipFile(path) as packed:
        packed.extractall(folder)
    (folder / "snapshots" / hash_of(FIRST)).write_bytes(forged := b"<p>forged</p>")
    if resealed:
        manifest = verify(path, Demand()).manifest
        changed = {"sha256": hash_of(forged), "size": len(forged)}
        name = f"snapshots/{hash_of(FIRST)}"
        rows = [row.model_copy(update=changed) if row.path == name else row for row in manifest.files]
        sealed = manifest.model_copy(update={"files": rows}).sealed()
        (folder / "manifest.json").write_bytes(sealed.to_bytes())
    with pytest.raises(Broken, match="snapshots/"):
        verify(folder, Demand())


async def test_what_ingest_keeps_damaged_is_not_exported(
    corner: Corner, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case_id = await a_case(corner)
    damaged = {"$set": {"warc": a_snapshot("p1", b"other bytes")["warc"]}}
    corner.mongo["haichieu_ingest"]["snapshots"].update_one({"sha256": hash_of(FIRST)}, damaged)
    assert await in_thread(case_id, path) == 2
    assert "Khôi phục từ bản sao lưu" in capsys.readouterr().err
    assert list(path.parent.glob("*.zip")) == []
