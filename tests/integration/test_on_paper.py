"""The letters on paper, where LibreOffice and Poppler are installed: pages, page numbers, Vietnamese letters."""

import shutil
import subprocess

import pytest
from tests.unit.casework.letters.papers import rendered

from casework.letters.kinds import KINDS

TOOLS = ("soffice", "pdftotext", "pdffonts")
pytestmark = pytest.mark.skipif(not all(map(shutil.which, TOOLS)), reason=f"needs {', '.join(TOOLS)}")


def out_of(*command) -> str:
    return subprocess.run([*map(str, command)], capture_output=True, text=True, timeout=120, check=True).stdout


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """All kinds in one go: starting LibreOffice is what takes time."""
    folder = tmp_path_factory.mktemp("paper")
    for kind in KINDS:
        (folder / f"{kind}.docx").write_bytes(rendered(kind).content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    out_of("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *sorted(folder.glob("*.docx")))
    return folder


@pytest.mark.timeout(300)
@pytest.mark.parametrize("kind", KINDS)
def test_the_letter_prints_whole(printed, kind):
    first, *others = out_of("pdftotext", "-layout", printed / f"{kind}.pdf", "-").rstrip("\f\n").split("\f")
    text = first + "".join(others)
    for words in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Kính gửi:", "Nơi nhận:", "./."):
        assert words in " ".join(text.split())
    assert first.split(maxsplit=1)[0] in ("TỔNG", "LIÊN", "CỘNG"), "no number on page one"
    assert [page.split(maxsplit=1)[0] for page in others] == [str(n + 2) for n in range(len(others))]
    assert len(others) <= 1
    assert "{" not in text


@pytest.mark.timeout(300)
@pytest.mark.parametrize("kind", KINDS)
def test_one_typeface_prints_every_letter(printed, kind):
    fonts = out_of("pdffonts", printed / f"{kind}.pdf").splitlines()[2:]
    families = {line.split()[0].partition("+")[2].partition("-")[0] for line in fonts}
    if not families <= {"LiberationSerif", "TimesNewRomanPS", "TimesNewRomanPSMT", "Tinos"}:
        pytest.skip(f"no Times with Vietnamese letters here ({families}); fonts-liberation2 has one")
