"""A pack as its TOML text, written so that reading it gives the same pack."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from app.regulations.packs import Pack
from app.regulations.rules import Criterion, Document, Link, Rule, Share, Value


def write_pack(pack: Pack) -> str:
    """The text of a pack of documents and rules; what it adds to procedures is not written."""
    head = {
        "id": pack.id,
        "title": pack.title,
        "layer": pack.layer,
        "issuer": pack.issuer,
        "version": pack.version,
    }
    blocks = [_table("[pack]", head | {"checks": list(pack.checks)})]
    blocks += [_table("[[document]]", _document(document)) for document in pack.documents]
    blocks += [_table("[[rule]]", _rule(rule)) for rule in pack.rules]
    return "\n".join(blocks)


def _document(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "title": document.title,
        "issuer": document.issuer,
        "from": document.start,
        "from_confidence": document.start_confidence,
        "to": document.end,
        "replaces": list(document.replaces),
        "confidence": document.confidence,
        "note": document.note,
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "key": rule.key,
        "value": plain_value(rule.value),
        "unit": rule.unit,
        "base": rule.base,
        "document": rule.document,
        "point": rule.point,
        "confidence": rule.confidence,
        "from": None if rule.start == datetime.date.min else rule.start,
        "to": rule.end,
        "text": rule.text,
    }


def plain_value(value: Value) -> Any:
    """A value as packs and settings write it: numbers, texts, lists and tables."""
    if isinstance(value, Share):
        return {"share": [value.part, value.whole], "rounding": value.rounding}
    if isinstance(value, tuple):
        return [asdict(item) if isinstance(item, (Link, Criterion)) else item for item in value]
    return value


def _table(head: str, content: Mapping[str, Any]) -> str:
    """A table of the file; what is empty is left out, an empty list of values is not."""
    lines = [
        f"{name} = {_toml(value)}"
        for name, value in content.items()
        if value not in (None, "") and (value != [] or name == "value")
    ]
    return "\n".join([head, *lines]) + "\n"


def _toml(value: Any) -> str:
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, str):
        return '"' + "".join(_SPECIAL.get(letter, letter) for letter in value) + '"'
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{name} = {_toml(one)}" for name, one in value.items()) + " }"
    return str(value)


_SPECIAL = {chr(code): f"\\u{code:04x}" for code in [*range(32), 127]} | {
    "\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t",
}  # fmt: skip
