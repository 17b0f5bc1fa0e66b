"""The table of how outlets build their pages."""

from pathlib import Path

import pytest

from ingest.outlets import OutletsUnreadable, read_builds
from ingest.reading.builds import build_of

ROW = "outlets:\n  - {hosts: [bao.example], name: Báo, basis: test"


def test_the_packaged_table_is_sound_and_says_where_each_row_is_from() -> None:
    builds = read_builds()
    assert {"vnexpress.net", "baolaocai.vn", "laodong.vn"} <= builds.keys()
    assert all(build.basis and (build.text or build.listing) for build in builds.values())


@pytest.mark.parametrize("url", ["https://m.laodong.vn/x", "https://laodong.vn", "http://LAODONG.VN:80/a"])
def test_a_host_below_is_read_as_its_parent(url: str) -> None:
    build = build_of(url)
    assert build is not None
    assert "laodong.vn" in build.hosts


@pytest.mark.parametrize("url", ["https://xlaodong.vn/", "https://laodong.vn.evil.example/", "", "http://[x", "/tin/1"])
def test_no_other_host_is(url: str) -> None:
    assert build_of(url) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ROW + ", text: ['p[']}", "no CSS selector"),
        (ROW + ", txt: [p]}", "txt"),
        (ROW + ", name: Hai}", "name"),
        (ROW + "}\n  - {hosts: [bao.example], name: B, basis: b}", "two rows"),
        ("outlets: [", "no correct YAML"),
        ("- 1", "outlets.yaml"),
        ("\udcff", "cannot be read"),
    ],
)
def test_a_wrong_table_is_refused_with_what_is_wrong(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "outlets.yaml"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(OutletsUnreadable, match=said):
        read_builds(path)
