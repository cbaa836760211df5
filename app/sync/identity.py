"""Who signs and who opens: Ed25519, age, fingerprints read over the telephone, join codes."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from functools import lru_cache

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.sync.refusals import refused

# No look-alikes (0/O, 1/I, 2/Z, 5/S, 8/B), and no letter that a Vietnamese input method combines with its
# neighbours (vowels, D, W): a code typed with Telex or VNI switched on comes out as it was read.
ALPHABET = "23456789CFGHJKLMNPQRTVX"
CODE_LENGTH = 12


def sign(seed: bytes, message: bytes) -> bytes:
    """Ed25519 signature (64 bytes) of `message` under the 32-byte seed."""
    return Ed25519PrivateKey.from_private_bytes(seed).sign(message)


@lru_cache(maxsize=256)
def _public(key: str) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))


def verify(key: str, message: bytes, signature: bytes) -> bool:
    """Does `signature` of `message` hold under the public key (hex)? False for a malformed key too."""
    try:
        _public(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def public_pem(key: str) -> bytes:
    """The public key (hex) as PEM, for `openssl pkeyutl -verify -rawin -pubin -inkey`."""
    return _public(key).public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def key_id(recipient: str) -> str:
    """Short name of an opening key, as the first line of a package shows it: it tells no office."""
    return hashlib.sha256(b"sochibo opening key " + recipient.encode()).hexdigest()[:16]


def fingerprint(sign_key: str, open_key: str) -> str:
    """Both keys of an office as eight groups of four digits, to be compared over the telephone."""
    number = int.from_bytes(hashlib.sha256(f"sochibo {sign_key} {open_key}".encode()).digest(), "big")
    digits = f"{number % 10**32:032d}"
    return " ".join(digits[at : at + 4] for at in range(0, 32, 4))


def sealing(recipient: str) -> pyrage.x25519.Recipient:
    """The age recipient; raises ValueError when it is none."""
    try:
        return pyrage.x25519.Recipient.from_str(recipient)
    except pyrage.RecipientError as error:
        raise ValueError("not an age recipient") from error


def new_join_code() -> str:
    """A one-time code in three groups: for paper or telephone, never on the stick."""
    code = "".join(secrets.choice(ALPHABET) for _place in range(CODE_LENGTH))
    return "-".join(code[at : at + 4] for at in range(0, CODE_LENGTH, 4))


def tidy_join_code(typed: str) -> str:
    """The code as it was made, however it is typed (case, blanks, dashes); Refused `join_code_wrong`."""
    code = "".join(c for c in unicodedata.normalize("NFKC", typed).upper() if c.isalnum())
    if len(code) != CODE_LENGTH or not set(code) <= set(ALPHABET):
        raise refused("join_code_wrong")
    return code


def seal_with_code(data: bytes, code: str) -> bytes:
    """An age file that opens with the join code; age's work factor costs a guesser about a second a try."""
    return bytes(pyrage.passphrase.encrypt(data, tidy_join_code(code)))


def open_with_code(data: bytes, code: str) -> bytes:
    """What `seal_with_code` sealed; Refused `join_code_wrong` or `invitation_damaged`."""
    try:
        return bytes(pyrage.passphrase.decrypt(data, tidy_join_code(code)))
    except pyrage.DecryptError as error:
        # age says "Decryption failed" when the code does not unwrap the file's key, else the rest is broken
        raise refused(
            "join_code_wrong" if str(error) == "Decryption failed" else "invitation_damaged"
        ) from None
