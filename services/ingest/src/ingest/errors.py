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
    """What was fetched is not a feed."""
