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
    assert {line for stretch in stretches for lines in stretch.columns for line in lines} == printed
    assert len(stretches[0].columns) == 2, "issuer and motto stand side by side"
