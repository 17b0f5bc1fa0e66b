"""A source as people write it: in a JSON or CSV file, in an OPML file, on a command line."""

from dataclasses import replace
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, HttpUrl, ValidationError

from ingest.sources.source import PAUSED, Source
from shared.ops.ids import stable_id

COMPLAINTS = 5
YES, NO = ("yes", "true", "1", "có"), ("no", "false", "0", "không", "")


def _flag(value: Any) -> Any:
    word = value.strip().lower() if isinstance(value, str) else value
    return True if word in YES else False if word in NO else value


def _tags(value: Any) -> Any:
    return tuple(tag.strip() for tag in value.split(";") if tag.strip()) if isinstance(value, str) else value


Flag = Annotated[bool, BeforeValidator(_flag)]


class SourceRow(BaseModel):
    """`watch`: no puts it on the list and does not visit it; `mark` and `known`: what is known of the address."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    outlet_id: str = Field(min_length=1, max_length=100)
    outlet_name: str = Field(min_length=1, max_length=300)
    medium: str = Field(default="online", min_length=1, max_length=50)
    url: HttpUrl
    priority: Flag = False
    tags: Annotated[tuple[str, ...], BeforeValidator(_tags)] = ()
    body_id: str = Field(default="", max_length=100)
    section: str = Field(default="", max_length=2_000)
    kind: Literal["feed", "page"] = "feed"
    watch: Flag = True
    mark: str = Field(default="", max_length=20)
    known: str = Field(default="", max_length=1_000)


def as_source(row: SourceRow, origin: str) -> Source:
    """The same address gives the same source on every machine."""
    url = str(row.url)
    said = row.model_dump(
        include={"outlet_id", "outlet_name", "medium", "priority", "tags", "body_id", "section", "kind"}
    )
    source = Source(stable_id("source", url), url=url, origin=origin, **said)
    if row.watch:
        return source
    return replace(source, state=PAUSED, reason=f"Not watched yet ({row.mark or 'no mark'}): {row.known}".strip(": "))


def as_row(source: Source) -> SourceRow:
    names = ("outlet_id", "outlet_name", "medium", "url", "priority", "tags", "body_id", "section", "kind")
    kept = {name: getattr(source, name) for name in names}
    return SourceRow(**kept, watch=not source.resting, known=source.reason if source.resting else "")


def complaints(error: ValidationError) -> str:
    """Which entry and which field, counted as people count; never what stands there, which may be a password."""
    found = error.errors(include_input=False, include_context=False, include_url=False)
    more = f", and {len(found) - COMPLAINTS} more" if len(found) > COMPLAINTS else ""
    return "; ".join(f"{_place(one['loc'])}{one['msg']}" for one in found[:COMPLAINTS]) + more


def _place(where: tuple[Any, ...]) -> str:
    names = [f"entry {part + 1}" if isinstance(part, int) else part[:40] for part in where]
    return ", ".join(names) + ": " if names else ""


def outlet_of(url: str) -> str:
    """A name to begin with, when nobody has given one: bao.vn for https://www.bao.vn/rss."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
