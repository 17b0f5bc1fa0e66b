"""Settings of ingest (INGEST_*)."""

from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr
from pydantic_settings import SettingsConfigDict

from shared.ops.settings import FromEnvironment


class Settings(FromEnvironment):
    """How the sources are watched."""

    model_config = SettingsConfigDict(env_prefix="INGEST_", frozen=True, hide_input_in_errors=True)

    sources: Annotated[Path | None, Field(description="JSON file of the sources to watch, read at start")] = None
    interval_seconds: Annotated[float, Field(gt=0, description="shortest time between two visits of a feed")] = 600.0
    longest_hours: Annotated[float, Field(gt=0, description="longest time between two visits of a quiet feed")] = 24.0
    host_interval_seconds: Annotated[float, Field(ge=0, description="between two requests to one host")] = 1.0
    host_at_once: Annotated[int, Field(ge=1, le=16, description="requests to one host side by side")] = 2
    robots_exempt: Annotated[
        str, Field(description="hosts whose robots.txt is not asked, with their consent: bao.vn,khac.vn")
    ] = ""
    recall_hours: Annotated[
        float, Field(gt=0, description="between two comparisons of a feed with its section page or sitemap")
    ] = 3.0
    fetch_seconds: Annotated[float, Field(gt=0, description="longest time one answer may take")] = 20.0
    feed_bytes: Annotated[int, Field(gt=0)] = 10_000_000
    page_bytes: Annotated[int, Field(gt=0, le=12_000_000, description="a document of MongoDB holds 16 MB")] = 5_000_000
    reading_seconds: Annotated[float, Field(gt=0, le=30, description="longest time one page or feed may be read")] = (
        10.0
    )
    reading_megabytes: Annotated[int, Field(ge=128, description="memory for reading a page or feed")] = 512
    page_attempts: Annotated[int, Field(ge=1, description="visits of a page before the feed's words must do")] = 5
    pages_per_visit: Annotated[
        int, Field(ge=1, description="new pages captured at one visit; the rest at the next")
    ] = 150
    visits_at_once: Annotated[int, Field(ge=1, le=64, description="sources visited side by side")] = 4
    pages_at_once: Annotated[int, Field(ge=1, le=64)] = 8
    revisit_pace: Annotated[float, Field(gt=0, description="1: the built-in schedule; smaller: sooner")] = 1.0
    doors: Annotated[Path | None, Field(description="JSON file of the doors that are open; docs/doors.md")] = None
    pseudonym_key: Annotated[
        SecretStr, Field(description="tells authors apart without their names; empty: authors are not kept")
    ] = SecretStr("")
    private_allowed: Annotated[bool, Field(description="visit private networks too: sample day and tests only")] = False

    def hosts_without_robots(self) -> frozenset[str]:
        return frozenset(host.strip().lower() for host in self.robots_exempt.split(",") if host.strip())
