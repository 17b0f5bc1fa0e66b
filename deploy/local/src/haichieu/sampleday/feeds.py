"""The outlets' feeds: RSS 2.0, Atom, and one with malformed dates."""

from dataclasses import dataclass
from email.utils import format_datetime
from html import escape
from html.entities import codepoint2name

from haichieu.sampleday.dates import malformed
from haichieu.sampleday.day import FEED_LENGTH, Article, SampleDay, feed_path
from haichieu.sampleday.model import Outlet
from haichieu.sampleday.templating import ENVIRONMENT

MEDIA_TYPES = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "rss_malformed": "text/xml; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Entry:
    title: str
    url: str
    ident: str
    author: str | None
    section: str
    summary: str
    date: str | None
    updated: str


def render(day: SampleDay, outlet: Outlet, base_url: str) -> bytes:
    base = base_url.rstrip("/")
    # A feed's variants of misdating follow the order of the data, so that advancing the day re-dates nothing.
    order = {item.slug: position for position, item in enumerate(day.sample.publications)}
    articles = day.articles(outlet.key)[:FEED_LENGTH]
    text = ENVIRONMENT.get_template(f"{outlet.style}.xml").render(
        outlet=outlet,
        site=f"{base}/",
        address=base + feed_path(outlet),
        image=f"{base}/anh-mau.svg",
        built=format_datetime(day.changed(outlet.key)),
        updated=day.changed(outlet.key).isoformat(),
        entries=[_entry(article, outlet, base, order[article.slug]) for article in articles],
    )
    return text.encode()


def _entry(article: Article, outlet: Outlet, base: str, position: int) -> Entry:
    return Entry(
        title=article.title,
        url=base + article.path,
        ident=f"tag:{outlet.key}.example,{article.published:%Y-%m-%d}:{article.slug}",
        author=article.author,
        section=outlet.sections[article.section],
        summary=SUMMARIES[outlet.style](article, base),
        date=_date(article, outlet.style, position),
        updated=(article.modified or article.published).isoformat(),
    )


def _date(article: Article, style: str, position: int) -> str | None:
    if style == "atom":
        return article.published.isoformat()
    if style == "rss":
        return format_datetime(article.published)
    return None if article.undated else malformed(article.published, position)


def _linked_picture(article: Article, base: str) -> str:
    picture = f'<img src="{base}/anh-mau.svg" alt="{escape(article.title)}" />'
    return f'<a href="{base}{article.path}">{picture}</a></br>{escape(article.lead, quote=False)}'


def _strong_lead(article: Article, _base: str) -> str:
    return f"<p><strong>{escape(article.lead)}</strong></p>"


def _named_entities(article: Article, _base: str) -> str:
    """The lead as a web editor saves it: letters of Latin-1 as named entities, the other Vietnamese letters raw."""
    spelt = (
        f"&{codepoint2name[ord(letter)]};" if ord(letter) > 127 and ord(letter) in codepoint2name else letter
        for letter in escape(article.lead, quote=False)
    )
    return f"<p>{''.join(spelt)}&nbsp;</p>"


# HTML; in RSS it stands in CDATA, which it cannot close early because every ">" of a text is escaped.
SUMMARIES = {"rss": _linked_picture, "atom": _strong_lead, "rss_malformed": _named_entities}
