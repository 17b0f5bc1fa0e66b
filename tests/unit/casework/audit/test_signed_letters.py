"""A signed letter is a part of its case's trail: changed or left out, no manifest makes the export whole."""

import asyncio
import hashlib
import io

import pytest

from casework.audit.bundle.export import Order, export
from casework.audit.bundle.failures import Broken
from casework.audit.bundle.verify import Demand, verify
from casework.audit.entry import LETTER_SIGNED
from casework.audit.testing import InMemoryAttachments, InMemoryLedger, a_fact
from casework.correspondence.recording import KINDS

SIGNED = b"PK signed"


def exported(path, files):
    """The manifest is made for these files, as somebody would who changes a letter and knows how an export is made."""
    ledger, out = InMemoryLedger(), io.BytesIO()
    ledger.append(a_fact(1, kind=LETTER_SIGNED, files=(hashlib.sha256(SIGNED).hexdigest(),)), a_fact(2))
    asyncio.run(export(Order("case/vu-1", ""), ledger, InMemoryAttachments(files), out))
    path.write_bytes(out.getvalue())
    return path


def test_with_its_letter_it_is_whole(tmp_path):
    verdict = verify(exported(tmp_path / "x.zip", {"letters/l1.docx": SIGNED}), Demand())
    assert list(verdict.contents.bound.values()) == [1]


@pytest.mark.parametrize("files", [{}, {"letters/l1.docx": b"PK forged"}, {"letters/l1.docx": SIGNED + b"\0"}])
def test_a_letter_changed_or_left_out_is_found_though_the_manifest_fits(tmp_path, files):
    with pytest.raises(Broken, match="dòng 1: mục ghi một văn bản đã ký"):
        verify(exported(tmp_path / "x.zip", files), Demand())


def test_signing_is_recorded_under_the_kind_that_the_verifier_looks_for():
    assert KINDS["sign"] == LETTER_SIGNED
