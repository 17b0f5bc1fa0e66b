"""Sources as OPML, the form in which feed readers exchange their lists. lxml, without entities, DTD or network."""

from collections.abc import Sequence

from lxml import etree
from pydantic import TypeAdapter, ValidationError

from ingest.sources.refused import SourcesRefused
from ingest.sources.rows import SourceRow, complaints, outlet_of

OURS = "urn:haichieu:source"
BYTES = 5_000_000
_KEPT = ("outlet_id", "medium", "body_id", "section", "priority", "watch", "mark", "known")
_ROWS = TypeAdapter(list[SourceRow])


def read_opml(body: bytes) -> list[SourceRow]:
    """Folders become tags; what another program wrote has its host as outlet. Raises SourcesRefused."""
    if len(body) > BYTES:
        raise SourcesRefused(f"More than {BYTES:,} bytes are no list of sources.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourcesRefused(f"This is no OPML ({error}).") from error
    found = [_row(outline) for outline in root.iter("outline") if outline.get("xmlUrl")]
    if not found:
        raise SourcesRefused("There is no feed in it: an outline of a feed has the attribute xmlUrl.")
    try:
        return _ROWS.validate_python(found)
    except ValidationError as error:
        raise SourcesRefused(f"{complaints(error)}.") from None


def _row(outline: "etree._Element") -> dict[str, object]:
    url = outline.get("xmlUrl").strip()
    folders = [parent.get("text") or "" for parent in outline.iterancestors("outline")]
    tags = [tag.strip() for tag in (outline.get("category") or "").split(",")]
    own = {name: outline.get(f"{{{OURS}}}{name}") for name in _KEPT}
    row: dict[str, object] = {name: value for name, value in own.items() if value is not None}
    name = (outline.get("title") or outline.get("text") or "").strip()[:300]
    row.setdefault("outlet_id", outlet_of(url)[:100])
    return row | {
        "url": url,
        "outlet_name": name or outlet_of(url),
        "tags": tuple(dict.fromkeys(tag[:100] for tag in [*tags, *reversed(folders)] if tag)),
    }


def write_opml(rows: Sequence[SourceRow]) -> bytes:
    root = etree.Element("opml", version="2.0", nsmap={"hc": OURS})
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "Hai Chiều"
    body = etree.SubElement(root, "body")
    for row in rows:
        told = row.model_dump(mode="json")
        outline = etree.SubElement(body, "outline", type="rss", text=row.outlet_name, title=row.outlet_name)
        outline.set("xmlUrl", told["url"])
        outline.set("category", ",".join(row.tags))
        for name in _KEPT:
            outline.set(f"{{{OURS}}}{name}", _written(told[name]))
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return written


def _written(value: object) -> str:
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
