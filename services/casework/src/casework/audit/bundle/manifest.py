"""The manifest: every file with its size and hash, and where the chains stand. Sealed over itself."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from casework.audit.canonical import canonical, digest

FORMAT: Literal["haichieu.audit-export/1"] = "haichieu.audit-export/1"
Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Count = Annotated[int, Field(ge=0)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class FileRow(_Part):
    path: str
    size: Count
    sha256: Hash


class Entries(_Part):
    """`head` is the hash of the last entry: the number to print on paper."""

    count: Count
    head: Hash


class Anchors(_Part):
    """A stretch of the global chain; it covers the entries up to number `covers`."""

    count: Count
    covers: Count
    head: Hash | None


class Manifest(_Part):
    format: Literal["haichieu.audit-export/1"]
    tool: str
    created_at: str
    chain: str
    case_id: str | None
    entries: Entries
    anchors: Anchors
    files: list[FileRow]
    seal: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""

    def to_bytes(self) -> bytes:
        return canonical(self.model_dump()) + b"\n"

    def sealed(self) -> "Manifest":
        """Its seal is the hash of everything else in it."""
        return self.model_copy(update={"seal": digest(self.model_dump(exclude={"seal"}))})
