"""What is known of how each outlet builds its pages (data/outlets.yaml), checked when it is read.

ruamel.yaml (kept, MIT): refuses a key given twice.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

PACKAGED = "outlets.yaml"
COMPLAINTS = 5


class OutletsUnreadable(Exception):
    """The table of outlets is missing or wrong; the message names the row, the field and the cure."""


class Build(BaseModel):
    """Where things stand in one outlet's pages: CSS selectors, the first that finds something counts.

    `basis` says where the row is from. `unverified` rows were never tried on a page of the outlet itself.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    hosts: tuple[str, ...] = Field(min_length=1)
    name: str = Field(min_length=1)
    basis: str = Field(min_length=1)
    unverified: bool = True
    title: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    time: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    listing: tuple[str, ...] = ()

    @field_validator("title", "lead", "text", "author", "time", "drop", "listing")
    @classmethod
    def _selectors(cls, selectors: tuple[str, ...]) -> tuple[str, ...]:
        for selector in selectors:
            try:
                _EMPTY.css_first(selector)
            except SelectolaxError as error:
                raise ValueError(f"{selector!r} is no CSS selector") from error
        return selectors


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    outlets: tuple[Build, ...]


_EMPTY = LexborHTMLParser("<p></p>")


def read_builds(path: Path | None = None) -> Mapping[str, Build]:
    """By host; the packaged table, or an edited one. Raises OutletsUnreadable."""
    shown = str(path or PACKAGED)
    source = path or files("ingest").joinpath("data", PACKAGED)
    try:
        table = _Table.model_validate(YAML(typ="safe", pure=True).load(source.read_text("utf-8")))
    except (OSError, UnicodeDecodeError) as error:
        raise OutletsUnreadable(f"{shown} cannot be read: {error}.") from error
    except YAMLError as error:
        raise OutletsUnreadable(f"{shown} is no correct YAML: {error}") from error
    except ValidationError as error:
        faults = "; ".join(f"{' › '.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()[:COMPLAINTS])
        raise OutletsUnreadable(f"{shown}: {faults}. Correct these fields and start again.") from None
    return _by_host(table.outlets, shown)


@cache
def packaged_builds() -> Mapping[str, Build]:
    return read_builds()


def _by_host(builds: tuple[Build, ...], shown: str) -> Mapping[str, Build]:
    found: dict[str, Build] = {}
    for build in builds:
        for host in build.hosts:
            if host in found:
                raise OutletsUnreadable(f"{shown}: {host} stands in two rows. Keep one of them.")
            found[host] = build
    return found
