"""docs/metrics.md as rows, and a scrape as names."""

from dataclasses import dataclass
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

DOC = Path(__file__).resolve().parents[1] / "docs" / "metrics.md"


@dataclass(frozen=True, slots=True)
class Row:
    teller: str
    kind: str
    labels: str
    told: str


def catalogue() -> dict[str, Row]:
    lines = [line for line in DOC.read_text("utf-8").splitlines() if line.startswith("| `")]
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]
    return {name.strip("`"): Row(*others) for name, *others in cells}


def told_by(service: str) -> set[str]:
    return {name for name, row in catalogue().items() if row.teller in ("all", service)}


def scraped(text: str) -> set[str]:
    """Names as they are asked for; when a counter began is the library's own addition."""
    families = [family for family in text_string_to_metric_families(text) if not family.name.endswith("_created")]
    return {f"{family.name}_total" if family.type == "counter" else family.name for family in families}
