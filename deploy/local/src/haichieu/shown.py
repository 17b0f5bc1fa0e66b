"""What the sample day has shown so far, as a count must know it."""

from haichieu.census import Shown
from haichieu.sampleday import Publication, SampleDay


def shown(day: SampleDay, base: str) -> list[Shown]:
    """Everything that has appeared, what was removed since included."""
    return [
        Shown(
            f"{base}/{item.outlet}/{item.section}/{item.slug}.html",
            item.expect.copy_of or item.slug,
            _changes(item) if day.phase else (),
        )
        for item in day.seen()
    ]


def _changes(item: Publication) -> tuple[str, ...]:
    return ("removed",) if item.removed else ("edited",) if item.edit else ()
