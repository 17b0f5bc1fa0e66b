"""Things that are no export, or are meant to hurt whoever opens them."""

import os
import struct
import warnings
from zipfile import ZipFile, ZipInfo

import pytest
from tests.unit.casework.audit.bundles import made, mended, pack, unpack

from casework.audit.bundle.failures import Broken, NotAnExport
from casework.audit.bundle.names import ENTRIES, MANIFEST
from casework.audit.bundle.verify import Demand, verify
from casework.audit.bundle.writing import EPOCH


def zipped(path, files, kind=0):
    with warnings.catch_warnings(), ZipFile(path, "w", kind) as archive:
        warnings.simplefilter("ignore", UserWarning)  # two members of one name
        for name, content in files:
            archive.writestr(ZipInfo(name, EPOCH), content, kind)
    return path


@pytest.mark.parametrize("content", [b"", b"x", b"PDF" * 100, bytes(range(256))])
def test_any_other_file_is_no_export(tmp_path, content):
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(NotAnExport):
        verify(tmp_path / "x", Demand())


def test_nothing_an_empty_folder_and_another_zip_are_no_export(tmp_path):
    (tmp_path / "empty").mkdir()
    other = zipped(tmp_path / "x.docx", [("word/document.xml", b"<w/>")])
    for path in (tmp_path / "none", tmp_path / "empty", other):
        with pytest.raises(NotAnExport):
            verify(path, Demand())


def test_members_that_overlap_are_refused(tmp_path):
    raw = bytearray(made().raw)
    place = raw.index(b"PK\x01\x02")
    # The size of the first member, twice, in the directory.
    struct.pack_into("<LL", raw, place + 20, 1 << 30, 1 << 30)
    (tmp_path / "x.zip").write_bytes(raw)
    with pytest.raises(Broken, match="nhiều byte hơn"):
        verify(tmp_path / "x.zip", Demand())


def test_a_directory_of_millions_is_refused_unread(tmp_path):
    raw = bytearray(made().raw)
    struct.pack_into("<HH", raw, len(raw) - 14, 0xFFFF, 0xFFFF)
    (tmp_path / "x.zip").write_bytes(raw)
    with pytest.raises(Broken, match="lớn hơn mọi bản xuất"):
        verify(tmp_path / "x.zip", Demand())


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "letters/../../x", "letters/a\\b", "C:/x"])
def test_names_that_lead_elsewhere_are_refused_even_if_the_manifest_lists_them(tmp_path, name):
    with pytest.raises(Broken, match="không được phép"):
        verify(pack(mended(made().members | {name: b"x"}), tmp_path / "x.zip"), Demand())


def test_two_members_of_one_name_are_refused(tmp_path):
    with pytest.raises(Broken, match="cùng tên"):
        verify(zipped(tmp_path / "x.zip", [*made().members.items(), (ENTRIES, b"")]), Demand())


def test_bytes_hidden_beside_the_members_are_found(tmp_path):
    raw = made().raw
    place = raw.index(b"PK\x01\x02")
    with_gap = raw[:place] + b"hidden" + raw[place:-6] + struct.pack("<L", place + 6) + raw[-2:]
    for number, hidden in enumerate((with_gap, raw + b"x", b"x" + raw)):
        (tmp_path / f"{number}.zip").write_bytes(hidden)
        with pytest.raises((Broken, NotAnExport)):
            verify(tmp_path / f"{number}.zip", Demand())


def test_packed_anew_the_cure_is_named(tmp_path):
    with ZipFile(tmp_path / "x.zip", "w") as archive:
        for name, content in made().members.items():
            archive.writestr(name, content)
    with pytest.raises(Broken, match="giải nén rồi kiểm thư mục"):
        verify(tmp_path / "x.zip", Demand())


def test_links_and_pipes_in_a_folder_are_foreign(tmp_path):
    folder = unpack(made().members, tmp_path / "x")
    secret = tmp_path / "secret"
    secret.write_bytes((folder / ENTRIES).read_bytes())
    (folder / ENTRIES).unlink()
    (folder / ENTRIES).symlink_to(secret)
    with pytest.raises(Broken, match="không phải tệp thường"):
        verify(folder, Demand())
    (folder / ENTRIES).unlink()
    os.mkfifo(folder / ENTRIES)
    with pytest.raises(Broken, match="không phải tệp thường"):
        verify(folder, Demand())


@pytest.mark.parametrize("manifest", [b"", b"{}", b"[" * 200_000, b"\xff\xfe", b'{"format":1}', b" " * (9 << 20)])
def test_a_manifest_that_is_none_is_named(tmp_path, manifest):
    with pytest.raises(Broken, match=MANIFEST):
        verify(pack(made().members | {MANIFEST: manifest}, tmp_path / "x.zip"), Demand())
