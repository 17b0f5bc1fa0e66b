"""`python -m tests.contract.regenerate`: writes the golden files anew. Run by people; tests run it on a copy.

Refuses a schema that is not additive: a breaking change needs a new major version, that is a new topic.
"""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from tests.contract.additive import violations
from tests.contract.examples import AT, GOLDEN, produced

from shared.contracts.asyncapi import document
from shared.contracts.catalogue import CATALOGUE
from shared.contracts.envelope import Event

HERE = Path(__file__).parent


def main() -> int:
    examples = asyncio.run(produced())
    broken = False
    for number, spec in enumerate(CATALOGUE, 1):
        folder = GOLDEN / spec.name
        folder.mkdir(parents=True, exist_ok=True)
        schema = spec.event.model_json_schema()
        found = violations(json.loads((folder / "schema.json").read_text()), schema) if _has(folder) else []
        for fault in found:
            sys.stderr.write(f"{spec.name}: {fault}\n")
        if found:
            broken = True
            continue
        (folder / "schema.json").write_text(_pretty(schema))
        (folder / "example.json").write_bytes(_frozen(examples[spec.name], number))
    for service in sorted({spec.emitter for spec in CATALOGUE}):
        (HERE / "asyncapi" / f"{service}.json").write_text(_pretty(document(service)))
    return 1 if broken else 0


def _has(folder: Path) -> bool:
    return (folder / "schema.json").exists()


def _frozen(event: Event, number: int) -> bytes:
    """The bytes that the outbox would hold, with what is different at every run fixed."""
    fixed: dict[str, Any] = {"event_id": f"019ab3f0-0000-7000-8000-{number:012d}", "occurred_at": AT}
    if hasattr(event, "parked_at"):
        fixed |= {"parked_at": AT, "origin_offset": 7, "subject_id": "parked-1"}
    return event.model_copy(update=fixed).model_dump_json().encode()


def _pretty(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.exit(main())
