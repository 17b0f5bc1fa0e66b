"""The judgement of publications: pure, deterministic, without I/O after construction."""

from classify.judgement.judge import MODEL_VERSION, Evidence, Judge, Judgement
from classify.judgement.places import Place

__all__ = ["MODEL_VERSION", "Evidence", "Judge", "Judgement", "Place"]
