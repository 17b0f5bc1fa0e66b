"""Shared with ingest, which keeps the text of pages; here for those who judge."""

from shared.text.legacy import Legacy, legacy_decoder

__all__ = ["Legacy", "legacy_decoder"]
