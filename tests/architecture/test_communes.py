"""Two services know the communes, each by a table of its own: they must be the same."""

import csv

from tests.architecture.code import ROOT

SERVICES = ROOT / "services"


def test_casework_and_classify_know_the_same_communes() -> None:
    lines = (SERVICES / "classify/src/classify/judgement/communes.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    theirs = {row[0]: f"{row[1]} {row[2]}" for row in rows}
    with (SERVICES / "casework/src/casework/data/communes.csv").open(encoding="utf-8") as file:
        ours = {row["code"]: row["name"] for row in csv.DictReader(file)}
    assert ours == {code: name for code, name in theirs.items() if code in ours}
    assert len(ours) == 99
