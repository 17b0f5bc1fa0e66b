"""Captures of what is known already under another address are not captured again; the address is remembered."""

from collections.abc import Sequence

from ingest.addresses import publication_id
from ingest.domain import Capture
from ingest.ports import Desk
from ingest.twins import Face, title_key, twin_of


def face_of(capture: Capture) -> Face:
    return Face(
        capture.publication_id,
        title_key(capture.entry.title),
        capture.content_hash,
        capture.signature,
        capture.captured_at,
    )


async def told_apart(captures: Sequence[Capture], desk: Desk) -> tuple[list[Capture], dict[str, str]]:
    """Those that are new, and for each other id the one that it is the same as. All are of one outlet."""
    if not captures:
        return [], {}
    titles = {face_of(one).title_key for one in captures} - {""}
    named = {_called(one) for one in captures} - {""}
    faces = await desk.faces(captures[0].source.outlet_id, titles, named)
    fresh: list[Capture] = []
    same: dict[str, str] = {}
    for capture in captures:
        face = face_of(capture)
        if twin := twin_of(face, faces, _called(capture)):
            same[capture.publication_id] = twin
        else:
            fresh.append(capture)
            faces.append(face)
    return fresh, same


def _called(capture: Capture) -> str:
    """The id under the address that the page says is its own; empty when that is the one it was found by."""
    address = capture.page.canonical
    id_ = publication_id(capture.source.outlet_id, address) if address else ""
    return "" if id_ == capture.publication_id else id_
