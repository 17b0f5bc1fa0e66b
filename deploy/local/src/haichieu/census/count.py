"""Compares each step with the one before it: topics with outlets, databases with topics."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from haichieu.census.cases import count_cases
from haichieu.census.evidence import ASSESSED, CAPTURED, CHANGED, Evidence
from haichieu.census.findings import Census, Shown
from haichieu.census.notices import count_notices

FROM_FEED = "text/plain; charset=utf-8"
"""The snapshot that stands in while a page cannot be had."""


def count(shown: Iterable[Shown], evidence: Evidence) -> Census:
    """Everything the outlets have shown, followed to its mail."""
    census = Census()
    by_address = {one.address: one for one in shown}
    captured = _captures(by_address, evidence, census)
    published = {subject: by_address[address] for subject, address in captured.items() if address in by_address}
    _changes(published, evidence, census)
    _snapshots(captured, evidence, census)
    relevant = _assessments(captured, evidence, census)
    count_cases({subject: published[subject] for subject in relevant if subject in published}, evidence, census)
    count_notices(evidence, census)
    return census


def _captures(by_address: Mapping[str, Shown], evidence: Evidence, census: Census) -> dict[str, str]:
    """Address by publication id."""
    events = evidence.on(CAPTURED)
    census.publications = len({event["subject_id"] for event in events})
    census.compare("was captured", dict.fromkeys(by_address, 1), Counter(event["address"] for event in events))
    kept = evidence.tally("ingest.publications", "_id")
    census.compare("is kept by ingest", dict.fromkeys((event["subject_id"] for event in events), 1), kept)
    return {event["subject_id"]: event["address"] for event in events}


def _changes(published: Mapping[str, Shown], evidence: Evidence, census: Census) -> None:
    events = sorted(evidence.on(CHANGED), key=lambda event: int(event["subject_version"]))
    census.changes = len(events)
    wanted = Counter((subject, kind) for subject, one in published.items() for kind in one.changes)
    census.compare("was noticed", wanted, Counter((event["subject_id"], event["change"]) for event in events))
    census.compare("stands in its version", *_once((event["subject_id"], event["subject_version"]) for event in events))
    remembered = evidence.tally("casework.publication_changes", "_id")
    census.compare(
        "reached casework as a change", dict.fromkeys((event["event_id"] for event in events), 1), remembered
    )
    newest: dict[str, str] = dict.fromkeys(published, "as captured")
    newest |= {event["subject_id"]: event["change"] for event in events}
    states = {row["_id"]: row["state"] for row in evidence.kept("ingest.publications")}
    census.lost += [
        f"{subject} is {states[subject]} for ingest, and its newest event says {state}"
        for subject, state in newest.items()
        if states.get(subject, state) != state
    ]


def _snapshots(captured: Iterable[str], evidence: Evidence, census: Census) -> None:
    """One for each page that an event speaks of, and the very one."""
    census.snapshots = len(evidence.kept("ingest.snapshots"))
    held: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in evidence.kept("ingest.snapshots"):
        held[row["publication_id"]].append(row)
    spoken_of: dict[str, list[str]] = {subject: [] for subject in captured}
    for event in (*evidence.on(CAPTURED), *evidence.on(CHANGED)):
        if event.get("snapshot"):
            spoken_of.setdefault(event["subject_id"], []).append(event["snapshot"]["sha256"])
    for subject, digests in spoken_of.items():
        rows = held[subject]
        missing = Counter(digests) - Counter(row["sha256"] for row in rows)
        census.lost += [f"{subject} has no snapshot {digest[:12]}" for digest in missing]
        # A page that was seen only after the feed's words had stood in for it is no event, and kept all the same.
        stood_in = any(row["content_type"] == FROM_FEED for row in rows)
        if len(rows) > len(digests) + stood_in:
            census.doubled.append(f"{subject} has {len(rows)} snapshots of {len(digests)} sights")


def _assessments(captured: Iterable[str], evidence: Evidence, census: Census) -> list[str]:
    """Those that were found relevant."""
    events, each = evidence.on(ASSESSED), dict.fromkeys(captured, 1)
    census.compare("was assessed", each, Counter(event["subject_id"] for event in events))
    census.compare("is kept by classify", each, evidence.tally("classify.assessments", "publication_id"))
    census.compare("was seen by casework", each, evidence.tally("casework.sightings", "publication_id"))
    verdicts = {event["subject_id"]: event["relevant"] for event in events}
    census.relevant = sum(verdict == "yes" for verdict in verdicts.values())
    census.unsure = sum(verdict == "unsure" for verdict in verdicts.values())
    return [subject for subject, verdict in verdicts.items() if verdict == "yes"]


def _once(found: Iterable[Any]) -> tuple[dict[Any, int], Counter[Any]]:
    """Each wanted once, and how often it is there."""
    counted = Counter(found)
    return dict.fromkeys(counted, 1), counted
