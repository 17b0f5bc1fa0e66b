"""An independent count: reads the topics and the databases with clients of its own, knows no service's code."""

from haichieu.census.count import count
from haichieu.census.evidence import Evidence, Observer
from haichieu.census.findings import Census, Shown

__all__ = ["Census", "Evidence", "Observer", "Shown", "count"]
