"""Endless publications of the sample day's kinds: relevant or not, copied by others, edited, removed, put back."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from tests.bench.material import Press

from haichieu.census import Shown

OUTLETS = ("nguoi-tho-moi", "nhip-ngay", "thuong-nguon")
RELEVANT = 0.4
COPIED = 0.3
FATES = {
    (): 0.5,
    ("edited",): 0.15,
    ("removed",): 0.1,
    ("removed", "restored"): 0.15,
    ("edited", "removed", "restored"): 0.1,
}
"""What will happen to a publication after it is out, and how often."""
UPDATE = "Cập nhật: công ty đã cam kết trả lời công nhân trong tuần này."


@dataclass(slots=True)
class Article:
    """`done` is how much of its fate has come."""

    number: int
    outlet: str
    story: str
    title: str
    paragraphs: tuple[str, ...]
    published: datetime
    fate: tuple[str, ...]
    done: int = 0

    @property
    def path(self) -> str:
        return f"/{self.outlet}/{self.number}.html"

    @property
    def changes(self) -> tuple[str, ...]:
        return self.fate[: self.done]

    @property
    def gone(self) -> bool:
        return self.changes[-1:] == ("removed",)

    @property
    def text(self) -> tuple[str, ...]:
        return (*self.paragraphs, UPDATE) if "edited" in self.changes else self.paragraphs

    def shown(self, base: str) -> Shown:
        return Shown(base + self.path, self.story, self.changes)


@dataclass(slots=True)
class Newsroom:
    """Writes for all outlets. Seeded: every run has the same articles."""

    seed: int
    articles: list[Article] = field(default_factory=list)
    _press: Press = field(init=False)
    _dice: random.Random = field(init=False)
    _fresh: list[Article] = field(default_factory=list)
    """Stories that nobody has copied yet."""

    def __post_init__(self) -> None:
        self._press = Press(RELEVANT, self.seed)
        self._dice = random.Random(self.seed)

    def write(self, number: int, now: datetime) -> None:
        for _ in range(number):
            self.articles.append(self._copy(now) if self._fresh and self._dice.random() < COPIED else self._story(now))

    def unfinished(self) -> Iterator[Article]:
        return (article for article in self.articles if article.done < len(article.fate))

    def _story(self, now: datetime) -> Article:
        written = self._press.publication(now)
        paragraphs = tuple(f"{line}." for line in written.text.split(". "))
        number = len(self.articles)
        outlet = self._dice.choice(OUTLETS)
        story = Article(number, outlet, f"story-{number}", written.title, paragraphs, now, self._fate())
        self._fresh.append(story)
        return story

    def _copy(self, now: datetime) -> Article:
        """As one outlet takes over another's text: without its last sentence, with a line about where it is from."""
        original = self._fresh.pop(self._dice.randrange(len(self._fresh)))
        outlet = self._dice.choice([outlet for outlet in OUTLETS if outlet != original.outlet])
        paragraphs = (*original.paragraphs[:-1], f"Theo {original.outlet}")
        title = f"{original.title} (theo báo bạn)"
        return Article(len(self.articles), outlet, original.story, title, paragraphs, now, self._fate())

    def _fate(self) -> tuple[str, ...]:
        return self._dice.choices(list(FATES), list(FATES.values()))[0]
