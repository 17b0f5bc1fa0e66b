"""Who signed an article is told apart without being named: a keyed hash, the same for the same name.

Nothing here is undone: who must know a name finds it in the evidence, where it stands as it was published.
"""

import hashlib
import hmac
import unicodedata
from collections.abc import Callable

PREFIX, LENGTH = "author-", 20
Pseudonym = Callable[[str], str]


def pseudonym_with(key: str) -> Pseudonym:
    """Without a key nobody is told apart: an unkeyed hash of a name is as good as the name."""
    secret = key.encode()

    def pseudonym(name: str) -> str:
        folded = " ".join(unicodedata.normalize("NFC", name).casefold().split())
        if not secret or not folded:
            return ""
        return PREFIX + hmac.new(secret, folded.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()[:LENGTH]

    return pseudonym


nobody = pseudonym_with("")
