"""Small files of the data folder: whole or not at all, and spoiled ones are told with their cure."""

from pathlib import Path

import pytest

from haichieu.kept import Spoiled, write_whole
from haichieu.plan import make_plan
from haichieu.rehearsal import Rehearsal


def test_a_file_that_cannot_be_written_to_its_end_stays_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "ports.json"
    write_whole(file, "trước")
    with pytest.raises(UnicodeEncodeError):
        write_whole(file, "x" * 100_000 + "\ud800")
    assert file.read_text("utf-8") == "trước"


def test_a_secret_is_never_readable_for_others(tmp_path: Path) -> None:
    write_whole(tmp_path / "accounts.json", "{}", 0o600)
    assert (tmp_path / "accounts.json").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("text", ["", '{"mongo": 27', "[]", "7"])
def test_ports_that_cannot_be_read_are_told_with_their_cure(text: str, tmp_path: Path) -> None:
    (tmp_path / "ports.json").write_text(text)
    with pytest.raises(Spoiled, match=r"ports\.json .*Delete it"):
        make_plan(tmp_path, tmp_path, "embedded", usual_ports=False)


@pytest.mark.parametrize("text", ["", "2026-11", "hôm qua"])
def test_a_day_that_cannot_be_read_is_told_with_its_cure(text: str, tmp_path: Path) -> None:
    plan = make_plan(tmp_path, tmp_path, "embedded", usual_ports=False)
    (tmp_path / "day.txt").write_text(text, "utf-8")
    with pytest.raises(Spoiled, match=r"day\.txt .*Delete it"):
        Rehearsal.prepare(plan)


def test_the_second_plan_has_the_ports_of_the_first(tmp_path: Path) -> None:
    plans = [make_plan(tmp_path, tmp_path, "embedded", usual_ports=False) for _ in range(2)]
    assert plans[0].ports == plans[1].ports
