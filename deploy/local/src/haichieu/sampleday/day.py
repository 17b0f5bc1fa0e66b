"""The sample day as it stands at one moment: what each outlet lists, what was edited or removed, what is expected."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from haichieu.sampleday.dates import VIETNAM, fill
from haichieu.sampleday.model import Correction, Outlet, Publication, Sample, load

MORNING = time(7, 0)
# Late enough that an article may tell of a lunch break and of what happened after it.
UNTIL_AFTERNOON = timedelta(hours=8, minutes=30)
EDITED_BEFORE_AFTERNOON = timedelta(minutes=40)
FEED_LENGTH = 60


class DayOverError(RuntimeError):
    """The sample day is already in its afternoon; start a new SampleDay."""


@dataclass(frozen=True, slots=True)
class Feed:
    outlet_key: str
    outlet_name: str
    medium: str
    url: str


@dataclass(frozen=True, slots=True)
class Article:
    """A publication as its outlet shows it at this moment of the day, with every date written out."""

    slug: str
    outlet: str
    section: str
    title: str
    lead: str
    paragraphs: tuple[str, ...]
    author: str | None
    published: datetime
    modified: datetime | None
    undated: bool

    @property
    def path(self) -> str:
        return f"/{self.outlet}/{self.section}/{self.slug}.html"


@dataclass(frozen=True, slots=True)
class Expected:
    """What a faithful watcher knows once it has seen everything up to the current phase."""

    publications: int
    relevant: int
    copies: int
    cases: int
    edits: int
    removals: int


class SampleDay:
    """One day of three outlets. Phase 0 is the morning; `advance()` leads to phase 1, the afternoon."""

    def __init__(self, start: datetime, sample: Sample | None = None) -> None:
        self.sample = sample if sample is not None else load()
        self.start = _local(start)
        self._afternoon: datetime | None = None
        self.corrections_removed = False

    @classmethod
    def on(cls, day: date) -> "SampleDay":
        return cls(datetime.combine(day, MORNING, VIETNAM))

    @property
    def phase(self) -> int:
        return 0 if self._afternoon is None else 1

    @property
    def now(self) -> datetime:
        return self.start if self._afternoon is None else self._afternoon

    def advance(self, at: datetime | None = None) -> None:
        """Go to the afternoon, which is 8½ hours later or, for a hurried demonstration, `at`.

        Raises DayOverError in the afternoon and ValueError when `at` is naive or lies before the start.
        """
        if self._afternoon is not None:
            raise DayOverError(DayOverError.__doc__)
        afternoon = self.start + UNTIL_AFTERNOON if at is None else _local(at)
        if afternoon < self.start:
            raise ValueError(f"the afternoon {afternoon.isoformat()} lies before the start {self.start.isoformat()}")
        self._afternoon = afternoon

    def seen(self) -> tuple[Publication, ...]:
        """What has appeared so far, what was removed since included."""
        return tuple(item for item in self.sample.publications if self.phase or not item.afternoon)

    def article(self, slug: str) -> Article | None:
        item = self.sample.publication(slug)
        return None if item is None or item not in self.seen() or self.gone(slug) else self._shown(item)

    def gone(self, slug: str) -> bool:
        item = self.sample.publication(slug)
        return item is not None and item.removed and self.phase == 1

    def corrections(self, outlet: str) -> tuple[Correction, ...]:
        """What an outlet has corrected by now: nothing in the morning, nor after it took its corrections down."""
        shown = self.phase == 1 and not self.corrections_removed
        return tuple(one for one in self.sample.corrections if shown and one.outlet == outlet)

    def articles(self, outlet: str) -> tuple[Article, ...]:
        """What an outlet shows now, newest first."""
        items = (item for item in self.seen() if item.outlet == outlet and not self.gone(item.slug))
        return tuple(sorted(map(self._shown, items), key=lambda article: article.published, reverse=True))

    def related(self, article: Article, count: int = 4) -> tuple[Article, ...]:
        """Neighbours in the outlet's morning list.

        Only what neither changes nor disappears is linked, so that a page differs between the phases
        just where its own text does.
        """
        steady = [
            item
            for item in self.sample.publications
            if item.outlet == article.outlet and not (item.afternoon or item.removed or item.edit)
        ]
        slugs = [item.slug for item in steady]
        first = slugs.index(article.slug) + 1 if article.slug in slugs else 0
        turned = [item for item in (*steady[first:], *steady[:first]) if item.slug != article.slug]
        return tuple(self._shown(item) for item in turned[:count])

    def changed(self, outlet: str) -> datetime:
        """When the outlet's list last changed."""
        newest = max((article.published for article in self.articles(outlet)), default=self.start)
        return newest if self._afternoon is None else max(newest, self._afternoon)

    def feeds(self, base_url: str) -> list[Feed]:
        return [
            Feed(outlet.key, outlet.name, outlet.medium, base_url.rstrip("/") + feed_path(outlet))
            for outlet in self.sample.outlets
        ]

    def _shown(self, item: Publication) -> Article:
        item, modified = self._edited(item)
        reference = self.now if item.afternoon else self.start
        day = self.start.date()
        return Article(
            slug=item.slug,
            outlet=item.outlet,
            section=item.section,
            title=fill(item.title, day),
            lead=fill(item.lead, day),
            paragraphs=tuple(fill(paragraph, day) for paragraph in item.paragraphs),
            author=item.author,
            published=reference - timedelta(minutes=item.minutes_before),
            modified=modified,
            undated=item.undated,
        )

    def _edited(self, item: Publication) -> tuple[Publication, datetime | None]:
        edit = item.edit
        if edit is None or self._afternoon is None:
            return item, None
        edited = replace(item, title=edit.title or item.title, lead=edit.lead or item.lead, paragraphs=edit.paragraphs)
        return edited, max(self.start, self._afternoon - EDITED_BEFORE_AFTERNOON)


def feed_path(outlet: Outlet) -> str:
    return f"/{outlet.key}/feed.xml"


def expected(day: SampleDay) -> Expected:
    seen = day.seen()
    relevant = [item for item in seen if item.expect.relevant]
    stories = {item.expect.copy_of or item.slug for item in relevant}
    return Expected(
        publications=len(seen),
        relevant=len(relevant),
        copies=sum(item.expect.copy_of is not None for item in relevant),
        cases=len(stories),
        edits=_count(item.edit is not None for item in seen) * day.phase,
        removals=_count(item.removed for item in seen) * day.phase,
    )


def _count(flags: Iterable[bool]) -> int:
    return sum(flags)


def _local(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("the sample day needs a time with a time zone")
    return moment.astimezone(VIETNAM).replace(microsecond=0)
