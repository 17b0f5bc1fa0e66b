"""`haichieu ingest evidence`, as a process, against a real database."""

from pathlib import Path

from tests.e2e.command import haichieu
from tests.servers import LIVE, Corner

from ingest.store import snapshot_document
from ingest.testing import a_page

pytestmark = LIVE


async def test_a_file_of_evidence_is_written_by_the_command(corner: Corner, tmp_path: Path) -> None:
    name = "haichieu_ingest"
    for database in (name, "haichieu_casework", "haichieu_casework_audit"):
        corner.mongo.drop_database(database)
    corner.mongo["haichieu_casework"]["told"].insert_one({"_id": "publication-1", "case_id": "vu-1"})
    corner.mongo[name]["snapshots"].insert_one(snapshot_document("publication-1", a_page()))
    file = tmp_path / "b.warc.gz"
    url = corner.platform().mongo_url.get_secret_value()
    words = ("ingest", "evidence", "--reason", "Đối chiếu chữ ký bài")
    code, out, error = await haichieu(*words, "publication-1", "-o", str(file), seconds=30, HAICHIEU_MONGO_URL=url)
    assert (code, error) == (0, "")
    assert "1 records" in out
    assert file.read_bytes()[:2] == b"\x1f\x8b"
    entries = corner.mongo["haichieu_casework_audit"]["entries"]
    (entry,) = entries.find({"chain": "case/vu-1"})
    assert (entry["kind"], entry["role"], entry["reason"]) == ("author-revealed", "operator", "Đối chiếu chữ ký bài")
    code, _, error = await haichieu(
        "ingest", "evidence", "publication-1", "-o", str(file), "--reason", " ", seconds=30, HAICHIEU_MONGO_URL=url
    )
    assert (code, "say why" in error, entries.count_documents({})) == (2, True, 1)
    code, _, error = await haichieu(*words, "no-such-id", "-o", str(file), seconds=30, HAICHIEU_MONGO_URL=url)
    assert (code, error.startswith("Nothing is kept")) == (2, True)
