"""The file of what a notice must contain: sound as shipped, refused in words otherwise."""

from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

import pytest

from casework.domain.life.stages import Track
from casework.domain.proof.requirement import NoRequirement
from casework.prooffile import ProofFileUnreadable, load_proof_rules
from casework.rulefile import load_clocks
from casework.testing import PROOF_RULES

PACKAGED = files("casework").joinpath("data/proof.yaml").read_text("utf-8")
BOOK = load_clocks()[0]
LAST_DAY = date(2026, 6, 30)


@pytest.mark.parametrize("track", ["correction", "reply"])
def test_each_track_has_one_row_for_each_day_and_the_law_changes_when_it_changes(track: Track) -> None:
    before, after = PROOF_RULES.find(track, LAST_DAY), PROOF_RULES.find(track, LAST_DAY + timedelta(days=1))
    assert (before.mark, after.mark) == ("V", "V-ocr")
    assert PROOF_RULES.find(track, date(2022, 8, 12)) == before


@pytest.mark.parametrize(
    ("medium", "day", "keep"),
    [
        ("online", LAST_DAY, (7, "V")),
        ("online", date(2026, 7, 1), (7, "U")),
        ("daily", LAST_DAY, None),
        ("?", LAST_DAY, None),
    ],
)
def test_how_long_it_must_stay_comes_from_the_clocks_with_its_mark(
    medium: str, day: date, keep: tuple[int, str] | None
) -> None:
    found = PROOF_RULES.keep(medium, day)
    assert (found and (found.days, found.mark)) == keep


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("to: 2026-06-30", "to: 2026-07-30", "chồng lên nhau"),
        ("to: 2026-06-30", "to: 2026-05-30", "khoảng trống"),
        ("check: heading", "check: guess", "check"),
        ("heading: Thông tin cải chính, xin lỗi", 'heading: ""', "ghi tiêu đề"),
        ("id: work", "id: heading", "hai lần"),
        ("interval_minutes: 60", "interval_minutes: 1", "interval_minutes"),
        ("mark: INF", "mark: sure", "mark"),
        ("watching:", "watching: [", "YAML"),
        ("days: 30", "days: 30\n  days: 31", "YAML"),
    ],
)
def test_a_fault_is_named_with_its_row_and_cure(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "proof.yaml"
    path.write_text(PACKAGED.replace(old, new, 1), "utf-8")
    with pytest.raises(ProofFileUnreadable, match=said):
        load_proof_rules(BOOK, path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ProofFileUnreadable, match="Không đọc được"):
        load_proof_rules(BOOK, tmp_path / "none.yaml")


def test_a_day_without_a_row_says_which_rows_there_are(tmp_path: Path) -> None:
    path = tmp_path / "proof.yaml"
    path.write_text(PACKAGED.replace("to: 2026-06-30", "from: 2017-01-01\n    to: 2026-06-30"), "utf-8")
    with pytest.raises(NoRequirement, match="Bổ sung dòng"):
        load_proof_rules(BOOK, path).find("reply", date(2010, 1, 1))
