"""What an export may hold, and how much of it."""

import re

MANIFEST, README = "manifest.json", "README.txt"
ENTRIES, ANCHORS, PROOFS = "entries.jsonl", "anchors.jsonl", "proofs.jsonl"
ALWAYS = (README, ENTRIES, ANCHORS, PROOFS)

MEMBERS = 10_000
MEMBER_BYTES = 1 << 30
EXPORT_BYTES = (1 << 32) - (1 << 20)
"""Below what a zip of the plain kind can hold."""
MANIFEST_BYTES = 8 << 20
CHUNK = 1 << 16

# Lower case and ASCII: no file system then confuses two of them, or writes one differently.
_ATTACHED = re.compile(r"(letters|snapshots)/[a-z0-9][a-z0-9._-]{0,120}")

SNAPSHOT = re.compile(r"snapshots/([0-9a-f]{64})")
"""A snapshot that its keeper has handed out: its name is its hash."""


def allowed(name: str) -> bool:
    return name in ALWAYS or _ATTACHED.fullmatch(name) is not None
