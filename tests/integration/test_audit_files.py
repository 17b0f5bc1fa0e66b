"""An export on disk: other programs agree about it, and what is huge costs no memory."""

import resource
import shutil
import subprocess
import sys
from zipfile import ZIP_DEFLATED

import pytest
from tests.unit.casework.audit.bundles import made, unpack
from tests.unit.casework.audit.test_hostile_exports import zipped

from casework.audit.bundle.failures import Broken
from casework.audit.bundle.names import ENTRIES
from casework.audit.bundle.verify import Demand, verify

MEMORY = 400 << 20


def test_unpacked_by_another_tool_it_is_whole(tmp_path):
    (tmp_path / "x.zip").write_bytes(made().raw)
    shutil.unpack_archive(tmp_path / "x.zip", tmp_path / "folder")
    verify(tmp_path / "folder", Demand())
    if shutil.which("sha256sum"):
        lines = "".join(f"{row.sha256}  {row.path}\n" for row in made().manifest.files)
        subprocess.run(["sha256sum", "-c", "--quiet"], input=lines.encode(), cwd=tmp_path / "folder", check=True)


def test_a_huge_file_costs_no_memory(tmp_path):
    """One endless line, and one large letter, in a process that may not have as much memory as they are long."""
    folder = unpack(made().members, tmp_path / "x")
    for name, words in (("letters/01-cv.docx", "không khớp"), (ENTRIES, "bị cắt")):
        with (folder / name).open("wb") as file:
            file.truncate(600 << 20)
        code = (
            "import sys; from pathlib import Path; from casework.audit.bundle.verify import Demand, verify\n"
            "try: verify(Path(sys.argv[1]), Demand())\nexcept Exception as error: print(error)"
        )
        answer = subprocess.run(
            [sys.executable, "-X", "utf8", "-c", code, str(folder)],
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
        )
        assert words in answer.stdout, answer.stderr


def test_a_bomb_is_refused_before_anything_of_it_is_unpacked(tmp_path):
    files = [*((name, content) for name, content in made().members.items() if name != ENTRIES), (ENTRIES, b"0" * 10**8)]
    bomb = zipped(tmp_path / "x.zip", files, ZIP_DEFLATED)
    with pytest.raises(Broken, match="bị nén"):
        verify(bomb, Demand())
