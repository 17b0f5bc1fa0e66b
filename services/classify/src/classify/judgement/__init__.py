"""The judgement of publications: pure, deterministic, without I/O after construction."""

from classify.judgement.evidence import Evidence
from classify.judgement.judge import Judge, Judgement
from classify.judgement.places import Place

__all__ = ["Evidence", "Judge", "Judgement", "Place"]
