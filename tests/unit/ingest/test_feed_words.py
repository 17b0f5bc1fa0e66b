"""When the feed's own words stood in for a page, the page's first sight is no edit."""

from tests.unit.ingest.test_revisit import ADDRESS, Place

from ingest.errors import FetchFailed
from ingest.settings import Settings
from ingest.testing import a_page, a_source, an_entry
from ingest.usecases import visit_source
from shared.ops.settings import as_dotenv


async def test_a_page_seen_after_its_feed_is_not_called_edited() -> None:
    place = Place()
    place.reader.lists(a_source(), an_entry())
    place.reader.pages[ADDRESS] = FetchFailed("x")
    for _ in range(3):
        await visit_source(a_source(), place.watch)
    place.reader.pages[ADDRESS] = a_page()
    assert await place.look() == [""]


def test_an_unset_path_is_printed_as_nothing() -> None:
    assert "INGEST_SOURCES=\n" in as_dotenv(Settings())
