"""The publications, outlets and expectations of the sample day, read from its data files."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from json import loads
from types import MappingProxyType
from typing import Any

import yaml

from haichieu.sampleday.dates import fill

STYLES = frozenset({"rss", "atom", "rss_malformed"})
_OPTIONAL = {"author": None, "edit": None, "removed": False, "afternoon": False, "undated": False}
_REQUIRED = frozenset({"slug", "title", "lead", "paragraphs", "minutes_before", "section", "expect"})


class SampleError(ValueError):
    """The data of the sample day contradict themselves; correct the entry that is named."""

    def __init__(self, slug: str, reason: str) -> None:
        super().__init__(f"{slug}: {reason}")
        self.slug = slug
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Outlet:
    key: str
    name: str
    medium: str
    style: str
    language: str
    slogan: str
    publisher: str
    address: str
    licence: str
    editor: str
    phone: str
    sections: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Employer:
    name: str
    place: str


@dataclass(frozen=True, slots=True)
class Expectation:
    relevant: bool
    place: str | None
    copy_of: str | None


@dataclass(frozen=True, slots=True)
class Edit:
    paragraphs: tuple[str, ...]
    title: str | None = None
    lead: str | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    slug: str
    outlet: str
    section: str
    title: str
    lead: str
    paragraphs: tuple[str, ...]
    author: str | None
    minutes_before: int
    expect: Expectation
    edit: Edit | None
    removed: bool
    afternoon: bool
    undated: bool

    def texts(self) -> tuple[str, ...]:
        return (self.title, self.lead, *self.paragraphs)


@dataclass(frozen=True, slots=True)
class Correction:
    """`about` is the slug of the publication that it corrects."""

    slug: str
    outlet: str
    about: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    outlets: tuple[Outlet, ...]
    employers: tuple[Employer, ...]
    publications: tuple[Publication, ...]
    communes: Mapping[str, str]
    corrections: tuple[Correction, ...] = ()

    def outlet(self, key: str) -> Outlet | None:
        return next((outlet for outlet in self.outlets if outlet.key == key), None)

    def publication(self, slug: str) -> Publication | None:
        return next((publication for publication in self.publications if publication.slug == slug), None)


@cache
def load() -> Sample:
    """Read and check the packaged data. Raises SampleError."""
    organisations = _yaml("organisations.yaml")
    outlets = [_outlet(raw) for raw in organisations["outlets"]]
    publications: list[Publication] = []
    corrections: list[Correction] = []
    for outlet in outlets:
        content = _yaml(f"{outlet.key}.yaml")
        if content["outlet"] != outlet.key:
            raise SampleError(outlet.key, f"its file says it belongs to {content['outlet']}")
        publications += [publication(raw, outlet.key) for raw in content["publications"]]
        corrections += [_correction(raw, outlet.key) for raw in content.get("corrections", ())]
    sample = Sample(
        outlets=tuple(outlets),
        employers=tuple(Employer(**raw) for raw in organisations["employers"]),
        publications=tuple(publications),
        communes=MappingProxyType(loads(_text("communes.json"))),
        corrections=tuple(corrections),
    )
    check(sample)
    return sample


def publication(raw: Mapping[str, Any], outlet: str) -> Publication:
    """Build one publication from its YAML mapping. Raises SampleError on a missing or unknown field."""
    slug = str(raw.get("slug", "(no slug)"))
    missing, unknown = _REQUIRED - raw.keys(), raw.keys() - _REQUIRED - _OPTIONAL.keys()
    if missing or unknown:
        raise SampleError(slug, f"missing fields {sorted(missing)}, unknown fields {sorted(unknown)}")
    values = {**_OPTIONAL, **raw, "outlet": outlet, "paragraphs": tuple(raw["paragraphs"])}
    try:
        values["expect"] = Expectation(**raw["expect"])
        if values["edit"] is not None:
            values["edit"] = Edit(**{**raw["edit"], "paragraphs": tuple(raw["edit"]["paragraphs"])})
    except (TypeError, KeyError) as error:
        raise SampleError(slug, f"malformed expect or edit: {error}") from error
    return Publication(**values)


def _correction(raw: Mapping[str, Any], outlet: str) -> Correction:
    return Correction(raw["slug"], outlet, raw["about"], tuple(raw["paragraphs"]))


def check(sample: Sample) -> None:
    """Raises SampleError at the first contradiction."""
    for one in sample.corrections:
        if (about := sample.publication(one.about)) is None or about.outlet != one.outlet:
            raise SampleError(one.slug, f"corrects {one.about}, which {one.outlet} has not published")
    for employer in sample.employers:
        if employer.place not in sample.communes:
            raise SampleError(employer.name, f"unknown commune code {employer.place}")
    seen: set[str] = set()
    for item in sample.publications:
        if item.slug in seen:
            raise SampleError(item.slug, "slug used twice")
        seen.add(item.slug)
        _check_form(item, sample)
        _check_expectation(item, sample)


def _check_form(item: Publication, sample: Sample) -> None:
    outlet = sample.outlet(item.outlet)
    if outlet is None:
        raise SampleError(item.slug, f"unknown outlet {item.outlet}")
    if item.section not in outlet.sections:
        raise SampleError(item.slug, f"{outlet.key} has no section {item.section}")
    if item.minutes_before < 0:
        raise SampleError(item.slug, "minutes_before is negative")
    if item.afternoon and (item.edit or item.removed):
        raise SampleError(item.slug, "what appears in the afternoon cannot change in the afternoon")
    edit = item.edit
    edited = () if edit is None else (edit.title or "", edit.lead or "", *edit.paragraphs)
    for text in (*item.texts(), *edited):
        try:
            fill(text, date(2000, 1, 1))
        except ValueError as error:
            raise SampleError(item.slug, str(error)) from error


def _check_expectation(item: Publication, sample: Sample) -> None:
    expect = item.expect
    if expect.place is not None and expect.place not in sample.communes:
        raise SampleError(item.slug, f"unknown commune code {expect.place}")
    if expect.copy_of is None:
        return
    original = sample.publication(expect.copy_of)
    if original is None:
        raise SampleError(item.slug, f"copy_of names an unknown publication {expect.copy_of}")
    if original.expect.copy_of is not None:
        raise SampleError(item.slug, f"copy_of names {original.slug}, which is a copy itself")
    if original.outlet == item.outlet:
        raise SampleError(item.slug, "a copy belongs to another outlet than its original")
    if not (expect.relevant and original.expect.relevant):
        raise SampleError(item.slug, "a copy and its original are both relevant")


def _outlet(raw: Mapping[str, Any]) -> Outlet:
    if raw["style"] not in STYLES:
        raise SampleError(raw["key"], f"unknown feed style {raw['style']}")
    return Outlet(**{**raw, "sections": MappingProxyType(raw["sections"])})


def _text(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def _yaml(name: str) -> Any:
    return yaml.safe_load(_text(name))
