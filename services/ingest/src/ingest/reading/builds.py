"""Which row of the table of outlets an address belongs to."""

from urllib.parse import urlsplit

from ingest.outlets import Build, packaged_builds


def build_of(url: str) -> Build | None:
    """The host's own row, or the nearest parent domain's: m.bao.example is read as bao.example is."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return None
    builds = packaged_builds()
    while host:
        if host in builds:
            return builds[host]
        _, _, host = host.partition(".")
    return None
