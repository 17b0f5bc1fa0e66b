"""Why something could not be fetched or read. The class is the reason; the message is for people."""

from enum import StrEnum


class Grade(StrEnum):
    """How a failure weighs against a source: what passes is asked again soon, what does not ever more rarely."""

    PASSING = "passing"
    SOFT = "soft"
    HARD = "hard"


class IngestError(Exception):
    """Root of what a source can do to us. `retry_after`: seconds that the outlet asks for, None when it does not."""

    grade: Grade = Grade.HARD
    network = False
    """True when nothing answered at all: then it may be our own network."""

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class AddressRefused(IngestError):
    """The address is not one we may visit: wrong scheme, or inside a private network."""


class RobotsForbid(IngestError):
    """The outlet's robots.txt asks us not to visit this address."""


class FetchFailed(IngestError):
    """No answer that can be used."""

    grade = Grade.PASSING


class NoNetwork(FetchFailed):
    """Our own network is away: no route, or no name server that answers."""

    network = True


class OwnOutage(FetchFailed):
    """Nobody answers us at all: our own network is away, and this is nobody's fault."""


class NameUnknown(FetchFailed):
    """The name server knows no such host."""

    grade = Grade.SOFT
    network = True


class NoConnection(FetchFailed):
    """Refused, or broken off."""

    network = True


class TooSlow(FetchFailed):
    """It did not answer in time."""

    network = True


class TlsFailed(FetchFailed):
    """The certificate is not valid, or the TLS greeting failed."""

    grade = Grade.HARD


class RedirectLoop(FetchFailed):
    """The redirects lead in a circle, or on and on."""

    grade = Grade.HARD


class Unpackable(FetchFailed):
    """Compressed in a way that we did not ask for, or damaged."""

    grade = Grade.HARD


class TooLarge(IngestError):
    """The answer does not end within the limit."""


class Gone(IngestError):
    """The outlet says that this address does not exist (404)."""

    grade = Grade.SOFT


class Withdrawn(Gone):
    """The outlet says that this address will not come back (410)."""

    grade = Grade.HARD


class HttpError(IngestError):
    """The outlet answered with an error status; 0 when it is not about one."""

    grade = Grade.SOFT

    def __init__(self, message: str, *, status: int = 0, retry_after: float | None = None) -> None:
        super().__init__(message, retry_after=retry_after)
        self.status = status


class Busy(HttpError):
    """The outlet asks us to come later (429, 503)."""


class HostRests(Busy):
    """The outlet asked for a pause that is not over; it was not asked again."""


class PageUnreadable(IngestError):
    """The page arrived, and reading it failed in a way that nobody foresaw."""


class FeedUnreadable(IngestError):
    """What was fetched is not a feed; which way it is none is the class."""


class Empty(FeedUnreadable):
    """Nothing came, or blanks only."""


class PackingBroken(FeedUnreadable):
    """It is packed, and the packing is broken or holds too much."""


class NotAList(FeedUnreadable):
    """It is a page, a picture, a text: no form of list that is known."""


class JsonBroken(FeedUnreadable):
    """It looks like JSON and is none, or is other JSON than a JSON Feed."""


class SitemapBroken(FeedUnreadable):
    """It looks like a sitemap and cannot be read as one."""


class NestedTooDeep(FeedUnreadable):
    """A sitemap index whose sitemaps are indexes themselves."""


class ReaderGaveUp(FeedUnreadable):
    """The library that reads it failed over these bytes, or took too long."""


FEED_REASONS = {kind.__name__: kind for kind in FeedUnreadable.__subclasses__()}
"""By name: from the process that reads to the one that counts."""
