"""Generated tampering: what is done to an export is found, or is named here as what only paper or a key can find."""

import tempfile
from pathlib import Path

import pytest
from tests.unit.casework.audit.bundles import COUNT, Members, made, mended, pack, unpack

from casework.audit.bundle.failures import Broken, NotAnExport
from casework.audit.bundle.names import ALWAYS, ENTRIES, MANIFEST
from casework.audit.bundle.verify import Demand, verify


def found(members: Members, demand: Demand | None = None, *, folder: bool = False) -> str:
    """The words of whoever finds it; fails when nobody does."""
    with tempfile.TemporaryDirectory() as place, pytest.raises((Broken, NotAnExport)) as caught:
        verify((unpack if folder else pack)(members, Path(place) / "x"), demand or Demand())
    return str(caught.value)


@pytest.mark.parametrize("name", sorted(made().members))
@pytest.mark.parametrize("folder", [False, True])
def test_a_file_taken_away_is_named(name, folder):
    members = made().members
    del members[name]
    assert name in found(members, folder=folder)
    if name in ALWAYS:
        assert name in found(mended(made().members | {"letters/z": b""}) | {name: b"x"})


@pytest.mark.parametrize("name", ["letters/them.docx", "them.txt", "snapshots/.htaccess"])
@pytest.mark.parametrize("folder", [False, True])
def test_a_file_added_is_named(name, folder):
    assert name in found(made().members | {name: b"x"}, folder=folder)


@pytest.mark.parametrize("words", [(b'"case_id":"vu-1"', b'"case_id":"vu-9"'), (b"2026-11-24", b"2026-11-25")])
def test_a_manifest_changed_by_hand_breaks_its_own_seal(words):
    members = made().members
    assert "niêm phong" in found(members | {MANIFEST: members[MANIFEST].replace(*words)})


def test_the_first_broken_line_is_named():
    members = made().members
    lines = members[ENTRIES].splitlines(keepends=True)
    lines[2] = lines[2].replace(b"can-bo-3", b"can-bo-9")
    lines[5] = lines[5].replace(b"can-bo-6", b"can-bo-9")
    assert "entries.jsonl, dòng 3: mục nội dung không khớp" in found(members | {ENTRIES: b"".join(lines)})
    gone = lines[: COUNT - 3]
    assert "mục 5" in found(mended(members | {ENTRIES: b"".join(gone[:2] + members[ENTRIES].splitlines(True)[2:4])}))
