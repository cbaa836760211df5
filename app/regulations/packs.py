"""Rule packs: a TOML file of documents and rules, read into plain values and checked."""

from __future__ import annotations

import datetime
import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from app.regulations.calendar import UNITS
from app.regulations.rules import (
    CONFIDENCES,
    KINDS,
    LAYERS,
    LOWER,
    Criterion,
    Document,
    Key,
    Link,
    Rule,
    Share,
    Value,
)
from app.regulations.tables import Table, bad_pack, parse_toml
from app.words import _

__all__ = [
    "Addition",
    "Criterion",
    "Document",
    "Key",
    "Link",
    "Pack",
    "Rule",
    "Share",
    "parse_keys",
    "parse_pack",
    "read_pack",
    "read_value",
    "version_key",
]


@dataclass(frozen=True, slots=True)
class Addition:
    """What a pack adds to a procedure, for cases opened from `start` on; read by `extend_procedure`."""

    extends: str
    start: datetime.date
    pack: str
    version: str
    content: Mapping[str, Any] = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Pack:
    """A file of documents and rules with an id and a version; `content_hash` tells two contents apart."""

    id: str
    layer: str
    issuer: str
    version: str
    documents: tuple[Document, ...]
    rules: tuple[Rule, ...]
    checks: tuple[str, ...]
    content_hash: str
    file: str
    title: str = ""
    additions: tuple[Addition, ...] = ()


def version_key(version: str) -> tuple[tuple[int, str], ...]:
    """What versions are ordered by: figures count as numbers, so "2026.10" comes after "2026.9"."""
    return tuple(
        (int(part), "") if part.isdigit() else (-1, part) for part in re.findall(r"\d+|[^\d.]+", version)
    )


def parse_keys(text: str, file: str) -> dict[str, Key]:
    """The keys from the text of a `keys.toml`; `Refused("bad_pack")` for a slip."""
    keys = {}
    for name, item in parse_toml(text, file).items():
        table = Table(item, file, name)
        lower = table.texts("lower", ("nothing",))
        for word in lower:
            if word not in LOWER:
                table.fail(_("“lower” có giá trị lạ “{word}”.").format(word=word), ", ".join(LOWER))
        keys[name] = Key(
            name,
            table.choice("kind", KINDS),
            table.text("title"),
            lower,
            table.day("from"),
            table.texts("options"),
        )
        table.done()
    return keys


