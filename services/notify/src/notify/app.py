"""Composition root: the only file that sees every room of notify."""

from notify.channels.letterbox import Letterbox
from notify.channels.smtp import Smtp
from notify.courier import Courier
from notify.handlers import on_notices_requested
from notify.settings import Settings
from notify.store import INDEXES, MongoDesk, NotifyWork
from shared.contracts.casework import NoticeRequestedV1
from shared.kit import Kit, Own
from shared.ops.clock import system_clock
from shared.ops.serve import Service
from shared.ops.settings import Platform


def build(platform: Platform) -> tuple[Kit[NotifyWork], Service]:
    settings = Settings()
    kit = Kit("notify", platform, INDEXES, NotifyWork)
    smtp = Smtp(settings, Letterbox(settings), system_clock)
    courier = Courier(MongoDesk(kit.store, kit.replica), kit.work, smtp, settings, kit.metrics)
    own = Own(
        handlers={NoticeRequestedV1: on_notices_requested(kit.work, courier.wake)},
        parts=[smtp],
        side_tasks={"courier": courier.run},
    )
    return kit, kit.assemble(own)
