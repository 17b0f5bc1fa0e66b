"""From where a publication's happening was, as people label it ("Sa Pa", "KCN Tằng Loỏng"), to who answers there."""

import re
from datetime import date
from functools import cache

from classify.judgement import Place
from classify.judgement.divisions import load_communes
from classify.judgement.places import load_names
from classify.judgement.text import normalise
from classify.routing import INDUSTRIAL_PARKS, Units

_PARK = re.compile(r"\b(?:kcn|kkt|khu công nghiệp|khu kinh tế)\b")
_UNIT = re.compile(r"^(?:xã|phường|huyện|thị xã|thị trấn|thành phố|tp\.?|tx\.?) ")
_PROVINCE = Place("", "Tỉnh Lào Cai")


def answering(locality: str, units: Units, day: date) -> frozenset[str]:
    """The unions any of which is right: one for each of the places between strokes. None, when nothing is said.

    A park's is the parks'; of "commune, district" the commune counts; what is no commune is the province.
    """
    written = normalise(locality).text.strip()
    if not written:
        return frozenset()
    if _PARK.search(written):
        return frozenset(units.of_sector(INDUSTRIAL_PARKS, day))
    names = [one.split(",")[0].strip() for one in written.split("(")[0].split("/")]
    return frozenset(units.of_place(_place(name), day).unit for name in names)


def _place(name: str) -> Place:
    code = _codes().get(name) or _codes().get(_UNIT.sub("", name), "")
    return Place(code, load_communes()[code]) if code else _PROVINCE


@cache
def _codes() -> dict[str, str]:
    return {name.word: name.code for name in load_names() if name.code}
