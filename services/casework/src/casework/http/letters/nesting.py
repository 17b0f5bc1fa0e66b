"""Places with dots, as the names of a form's fields have them, and the nested values that they stand for."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any


def nested(flat: Mapping[str, Any]) -> dict[str, Any]:
    """{"signer.post": "Chủ tịch"} as {"signer": {"post": "Chủ tịch"}}; what is empty is left out."""
    found: dict[str, Any] = {}
    for place, value in flat.items():
        if value not in ("", []):
            *above, last = place.split(".")
            inner = found
            for part in above:
                inner = inner.setdefault(part, {})
            inner[last] = value
    return found


def flat(value: Mapping[str, Any], above: str = "") -> dict[str, Any]:
    """The way back; a list stays one value."""
    return dict(_flat(value, above))


def _flat(value: Mapping[str, Any], above: str) -> Iterator[tuple[str, Any]]:
    for name, inner in value.items():
        place = f"{above}{name}"
        if isinstance(inner, Mapping):
            yield from _flat(inner, f"{place}.")
        elif inner is not None:
            yield place, inner


def pairs_of(form: Mapping[str, str], name: str, keys: Sequence[str], most: int) -> list[dict[str, str]]:
    """Rows of a form, such as statements.3.quote; rows without a word are left out."""
    rows = [{key: form.get(f"{name}.{row}.{key}", "").strip() for key in keys} for row in range(most)]
    return [row for row in rows if any(row.values())]
