"""Look at the pages of an errand, one after the other."""

import logging
from collections.abc import Iterable, Iterator

from ingest.addresses import canonical
from ingest.domain import Page
from ingest.errands.errand import NOTICE, PLACE, Errand
from ingest.errands.ports import Reader
from ingest.errands.sight import FAILED, GONE, THERE, Leading, Link, Place, Sight
from ingest.errors import Gone, IngestError
from ingest.reading import words
from ingest.reading.addresses import same_outlet
from shared.text.signature import fold

log = logging.getLogger(__name__)

NOTICES_A_LOOK = 6
"""Pages that places lead to; whatever a front page links to, an errand asks for no more."""
TEXT_LIMIT = 20_000
"""Characters of a sight's text (the test of `look` compares with the contract)."""
TITLE_LIMIT, DETAIL_LIMIT, LINK_TEXT_LIMIT = 1_000, 500, 300


async def look(errand: Errand, reader: Reader) -> list[Sight]:
    """What is there. A page that cannot be had is a sight too: nothing is raised for what a stranger's bytes do."""
    phrases = [folded for phrase in errand.phrases if (folded := _folded(phrase))]
    sights: list[Sight] = []
    leads: dict[str, tuple[int, Leading]] = {}
    for target in errand.targets:
        if target.role != PLACE:
            sights.append(await _page(target.role, target.address, reader, phrases))
            continue
        sight, place = await _place(target.address, reader)
        sights.append(sight)
        for link in place.links if place else ():
            _note(leads, link, target.address, len(place.links) if place else 0, phrases)
    known = {_known(target.address) for target in errand.targets}
    for address, leading in _chosen(errand, leads, known):
        sights.append(await _page(NOTICE, address, reader, phrases, leading))
    return sights


def _known(address: str) -> str:
    """As it stands when it is no address at all; looking at it has told so."""
    try:
        return canonical(address)
    except ValueError:
        return address


def _note(leads: dict[str, tuple[int, Leading]], link: Link, place: str, of: int, phrases: list[str]) -> None:
    weight = _weight(link.text, phrases)
    # A link to somebody else's is no notice of this outlet, and may be a trap.
    if weight and same_outlet(link.address, place):
        leads.setdefault(
            canonical(link.address), (weight, Leading(link.text[:LINK_TEXT_LIMIT], place, link.number, of))
        )


def _chosen(
    errand: Errand, leads: dict[str, tuple[int, Leading]], known: Iterable[str]
) -> Iterator[tuple[str, Leading]]:
    """Those found before, then the links that say most, the upper ones first."""
    targets = set(known)
    order = sorted(leads, key=lambda address: (-leads[address][0], leads[address][1].number))
    before = {one.address: Leading(one.link_text) for one in errand.memory.notices}
    addresses = [address for address in dict.fromkeys([*before, *order]) if address not in targets]
    for address in addresses[:NOTICES_A_LOOK]:
        yield address, leads[address][1] if address in leads else before[address]


async def _place(address: str, reader: Reader) -> tuple[Sight, Place | None]:
    try:
        place = await reader.place(address)
    except Exception as error:  # noqa: BLE001 - as for every page, below
        return _unseen(PLACE, address, error, None), None
    return Sight(PLACE, address, THERE, page=place.page, content_hash=_hash(place.page)), place


async def _page(role: str, address: str, reader: Reader, phrases: list[str], leading: Leading | None = None) -> Sight:
    try:
        page = await reader.page(address)
    except Exception as error:  # noqa: BLE001 - one page must not cost the others their look; see _unseen
        return _unseen(role, address, error, leading)
    text = page.text[:TEXT_LIMIT]
    weight = _weight(f"{page.title} {text}", phrases)
    truncated = len(page.text) > TEXT_LIMIT
    return Sight(role, address, THERE, "", page, text, truncated, _hash(page), weight, leading)


def _unseen(role: str, address: str, error: Exception, leading: Leading | None) -> Sight:
    if not isinstance(error, IngestError):
        log.error("a page broke its reader", exc_info=error, extra={"action": "page.broke_reader", "address": address})
    state = GONE if isinstance(error, Gone) else FAILED
    return Sight(role, address, state, f"{type(error).__name__}: {error}"[:DETAIL_LIMIT], leading=leading)


def _hash(page: Page) -> str:
    return words.content_hash(page.title, page.text[:TEXT_LIMIT])


def _weight(text: str, phrases: list[str]) -> int:
    folded = _folded(text)
    return sum(phrase in folded for phrase in phrases)


def _folded(text: str) -> str:
    """With blanks around it, so that a phrase is found as whole words only. Empty when there are no words."""
    found = fold(text)
    return f" {' '.join(found)} " if found else ""
