"""The packaged table of the 99 communes and wards since 2025-07-01: code of the General Statistics Office and name."""

import csv
from importlib.resources import files

from casework.domain.communes import Commune, Communes


def load_communes() -> Communes:
    text = files("casework").joinpath("data/communes.csv").read_text("utf-8")
    return Communes(Commune(row["code"], row["name"]) for row in csv.DictReader(text.splitlines()))
