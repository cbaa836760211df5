"""The keyring: who can open the records, and the office's own keys.

`keyring.json` wraps the records key once per user (Argon2id of the password) and once for the printed
recovery sheet (age). The office keys (Ed25519 to sign, age to open) lie in a box whose key stands in
the wraps of those who may send. Every wrap is bound to user, workspace and key number.
"""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec

from app.storage.files import write_bytes
from app.trouble import Refused, Trouble, WrongKey
from app.words import _

FORMAT = 1
MEMORY_KIB = 65536
PASSES = 3
LANES = 2
SENDERS = {"secretary", "deputy"}
"""Roles whose wrap opens the office keys."""


@dataclass(frozen=True)
class OfficeKeys:
    """What an office signs and opens with."""

    sign_seed: bytes
    age_identity: str

    @property
    def sign_public(self) -> str:
        """Ed25519 public key, hex."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.sign_seed).public_key().public_bytes_raw().hex()

    @property
    def age_recipient(self) -> str:
        import pyrage

        return str(pyrage.x25519.Identity.from_str(self.age_identity).to_public())


@dataclass(frozen=True)
class Keys:
    """What a password or the recovery sheet opens."""

    user: str
    records: bytes
    box_key: bytes | None
    office: OfficeKeys | None
    role: str = ""
    """The role the wrap was made for; empty for the recovery sheet."""


class _Wrap(msgspec.Struct):
    salt: str
    memory: int
    passes: int
    lanes: int
    nonce: str
    wrap: str
    role: str = ""


class Keyring(msgspec.Struct):
    """The file as it is written."""

    format: int
    workspace: str
    key_number: int
    users: dict[str, _Wrap]
    recovery: str
    """age ciphertext of the payload, base64"""
    recipient: str
    """age recipient of the recovery sheet"""
    box: str
    """nonce and ciphertext of the office keys, base64"""
    digest: str = ""
    """SHA-256 over all the rest: tells a damaged copy from a wrong password."""


@dataclass
class NewKeyring:
    """A new keyring and what has to be shown once."""

    ring: Keyring
    keys: Keys
    recovery_secret: str = field(repr=False)


def create(workspace: str, user: str, password: str) -> NewKeyring:
    """Fresh keys for a new workspace, wrapped for its first user and the recovery sheet."""
    import pyrage

    sheet = pyrage.x25519.Identity.generate()
    office = OfficeKeys(secrets.token_bytes(32), str(pyrage.x25519.Identity.generate()))
    keys = Keys(user, secrets.token_bytes(32), secrets.token_bytes(32), office)
    ring = Keyring(FORMAT, workspace, 1, {}, "", str(sheet.to_public()), "")
    ring = _sealed(ring, keys)
    return NewKeyring(with_user(ring, keys, user, password, "secretary"), keys, str(sheet))


def _sealed(ring: Keyring, keys: Keys) -> Keyring:
    import pyrage
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    assert keys.office is not None and keys.box_key is not None
    nonce = os.urandom(12)
    office = msgspec.json.encode([keys.office.sign_seed.hex(), keys.office.age_identity])
    box = nonce + ChaCha20Poly1305(keys.box_key).encrypt(nonce, office, _bound(ring, "office"))
    recipient = pyrage.x25519.Recipient.from_str(ring.recipient)
    recovery = pyrage.encrypt(_payload(keys, with_box=True), [recipient])
    return msgspec.structs.replace(ring, box=_b64(box), recovery=_b64(recovery))


def with_user(ring: Keyring, keys: Keys, user: str, password: str, role: str) -> Keyring:
    """The keyring with `user` able to open it by `password` (added, or the password changed).

    Raises Refused("bad_password") for a password that is too short.
    """
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    if len(password) < 8:
        raise Refused("bad_password", _("Mật khẩu cần ít nhất 8 ký tự."), _("Nên dùng một câu dễ nhớ."))
    if role in SENDERS and keys.box_key is None:
        raise Refused("no_right", _("Chỉ người được gửi gói mới thêm được người có quyền gửi."))
    salt, nonce = os.urandom(16), os.urandom(12)
    wrap = _Wrap(salt.hex(), MEMORY_KIB, PASSES, LANES, nonce.hex(), "", role)
    sealed = ChaCha20Poly1305(_stretch(password, wrap)).encrypt(
        nonce, _payload(keys, with_box=role in SENDERS), _bound(ring, user)
    )
    wrap.wrap = _b64(sealed)
    return msgspec.structs.replace(ring, users={**ring.users, user: wrap})


def open_with_password(ring: Keyring, password: str, user: str | None = None) -> Keys:
    """The keys for `password`; tries every user when none is named. Raises WrongKey."""
    for name in [user] if user else list(ring.users):
        if name in ring.users:
            keys = _try(ring, name, password)
            if keys is not None:
                return keys
    raise WrongKey(
        "wrong_password",
        _("Mật khẩu không đúng."),
        _("Xem phím Caps Lock và bộ gõ tiếng Việt; nếu quên, dùng tờ khôi phục đã in."),
    )


def open_with_recovery(ring: Keyring, secret: str) -> Keys:
    """The keys for the secret of the printed recovery sheet. Raises WrongKey."""
    import pyrage

    try:
        identity = pyrage.x25519.Identity.from_str("".join(secret.split()).upper())
        payload = pyrage.decrypt(base64.b64decode(ring.recovery), [identity])
    except Exception as error:
        raise WrongKey(
            "wrong_recovery_key",
            _("Mã trên tờ khôi phục không mở được sổ này."),
            _("Đối chiếu lại từng nhóm chữ."),
        ) from error
    return _opened(ring, "", payload)


def _try(ring: Keyring, user: str, password: str) -> Keys | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    wrap = ring.users[user]
    try:
        payload = ChaCha20Poly1305(_stretch(password, wrap)).decrypt(
            bytes.fromhex(wrap.nonce), base64.b64decode(wrap.wrap), _bound(ring, user)
        )
    except (InvalidTag, ValueError):
        return None
    return replace(_opened(ring, user, payload), role=wrap.role)


def _opened(ring: Keyring, user: str, payload: bytes) -> Keys:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    records, box_key = msgspec.json.decode(payload, type=tuple[str, str | None])
    keys = Keys(user, bytes.fromhex(records), bytes.fromhex(box_key) if box_key else None, None)
    if keys.box_key is None:
        return keys
    box = base64.b64decode(ring.box)
    office = msgspec.json.decode(
        ChaCha20Poly1305(keys.box_key).decrypt(box[:12], box[12:], _bound(ring, "office")),
        type=tuple[str, str],
    )
    return replace(keys, office=OfficeKeys(bytes.fromhex(office[0]), office[1]))


def _payload(keys: Keys, *, with_box: bool) -> bytes:
    return msgspec.json.encode(
        [keys.records.hex(), keys.box_key.hex() if with_box and keys.box_key else None]
    )


def _bound(ring: Keyring, name: str) -> bytes:
    return f"{name}|{ring.workspace}|{ring.key_number}".encode()


def _stretch(password: str, wrap: _Wrap) -> bytes:
    import unicodedata

    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        unicodedata.normalize("NFC", password).encode(),
        bytes.fromhex(wrap.salt),
        time_cost=wrap.passes,
        memory_cost=wrap.memory,
        parallelism=wrap.lanes,
        hash_len=32,
        type=Type.ID,
    )


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def save(ring: Keyring, folder: Path) -> None:
    """Write the keyring twice, each copy whole before the next is begun."""
    data = encoded(ring)
    for name in NAMES:
        write_bytes(folder / name, data)


def encoded(ring: Keyring) -> bytes:
    """The bytes of a keyring file."""
    ring = msgspec.structs.replace(ring, digest=_digest(ring))
    return msgspec.json.format(msgspec.json.encode(ring), indent=1)


def _digest(ring: Keyring) -> str:
    return hashlib.sha256(msgspec.json.encode(msgspec.structs.replace(ring, digest=""))).hexdigest()


def mend(ring: Keyring, folder: Path) -> None:
    """Make both copies say the same again, after a damage or a change that was cut off between them."""
    data = encoded(ring)
    for name in NAMES:
        path = folder / name
        if not path.exists() or path.read_bytes() != data:
            write_bytes(path, data)


NAMES = ("keyring.json", "keyring.copy.json")


def load(folder: Path) -> Keyring:
    """The keyring of a workspace; its copy when the first is damaged. Raises Trouble, Refused."""
    found = [folder / name for name in NAMES if (folder / name).exists()]
    if not found:
        raise Refused(
            "not_a_workspace",
            _("Thư mục này không phải là sổ Chi bộ."),
            _("Chọn thư mục có tệp keyring.json."),
        )
    for path in found:
        try:
            raw: dict[str, Any] = msgspec.json.decode(path.read_bytes())
            if raw.get("format", 0) > FORMAT:
                raise Refused(
                    "newer_version",
                    _("Sổ này do phiên bản mới hơn của chương trình lập."),
                    _("Cài phiên bản mới rồi mở lại; sổ không bị thay đổi."),
                )
            ring = msgspec.convert(raw, Keyring)
            if ring.digest in ("", _digest(ring)):
                return ring
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError, AttributeError, TypeError):
            continue
    raise Trouble(
        "damaged_keyring",
        _("Tệp khóa của sổ bị hỏng, cả bản chính và bản phụ."),
        _("Khôi phục từ bản sao lưu gần nhất."),
    )
