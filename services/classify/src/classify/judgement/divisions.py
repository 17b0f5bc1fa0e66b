"""What places are called, and where they belong, on a day: districts until 2025-06-30, the communes of today since."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from classify.judgement.lexicon import packaged_rows

PROVINCE = "Lào Cai"


@dataclass(frozen=True, slots=True)
class Division:
    """A commune or ward, or a district. `valid_from` and `valid_to` are its first and last day, where they matter."""

    code: str
    name: str
    valid_from: date | None = None
    valid_to: date | None = None
    before: str = ""
    """Of a commune: the code of the district in which it lay until then."""
    province: str = PROVINCE
    """To which it belonged at that time."""

    def exists_on(self, day: date) -> bool:
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)


def on(code: str, day: date) -> Division:
    """The commune of that code or, while it did not exist, the district in which it lay. Raises KeyError."""
    commune = _by_code()[code]
    return commune if commune.exists_on(day) else _by_code()[commune.before]


@cache
def _by_code() -> dict[str, Division]:
    communes = [_commune(*row) for row in packaged_rows("communes.tsv")]
    districts = [_district(*row) for row in packaged_rows("districts.tsv")]
    return {one.code: one for one in (*communes, *districts)}


def load_communes() -> dict[str, str]:
    """The names of today's communes and wards, by code."""
    return {code: f"{unit} {name}" for code, unit, name, *_ in packaged_rows("communes.tsv")}


def _commune(code: str, unit: str, name: str, first: str, before: str) -> Division:
    return Division(code, f"{unit} {name}", valid_from=date.fromisoformat(first), before=before)


def _district(code: str, unit: str, name: str, last: str, province: str) -> Division:
    return Division(code, f"{unit} {name}", valid_to=date.fromisoformat(last), province=province)