def read_pack(path: Path, keys: Mapping[str, Key]) -> Pack:
    """A pack from its file; see `parse_pack`."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise bad_pack(path.name, "", _("không đọc được."), _("Chép lại tệp rồi thử lại.")) from error
    return parse_pack(text, path.name, keys)


def parse_pack(text: str, file: str, keys: Mapping[str, Key]) -> Pack:
    """A pack from its text. Windows that follow from documents are set later, by `place_rules`.

    `Refused("bad_pack")` names file, item and remedy.
    """
    content = parse_toml(text, file)
    top = Table(content, file, "")
    head = Table(top.mapping("pack"), file, "pack")
    identity = head.text("id")
    layer = head.choice("layer", LAYERS)
    issuer = head.text("issuer")
    version = head.text("version")
    title = head.text("title", "")
    checks = head.texts("checks")
    head.done()
    documents = tuple(
        _document(Table(item, file, f"document {number}")) for number, item in _numbered(top, "document")
    )
    rules: list[Rule] = []
    for number, item in _numbered(top, "rule"):
        rules += _rules(Table(item, file, f"rule {number}"), keys, layer, issuer, identity)
    additions = tuple(
        _addition(Table(item, file, f"procedure {number}"), identity, version)
        for number, item in _numbered(top, "procedure")
    )
    top.done()
    normal = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    digest = hashlib.sha256(normal.encode()).hexdigest()
    return Pack(
        identity, layer, issuer, version, documents, tuple(rules), checks, digest, file, title, additions
    )


def _numbered(top: Table, name: str) -> list[tuple[int, Mapping[str, Any]]]:
    return list(enumerate(top.tables(name), start=1))


def _addition(table: Table, pack: str, version: str) -> Addition:
    start = table.day("from")
    if start is None:
        table.fail(_("thiếu “from”."), _("Ghi ngày từ đó hồ sơ mở mới theo phần bổ sung này."))
    content = {name: value for name, value in table.content.items() if name != "from"}
    return Addition(table.text("extends"), start, pack, version, content)


def _document(table: Table) -> Document:
    identity = table.text("id")
    table.item = identity
    number, at, dated = identity.partition("@")
    if not (number and at and dated):
        table.fail(_("mã văn bản thiếu ngày."), _("Viết dạng số@năm-tháng-ngày, ví dụ 294-QĐ/TW@2025-05-26."))
    start = table.day("from")
    if start is None:
        table.fail(_("thiếu “from”."), _("Thêm ngày có hiệu lực hoặc ngày ban hành."))
    document = Document(
        identity,
        table.text("title"),
        table.text("issuer"),
        start,
        table.choice("from_confidence", CONFIDENCES, "confirmed"),
        table.day("to", last=True),
        table.texts("replaces"),
        table.choice("confidence", CONFIDENCES),
        table.text("note", ""),
    )
    table.done()
    return document


def _rules(table: Table, keys: Mapping[str, Key], layer: str, issuer: str, pack: str) -> list[Rule]:
    """The rules one entry says: several keys or documents may share an entry."""
    names = table.texts("key")
    table.item += f" ({', '.join(names)})"
    if not names:
        table.fail(_("thiếu “key”."), _("Ghi tên khóa quy định."))
    documents = table.texts("document")
    raw, confidence = table.any("value", None), table.choice("confidence", CONFIDENCES)
    unit, base, point, text = (table.text(name, "") for name in ("unit", "base", "point", "text"))
    start, end = table.day("from"), table.day("to", last=True)
    table.done()
    found = []
    for name in names:
        if name not in keys:
            table.fail(
                _("khóa “{key}” chưa được khai báo.").format(key=name), _("Sửa tên hoặc thêm vào keys.toml.")
            )
        value = read_value(table, keys[name], raw, unit)
        rule = Rule(
            name,
            value,
            unit,
            base,
            "",
            point,
            confidence,
            text,
            start or datetime.date.min,
            end,
            layer,
            issuer,
            pack,
        )
        found += [replace(rule, document=document) for document in documents]
    if not documents:
        table.fail(_("thiếu “document”."), _("Ghi văn bản dạng số@ngày."))
    return found


def read_value(table: Table, key: Key, raw: Any, unit: str) -> Value:
    """A written value as the kind of its key wants it; None stays None (unknown)."""
    if raw is None:
        return None
    match key.kind:
        case "number" | "period" if isinstance(raw, int) and not isinstance(raw, bool) and raw >= 0:
            if key.kind == "period" and unit not in UNITS:
                table.fail(_("thời hạn thiếu đơn vị."), _("Thêm unit: {list}.").format(list=", ".join(UNITS)))
            return raw
        case "share" if isinstance(raw, Mapping):
            inner = Table(raw, table.file, table.item)
            part, whole = (inner.any("share") or (0, 0))[:2]
            rounding = inner.choice("rounding", ("ceil", "above"), "ceil")
            inner.done()
            if isinstance(part, int) and isinstance(whole, int) and 0 < part <= whole:
                return Share(part, whole, rounding)
        case "choice" if isinstance(raw, str) and (raw in key.options or not key.options):
            return raw
        case "list" if isinstance(raw, list | tuple) and all(isinstance(item, str) for item in raw):
            if not key.options or set(raw) <= set(key.options):
                return tuple(raw)
        case "chain" if isinstance(raw, list | tuple):
            links = [Table(item, table.file, table.item) for item in raw]
            chain = tuple(
                Link(link.text("step"), link.text("office"), link.text("body"), link.text("vote", ""))
                for link in links
            )
            for link in links:
                link.done()
            return chain
        case "criteria" if isinstance(raw, list | tuple) and all(isinstance(one, Mapping) for one in raw):
            return _criteria(table, key, [Table(one, table.file, table.item) for one in raw])
    table.fail(
        _("giá trị không hợp với khóa “{key}” ({kind}).").format(key=key.name, kind=key.kind),
        _("Xem cách viết của loại này trong keys.toml.")
        + (" " + ", ".join(key.options) if key.options else ""),
    )


def _criteria(table: Table, key: Key, raw: list[Table]) -> tuple[Criterion, ...]:
    """A set of criteria; names are its own where none are given, and none stands twice."""
    found = []
    for number, one in enumerate(raw, 1):
        part, most = one.choice("part", key.options), one.any("most")
        if not isinstance(most, int) or isinstance(most, bool) or most <= 0:
            table.fail(
                _("tiêu chí {n}: “most” là số điểm tối đa.").format(n=number), _("Ghi số nguyên dương.")
            )
        name = one.text("name", f"{part}_{number}")
        found.append(Criterion(part, name, one.text("title"), most, one.text("evidence", "")))
        one.done()
    if len({one.name for one in found}) != len(found):
        table.fail(_("hai tiêu chí trùng tên."), _("Sửa “name” cho khác nhau."))
    return tuple(found)
