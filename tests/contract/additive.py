"""Within a major version a contract only grows. Compares two JSON Schemas and names what would break somebody."""

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

_LOWER_BOUNDS = ("minLength", "minimum", "exclusiveMinimum", "minItems")
_UPPER_BOUNDS = ("maxLength", "maximum", "exclusiveMaximum", "maxItems")
_FIXED = ("pattern", "format", "const")


def violations(golden: Json, current: Json) -> list[str]:
    """What an old producer's bytes or an old consumer would stumble over; empty when the change is additive."""
    return list(_compare("", golden, current, golden, current))


def _compare(path: str, old: Json, new: Json, golden: Json, current: Json) -> Iterator[str]:
    old, new = _resolved(old, golden), _resolved(new, current)
    if "anyOf" in old or "anyOf" in new:
        for one in old.get("anyOf", [old]):
            ways = [list(_compare(path, one, other, golden, current)) for other in new.get("anyOf", [new])]
            if all(ways):
                yield from min(ways, key=len)
        return
    yield from _types(path, old, new)
    yield from _limits(path, old, new)
    yield from _fields(path, old, new, golden, current)
    if "items" in old and "items" in new:
        yield from _compare(f"{path}[]", old["items"], new["items"], golden, current)


def _resolved(schema: Json, root: Json) -> Json:
    while "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
    return schema


def _types(path: str, old: Json, new: Json) -> Iterator[str]:
    wider = {"integer": {"integer", "number"}}
    before, after = old.get("type"), new.get("type")
    if after is not None and (before is None or after not in wider.get(before, {before})):
        yield f"{path or 'event'}: type {before} became {after}"


def _limits(path: str, old: Json, new: Json) -> Iterator[str]:
    if "enum" in new and not set(old.get("enum", [object()])) <= set(new["enum"]):
        yield f"{path}: values {sorted(new['enum'])} are fewer than before"
    for names, tighter in ((_LOWER_BOUNDS, 1), (_UPPER_BOUNDS, -1)):
        for name in names:
            if name in new and (name not in old or (new[name] - old[name]) * tighter > 0):
                yield f"{path}: {name} {old.get(name)} became {new[name]}"
    for name in _FIXED:
        if name in new and new[name] != old.get(name):
            yield f"{path}: {name} {old.get(name)} became {new[name]}"


def _fields(path: str, old: Json, new: Json, golden: Json, current: Json) -> Iterator[str]:
    before, after = old.get("properties", {}), new.get("properties", {})
    for name in before:
        where = f"{path}.{name}".lstrip(".")
        if name in after:
            yield from _compare(where, before[name], after[name], golden, current)
        else:
            yield f"{where}: field removed"
    demanded, demanded_before = set(new.get("required", ())), set(old.get("required", ()))
    for name in sorted(demanded - demanded_before):
        yield f"{path}.{name}".lstrip(".") + ": now required"
    for name in sorted(demanded_before - demanded):
        yield f"{path}.{name}".lstrip(".") + ": no longer required, so consumers of today may miss it"
    if new.get("additionalProperties") is False and old.get("additionalProperties") is not False:
        yield f"{path or 'event'}: unknown fields are refused"
