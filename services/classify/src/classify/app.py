"""Composition root: the only file that sees every room of classify."""

from classify.handlers import on_publications_captured
from classify.judgement.judge import Judge
from classify.store import INDEXES, ClassifyWork
from shared.contracts.ingest import PublicationCapturedV1
from shared.kit import Kit, Own
from shared.ops.clock import system_clock
from shared.ops.serve import Service
from shared.ops.settings import Platform


def build(platform: Platform) -> tuple[Kit[ClassifyWork], Service]:
    kit = Kit("classify", platform, INDEXES, ClassifyWork)
    handlers = {PublicationCapturedV1: on_publications_captured(kit.work, Judge(), system_clock)}
    return kit, kit.assemble(Own(handlers=handlers))
