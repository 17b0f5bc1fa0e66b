"""Files that are sent packed: sitemaps as .xml.gz, whatever their type says."""

import zlib

from ingest.errors import PackingBroken

UNPACKED_BYTES = 50_000_000
"""What a sitemap may have at most, by its own rules (sitemaps.org)."""
_GZIP = b"\x1f\x8b"
_GZIP_BITS = 31


def unpacked(body: bytes, url: str) -> bytes:
    """The bytes inside, or the bytes themselves. Raises PackingBroken when they are broken or too many."""
    if not body.startswith(_GZIP):
        return body
    stream = zlib.decompressobj(_GZIP_BITS)
    try:
        inside = stream.decompress(body, UNPACKED_BYTES)
    except zlib.error as error:
        raise PackingBroken(f"{url} is packed, and broken ({error}).") from error
    if stream.unconsumed_tail:
        raise PackingBroken(f"{url} unpacks to more than {UNPACKED_BYTES:,} bytes.")
    if not stream.eof:
        raise PackingBroken(f"{url} is packed, and ends too early.")
    return inside
