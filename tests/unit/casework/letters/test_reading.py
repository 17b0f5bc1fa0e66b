"""A letter as text on a page: everything that is printed."""

import pytest
from tests.unit.casework.letters.papers import Read, rendered

from casework.letters.kinds import KINDS, Kind
from casework.letters.reading import read_stretches


@pytest.mark.parametrize("kind", KINDS)
def test_every_printed_line_is_there_to_read(kind: Kind) -> None:
    content = rendered(kind).content
    printed = {line.strip() for line in Read(content).text().split("\n")} - {""}
    stretches = read_stretches(content)
    assert {line.text for stretch in stretches for lines in stretch.columns for line in lines} == printed
    assert len(stretches[0].columns) == 2, "issuer and motto stand side by side"


def test_a_preview_is_set_like_the_letter_and_leaves_room_for_number_and_day() -> None:
    issuer, nation = read_stretches(rendered("correction").content)[0].columns
    assert (nation[0].text, nation[0].look) == ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "center bold")
    assert [line.look for line in issuer] == ["center"] * 2 + ["center bold"] * 2
    number, day = read_stretches(rendered("correction", number=None, date=None).content)[1].columns
    assert number[0].text.startswith("Số:    "), "room for the number"
    assert "ngày      tháng      năm" in day[0].text
    assert day[0].look == "center italic"
