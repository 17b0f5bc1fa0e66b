"""The outlets' pages, one per article."""

from haichieu.sampleday import corrections
from haichieu.sampleday.dates import spoken
from haichieu.sampleday.day import Article, SampleDay, feed_path
from haichieu.sampleday.model import Outlet
from haichieu.sampleday.templating import ENVIRONMENT

PICTURE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360" role="img" aria-label="Ảnh minh họa">
<rect width="640" height="360" fill="#cfd8dc"/><path d="M0 300 180 120 300 240 430 90 640 300v60H0z" fill="#78909c"/>
<circle cx="530" cy="80" r="34" fill="#ffe082"/></svg>
"""


def render(day: SampleDay, outlet: Outlet, article: Article, base_url: str) -> str:
    base = base_url.rstrip("/")
    return ENVIRONMENT.get_template(f"{outlet.key}.html").render(
        outlet=outlet,
        article=article,
        section=outlet.sections[article.section],
        url=base + article.path,
        feed=base + feed_path(outlet),
        picture=f"{base}/anh-mau.svg",
        spoken=spoken(article.published),
        updated=None if article.modified is None else spoken(article.modified),
        related=day.related(article),
        most_read=day.articles(outlet.key)[:5],
        newsarticle=_newsarticle(outlet, article, base),
    )


def index(day: SampleDay) -> str:
    return ENVIRONMENT.get_template("index.html").render(
        phase="buổi sáng" if day.phase == 0 else "buổi chiều",
        now=spoken(day.now),
        outlets=[
            (outlet, feed_path(outlet), day.articles(outlet.key), corrections.listed(day, outlet))
            for outlet in day.sample.outlets
        ],
    )


def _newsarticle(outlet: Outlet, article: Article, base: str) -> dict[str, object]:
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": {"@type": "WebPage", "@id": base + article.path},
        "headline": article.title,
        "description": article.lead,
        "image": [f"{base}/anh-mau.svg"],
        "datePublished": article.published.isoformat(),
        "dateModified": (article.modified or article.published).isoformat(),
        "author": {"@type": "Person", "name": article.author or outlet.name},
        "publisher": {"@type": "Organization", "name": outlet.name},
    }
