"""From the answer of a feed's host to what a visit is judged by."""

from ingest.fetching.answering import Answer
from ingest.sources.source import Source
from ingest.sources.visit import Answered


def answered(answer: Answer, source: Source) -> Answered:
    """A 304 leaves the bytes of before; the very bytes of before are unchanged whatever their marks say."""
    digest = source.sha256 if answer.unchanged else answer.sha256
    unchanged = answer.unchanged or digest == source.sha256
    return Answered(
        answer.etag,
        answer.last_modified,
        digest,
        unchanged=unchanged,
        full=not answer.unchanged,
        moved_to=answer.moved_to,
        fresh_seconds=answer.fresh_seconds,
    )
