"""A detached Ed25519 signature over the manifest: who holds the key vouches for every byte of the export.

cryptography (Apache-2.0/BSD, the field's own): signatures are nothing to write oneself.
Keys are PEM files: `openssl genpkey -algorithm ed25519 -out key.pem`, `openssl pkey -in key.pem -pubout -out key.pub`.
"""

import base64
import binascii
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from casework.audit.bundle.failures import Broken

SUFFIX = ".sig"


class UnusableKey(Exception):
    """The key file is not there, or is no Ed25519 key of the needed half."""


def sign(manifest: bytes, key: Path) -> bytes:
    """Raises UnusableKey."""
    try:
        private = load_pem_private_key(key.read_bytes(), None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise UnusableKey(f"{key}: không phải khóa riêng Ed25519 dạng PEM không mật khẩu ({error}).") from error
    if not isinstance(private, Ed25519PrivateKey):
        raise UnusableKey(f"{key}: là khóa loại khác, cần Ed25519.")
    return base64.b64encode(private.sign(manifest)) + b"\n"


def check_signature(manifest: bytes, signature: Path, key: Path) -> None:
    """Raises UnusableKey, Broken."""
    public = _public(key)
    try:
        public.verify(base64.b64decode(signature.read_bytes().strip(), validate=True), manifest)
    except OSError as error:
        raise Broken(f"Không có chữ ký {signature}: không chứng minh được ai đã lập bản xuất.") from error
    except (InvalidSignature, binascii.Error) as error:
        raise Broken(f"Chữ ký {signature} không phải của khóa {key} trên bảng kê này.") from error


def _public(key: Path) -> Ed25519PublicKey:
    try:
        public = load_pem_public_key(key.read_bytes())
    except (OSError, ValueError, UnsupportedAlgorithm) as error:
        raise UnusableKey(f"{key}: không phải khóa công khai dạng PEM ({error}).") from error
    if not isinstance(public, Ed25519PublicKey):
        raise UnusableKey(f"{key}: là khóa loại khác, cần Ed25519.")
    return public
