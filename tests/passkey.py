"""A passkey made of software: what a browser would send for it when it is added and when it is used."""

import hashlib
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

HOST = "testserver"
FLAG = AuthenticatorData.FLAG
PRESENT = FLAG.UP | FLAG.UV


class Passkey:
    """One key of one person."""

    def __init__(self, handle: bytes = b"passkey of a test") -> None:
        self.handle = handle
        self._key = ec.generate_private_key(ec.SECP256R1())

    def registration(self, challenge: str) -> dict[str, Any]:
        """Return what ``navigator.credentials.create`` gives."""
        data = AttestedCredentialData.create(
            b"\0" * 16, self.handle, ES256.from_cryptography_key(self._key.public_key())
        )
        facts = AuthenticatorData.create(_host_hash(), PRESENT | FLAG.AT, 0, data)
        attestation = AttestationObject.create("none", facts, {})
        client = _client("webauthn.create", challenge)
        response = {
            "clientDataJSON": websafe_encode(client),
            "attestationObject": websafe_encode(attestation),
        }
        return self._credential(response) | {"clientExtensionResults": {"credProps": {"rk": True}}}

    def assertion(self, challenge: str, person_id: str) -> dict[str, Any]:
        """Return what ``navigator.credentials.get`` gives: the challenge, signed."""
        facts = AuthenticatorData.create(_host_hash(), PRESENT, 1)
        client = _client("webauthn.get", challenge)
        signature = self._key.sign(facts + client.hash, ec.ECDSA(hashes.SHA256()))
        return self._credential(
            {
                "clientDataJSON": websafe_encode(client),
                "authenticatorData": websafe_encode(facts),
                "signature": websafe_encode(signature),
                "userHandle": websafe_encode(person_id.encode()),
            }
        )

    def _credential(self, response: dict[str, str]) -> dict[str, Any]:
        handle = websafe_encode(self.handle)
        return {"type": "public-key", "id": handle, "rawId": handle, "response": response}


def _host_hash() -> bytes:
    return hashlib.sha256(HOST.encode()).digest()


def _client(kind: str, challenge: str) -> CollectedClientData:
    return CollectedClientData.create(kind, challenge, f"http://{HOST}")
