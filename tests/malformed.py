"""Feeds, sitemaps and pages as they break in the wild: each base form with each kind of damage. Seeded by nothing."""

import gzip
import json
from collections.abc import Callable, Mapping

PAGE = "https://bao.example/tin/1"
DATE = "<pubDate>Tue, 24 Nov 2026 10:52:07 +07</pubDate>"
ITEM = f"<item><title>Công nhân bị nợ lương</title><link>{PAGE}</link>{DATE}</item>"
ENTRY = f'<entry><title>Nợ lương</title><link href="{PAGE}"/></entry>'
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
    f"<channel><title>t</title></channel>{ITEM}</rdf:RDF>"
)
FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "items": [{"id": "1", "url": PAGE, "title": "Công nhân bị nợ lương"}],
}
ARTICLE = "<p>Sáng nay, hơn hai trăm công nhân ngừng việc vì ba tháng chưa được trả lương.</p>" * 5
BASES: Mapping[str, str] = {
    "rss": '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>t</title>'
    f"{ITEM * 3}</channel></rss>",
    "rdf": RDF,
    "atom": f'<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>{ENTRY}</feed>',
    "json": json.dumps(FEED, ensure_ascii=False),
    "sitemap": f"<urlset ><url><loc>{PAGE}</loc></url></urlset>",
    "index": f"<sitemapindex><sitemap><loc>{PAGE}.xml</loc></sitemap></sitemapindex>",
    "page": f"<!doctype html><html><head><title>Nợ lương</title></head><body><h1>Nợ lương</h1>{ARTICLE}</body></html>",
}
DAMAGES: Mapping[str, Callable[[bytes], bytes]] = {
    "cut in the middle": lambda body: body[: len(body) // 2],
    "cut in a letter": lambda body: body[: body.index("ợ".encode()) + 1] if "ợ".encode() in body else body[:-3],
    "blanks before": lambda body: b"\n\n \t" + body,
    "words before": lambda body: b"Warning: mysql_connect() in /var/www/rss.php on line 12\n" + body,
    "words behind": lambda body: body + b"<!-- generated in 0.3 s --><script>ga()</script>",
    "twice": lambda body: body + body,
    "bare ampersand": lambda body: body.replace("lương".encode(), b"A & B &nbsp; &unknown; &#x1F; &#0;"),
    "control letters": lambda body: body.replace(b"t", b"t\x00\x0b\x1f"),
    "bytes of nothing": lambda body: body.replace("ô".encode(), b"\xff\xfe\xc3"),
    "another charset": lambda body: body.decode().encode("cp1258", "replace"),
    "charset that lies": lambda body: body.replace(b"utf-8", b"utf-16"),
    "charset that nobody knows": lambda body: body.replace(b"utf-8", b"vietnamese-9"),
    "utf-16": lambda body: body.decode().encode("utf-16"),
    "utf-32": lambda body: body.decode().encode("utf-32"),
    "packed": lambda body: gzip.compress(body, mtime=0),
    "packed and cut": lambda body: gzip.compress(body, mtime=0)[:-9],
    "packed and spoilt": lambda body: gzip.compress(body, mtime=0)[:30] + b"\xff" * 40,
    "packed twice": lambda body: gzip.compress(gzip.compress(body, mtime=0), mtime=0),
    "tags unclosed": lambda body: body.replace(b"</", b"<"),
    "tags crossed": lambda body: body.replace(b"</title>", b"</link>"),
    "quotes missing": lambda body: body.replace(b'"', b""),
    "entities that grow": lambda body: (
        b'<!DOCTYPE r [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + body.replace(b"1", b"&b;")
    ),
    "entity of a file": lambda body: (
        b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + body.replace(b"t<", b"&x;<")
    ),
    "deep": lambda body: body.replace("lương".encode(), b"<b>" * 3_000),
    "wide": lambda body: body.replace("lương".encode(), b"x" * 300_000),
    "attributes": lambda body: body.replace(b">", b' a="1" a="2" b=>', 3),
    "addresses spoilt": lambda body: body.replace(b"https://bao", b"ht!tp://[bao"),
    "addresses of scripts": lambda body: body.replace(b"https://bao.example/", b"javascript:"),
    "capitals": lambda body: body.upper(),
    "nothing": lambda body: b"",
    "noise": lambda body: bytes((place * 7919 + len(body)) % 256 for place in range(3_000)),
}
MALFORMED = {
    f"{base}: {damage}": spoil(text.encode()) for base, text in BASES.items() for damage, spoil in DAMAGES.items()
}
