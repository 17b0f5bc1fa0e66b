"""Why something could not be fetched or read. The class is the reason; the message is for people."""


class IngestError(Exception):
    """Root of what a source can do to us."""


class AddressRefused(IngestError):
    """The address is not one we may visit: wrong scheme, or inside a private network."""


class FetchFailed(IngestError):
    """No answer: connection refused, time-out, broken TLS, too many redirects."""


class TooLarge(IngestError):
    """The answer does not end within the limit."""


class Gone(IngestError):
    """The outlet says that this address no longer exists (404, 410)."""


class HttpError(IngestError):
    """The outlet answered with an error status."""


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
