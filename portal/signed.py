"""Links that hold by their signature alone, short enough for an SMS."""

from django.core.signing import Signer

# Of base64, 6 bits each: nobody can try 2^66 of them against the portal.
SIGNATURE_CHARACTERS = 11


class ShortSigner(Signer):
    """Signs with so few characters that an SMS has room for them.

    A dot parts value and signature, since a colon would be escaped in an address. Each use has a
    salt of its own, so that a link of one is none of another.
    """

    def __init__(self, *, salt: str) -> None:
        super().__init__(salt=salt, sep=".")

    def signature(self, value: str | bytes, key: str | bytes | None = None) -> str:
        return super().signature(value, key)[:SIGNATURE_CHARACTERS]
