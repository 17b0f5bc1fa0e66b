"""A forger who makes everything anew: what paper and a key are for."""

import asyncio
import io
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from tests.unit.casework.audit.bundles import ANCHORED, COUNT, Members, made, mended, pack

from casework.audit.bundle.export import Order, export
from casework.audit.bundle.failures import Broken
from casework.audit.bundle.names import ENTRIES, MANIFEST
from casework.audit.bundle.signing import UnusableKey, sign
from casework.audit.bundle.verify import Demand, verify
from casework.audit.bundle.words import verdict_text
from casework.audit.chain import beginning, head_of, read_entry, seal
from casework.audit.testing import InMemoryAttachments, InMemoryLedger, a_fact


def forged(folder: Path) -> Path:
    """Another history of the same case, sound in itself."""
    ledger, out = InMemoryLedger(), io.BytesIO()
    ledger.append(*(a_fact(number, reason="phản ánh sai") for number in range(1, 8)))
    ledger.drop()
    asyncio.run(export(Order("case/vu-1", made().manifest.created_at), ledger, InMemoryAttachments({}), out))
    (folder / "forged.zip").write_bytes(out.getvalue())
    return folder / "forged.zip"


def keys(folder: Path, private) -> tuple[Path, Path]:
    secret, public = folder / "key.pem", folder / "key.pub"
    secret.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public.write_bytes(private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return secret, public


def test_made_anew_as_a_whole_it_is_sound_and_the_verifier_says_what_that_is_worth(tmp_path):
    assert "TOÀN BỘ" in verdict_text(verify(forged(tmp_path), Demand()))


def written_anew(first: int) -> Members:
    """Entry number `first` says something else, all hashes after it are computed again, and the manifest fits."""
    name, members = "case/vu-1", made().members
    lines = members[ENTRIES].splitlines(keepends=True)
    head = beginning(name)
    for number in range(1, COUNT + 1):
        if number < first:
            head = head_of(read_entry(lines[number - 1], head))
            continue
        entry = seal(head, a_fact(number, reason="phản ánh sai"))
        lines[number - 1], head = entry.line(), head_of(entry)
    return mended(members | {ENTRIES: b"".join(lines)})


@pytest.mark.parametrize("first", range(1, COUNT + 1))
def test_what_an_anchor_covers_cannot_be_written_anew_the_rest_only_paper_can_tell(tmp_path, first):
    path = pack(written_anew(first), tmp_path / "x.zip")
    if first <= ANCHORED:
        with pytest.raises(Broken, match=r"proofs\.jsonl"):
            verify(path, Demand())
    else:
        verify(path, Demand())
    for mark in (made().manifest.seal, made().manifest.entries.head):
        with pytest.raises(Broken):
            verify(path, Demand(mark))


@pytest.mark.parametrize("mark", [made().manifest.seal, made().manifest.entries.head, made().manifest.anchors.head])
def test_any_number_on_paper_finds_it(tmp_path, mark):
    with pytest.raises(Broken, match="--head"):
        verify(forged(tmp_path), Demand(mark))


def test_a_signature_finds_it(tmp_path):
    secret, public = keys(tmp_path, Ed25519PrivateKey.generate())
    path, members = pack(made().members, tmp_path / "x.zip"), made().members
    (tmp_path / "x.zip.sig").write_bytes(sign(members[MANIFEST], secret))
    said = verdict_text(verify(path, Demand(key=public)))
    assert "Chữ ký khớp" in said
    assert "TOÀN BỘ" not in said
    with pytest.raises(Broken, match="không phải của khóa"):
        verify(forged(tmp_path), Demand(key=public, signature=tmp_path / "x.zip.sig"))
    with pytest.raises(Broken, match="Không có chữ ký"):
        verify(forged(tmp_path), Demand(key=public))
    (tmp_path / "x.zip.sig").write_bytes(b"!!")
    with pytest.raises(Broken, match="không phải của khóa"):
        verify(path, Demand(key=public))


def test_keys_that_are_none_are_refused_with_the_reason(tmp_path):
    path = pack(made().members, tmp_path / "x.zip")
    (tmp_path / "other").mkdir()
    secret, public = keys(tmp_path / "other", generate_private_key(SECP256R1()))
    for key in (public, secret, tmp_path / "none"):
        with pytest.raises(UnusableKey):
            verify(path, Demand(key=key))
    for key in (secret, public, tmp_path / "none"):
        with pytest.raises(UnusableKey):
            sign(b"", key)
