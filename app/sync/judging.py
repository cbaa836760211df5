"""Whether a received entry can be applied: the reasons for which one is parked, and their sentences."""

from __future__ import annotations

import datetime
from typing import Any

import msgspec
from sqlalchemy import select

from app.models import KINDS, RulePack
from app.models.base import fields_of
from app.models.entry import SCHEMA, Entry
from app.storage.books import is_kept
from app.storage.unit import Unit
from app.sync.streams import WAITING
from app.trouble import Refused
from app.words import N_, _

REASONS = {
    WAITING: N_("chờ trang trước đó"),
    "unknown_kind": N_("loại mục của bản chương trình mới hơn"),
    "newer_schema": N_("do bản chương trình mới hơn ghi"),
    "not_owner": N_("mục thuộc quyền của tổ chức khác"),
    "bad_state": N_("nội dung không đọc được"),
    "erased": N_("nội dung đã bị xóa; bản này chưa nhận việc xóa từ nơi khác"),
    "handover": N_("mục được bàn giao; bản này chưa nhận bàn giao"),
    "bad_rule_pack": N_("bộ quy định không đọc được"),
    "rule_pack_differs": N_("bộ quy định cùng mã, cùng phiên bản nhưng nội dung khác bộ đã có"),
    "rule_pack_older": N_("bộ quy định cũ hơn bộ đã có"),
}
_INTEGERS = 1 << 63


def sentence(reason: str) -> str:
    """Why an entry is parked, in words."""
    return _(REASONS.get(reason, reason))


def why_not(unit: Unit, entry: Entry) -> str | None:
    """The reason to park the entry before it is applied; None when it may be."""
    head, kind = entry.head, KINDS.get(entry.head.kind)
    if entry.state_bytes is None:
        return "erased"
    if head.owner != head.author and not is_kept(unit.session, head.owner, head.author):
        return "not_owner"
    if head.handover:
        return "handover"
    if kind is None:
        return "unknown_kind"
    try:
        state = msgspec.json.decode(entry.state_bytes)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return "bad_state"
    if not isinstance(state, dict) or not _fits(kind, state):
        return "newer_schema" if head.schema > SCHEMA else "bad_state"
    if head.kind == "rule_pack":
        return _rule_pack(unit, entry, state)
    if head.kind == "setting" and not all(
        _is_day(state.get(name)) for name in ("from", "to") if name in state
    ):
        return "bad_state"
    return None


def _fits(kind: type[Any], state: dict[str, Any]) -> bool:
    """Each known field has the type of its column, so that writing the row cannot fail."""
    columns = kind.__table__.columns
    for name in fields_of(kind):
        value = state.get(name)
        if value is None:
            continue
        wanted = _type_of(columns[name])
        if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
            return False
        if wanted is int and not -_INTEGERS <= value < _INTEGERS:
            return False
    return True


def _type_of(column: Any) -> type[Any]:
    """Type of a column's values; both lists and mappings are kept as JSON, the default tells which."""
    kept: type[Any] = column.type.python_type
    if kept is dict and column.default is not None and column.default.is_callable:
        return type(column.default.arg(None))
    return kept


def _is_day(text: Any) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except (TypeError, ValueError):
        return False
    return True


def _rule_pack(unit: Unit, entry: Entry, state: dict[str, Any]) -> str | None:
    """A pack that cannot be read, or contradicts one that is here, changes nothing."""
    from app.regulations.packs import parse_pack, version_key
    from app.regulations.rulebook import load_central

    name, version, text = (str(state.get(field, "")) for field in ("pack", "version", "text"))
    if not state.get("gone"):
        try:
            parse_pack(text, name, load_central().keys)
        except Refused:
            return "bad_rule_pack"
    for other in unit.session.scalars(
        select(RulePack).where(
            RulePack.pack == name, RulePack.id != entry.head.record, RulePack.gone.is_(False)
        )
    ):
        if other.version == version and other.text != text:
            return "rule_pack_differs"
        if other.owner == entry.head.owner and version_key(other.version) > version_key(version):
            return "rule_pack_older"
    return None
