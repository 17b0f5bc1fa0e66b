"""What `make test KAFKA=apache` leaves out meets no broker: it would only be the same test once more."""

import re

import pytest
from tests.architecture.code import ROOT

MAKEFILE = (ROOT / "Makefile").read_text("utf-8").replace("\\\n", " ")
BROKERLESS = re.search(r"^BROKERLESS = (.+)$", MAKEFILE, re.M)
LEFT_OUT = BROKERLESS[1].split() if BROKERLESS else []
BROKER = re.compile(r"kafka|broker|\btopics\b|Probe\b|\.process\(|corner\.read|\.lag\(", re.I)


def test_something_is_left_out_by_name() -> None:
    assert len(LEFT_OUT) > 10


@pytest.mark.parametrize("name", LEFT_OUT)
def test_it_meets_no_broker(name: str) -> None:
    text = (ROOT / "tests" / "integration" / f"test_{name}.py").read_text("utf-8")
    assert BROKER.findall(text) == []
