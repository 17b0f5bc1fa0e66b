"""What comes in by any door becomes publications: once each, in one transaction with its evidence."""

from collections.abc import Sequence

from ingest.doors.item import Item, captured, once_each
from ingest.usecases import Watch, store_captures


async def accept(items: Sequence[Item], watch: Watch) -> list[str]:
    """The ids of those that are new; what is known already is left as it is. Raises Transient."""
    by_id = {item.publication_id: item for item in once_each(items)}
    unknown = await watch.desk.unknown(list(by_id)) if by_id else set()
    now = watch.clock()
    captures = [captured(item, now, watch.pseudonym) for id_, item in by_id.items() if id_ in unknown]
    await store_captures(captures, (), watch)
    return [capture.publication_id for capture in captures]
