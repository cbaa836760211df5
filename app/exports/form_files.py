"""Forms as data: `resources/forms/*.toml`, read and checked word by word.

A form states its code, the guide it belongs to, the fields it expects and its blocks in order. Texts hold
`{field}` placeholders: `{field:upper}` in capitals, `{field:long}` a day as place and date have it,
`{field:paper}` the number of a paper. `**bold**` and `__italic__` are the only marks. A block may have
`when = "field"` or `"not field"` (filled, and neither 0 nor "no") and `each = "field"` (once for every
row; the row's own fields and `{index}` may stand in it). Long texts, and fields marked `asked`, are what
people write for the form: `text_fields`.
"""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.trouble import Refused
from app.words import _

KINDS = ("text", "date", "number", "flag", "long", "rows")
SPECS = ("", "upper", "long", "paper")
LAYOUTS = ("known", "draft", "office")

_FORM_KEYS = {
    "code",
    "title",
    "guide",
    "layout",
    "written_by",
    "landscape",
    "day",
    "fields",
    "head",
    "block",
    "procedures",
}
_FORM_REMARKS = {"source", "confidence"}
_HEAD_KEYS = {"superior", "issuer", "symbol", "place_date", "party_heading", "heading", "motto"}
_BLOCK_KEYS = {
    "type": {"text"},
    "subject": {"text"},
    "part": {"text"},
    "paragraph": {"text", "align", "indent", "compact"},
    "note": {"text"},
    "lines": {"count"},
    "table": {"columns", "cells"},
    "signatures": {"signers", "recipients"},
    "page_break": set(),
}
_MARKS = re.compile(r"(\*\*.+?\*\*|__.+?__)")


@dataclass(frozen=True, slots=True)
class Field:
    """A value a form expects. `long` is a text that may have lines, left `lines` dotted lines when missing;
    `rows` repeats `fields`. What no record tells is `asked` of people, as every long text is."""

    name: str
    label: str
    kind: str = "text"
    lines: int = 3
    fields: Mapping[str, Field] = field(default_factory=dict)
    hint: str = ""
    asked: bool = False


@dataclass(frozen=True, slots=True)
class FormBlock:
    """A block as the file has it, already checked."""

    kind: str
    when: str
    each: str
    parts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Form:
    """A form. `layout`: `known` (title and fields are the guide's), `draft` (its look is not established:
    printed with a mark), `office` (no guide prescribes it). `day`: the field whose day picks the format.
    `procedures`: in whose cases it is offered, empty for all."""

    code: str
    title: str
    guide: str
    layout: str
    written_by: str
    day: str
    landscape: bool
    fields: Mapping[str, Field]
    head: Mapping[str, Any]
    blocks: tuple[FormBlock, ...]
    procedures: tuple[str, ...] = ()

    def fits(self, procedure: str) -> bool:
        """Whether it is made for cases of a procedure."""
        return not self.procedures or procedure in self.procedures


@dataclass(frozen=True, slots=True)
class TextField:
    """A text somebody writes for a form: its key in `Paper.data`, its title, what to think of, and how many
    lines it usually takes (1: a word or two)."""

    name: str
    title: str
    hint: str
    lines: int


def text_fields(form: Form) -> list[TextField]:
    """The texts of a form that no record tells, in the order they are printed."""
    return [
        TextField(field.name, field.label, field.hint, field.lines if field.kind == "long" else 1)
        for field in form.fields.values()
        if field.asked
    ]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a template in one face: literal text, or a placeholder with its spec."""

    text: str
    bold: bool
    italic: bool
    field: str = ""
    spec: str = ""


def pieces(template: str) -> Iterator[Piece]:
    """A template cut into literals and placeholders. Marks are read before values go in, so what people
    typed is never taken for one. Raises ValueError for broken braces."""
    for stretch in _MARKS.split(template):
        bold, italic = (len(stretch) > 4 and stretch.startswith(mark) for mark in ("**", "__"))
        inner = stretch[2:-2] if bold or italic else stretch
        for literal, name, spec, _conversion in string.Formatter().parse(inner):
            if literal:
                yield Piece(literal, bold, italic)
            if name is not None:
                yield Piece("", bold, italic, name, spec or "")


def load_forms(folder: Path) -> dict[str, Form]:
    """All forms of a folder by code. Raises Refused (bad_form_file) naming the file and what is wrong."""
    forms: dict[str, Form] = {}
    for path in sorted(folder.glob("*.toml")):
        if path.name == "format.toml":
            continue
        try:
            form = _form(tomllib.loads(path.read_text("utf-8")))
            if form.code in forms:
                raise ValueError(_("mã {code} đã có ở tệp khác").format(code=form.code))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValueError) as error:
            raise Refused(
                "bad_form_file",
                _("Tệp biểu mẫu {name} không dùng được: {reason}.").format(name=path.name, reason=error),
                _("Sửa lại tệp biểu mẫu hoặc cài lại chương trình."),
            ) from error
        forms[form.code] = form
    return forms


def _form(data: dict[str, Any]) -> Form:
    _known(data, _FORM_KEYS | _FORM_REMARKS, _("biểu mẫu"))
    for key in ("code", "title", "layout", "fields", "block"):
        if not data.get(key):
            raise ValueError(_("thiếu {key}").format(key=key))
    layout = data["layout"]
    if layout not in LAYOUTS:
        raise ValueError(_("layout “{value}” không có").format(value=layout))
    if layout == "draft" and not data.get("written_by"):
        raise ValueError(_("thiếu {key}").format(key="written_by"))
    if layout == "known" and not data.get("guide"):
        raise ValueError(_("thiếu {key}").format(key="guide"))
    fields = {name: _field(name, told) for name, told in data["fields"].items()}
    day = data.get("day", "day")
    if day not in fields:
        raise ValueError(_("không có trường “{name}”").format(name=day))
    head = data.get("head", {})
    _known(head, _HEAD_KEYS, "head")
    for text in head.values():
        _placeholders(text, fields) if isinstance(text, str) else None
    return Form(
        code=data["code"],
        title=data["title"],
        guide=data.get("guide", ""),
        layout=layout,
        written_by=data.get("written_by", ""),
        day=day,
        landscape=data.get("landscape", False),
        fields=fields,
        head=head,
        blocks=tuple(_block(told, fields) for told in data["block"]),
        procedures=tuple(data.get("procedures", ())),
    )


def _known(table: Mapping[str, Any], keys: Iterable[str], place: str) -> None:
    strange = sorted(set(table) - set(keys))
    if strange:
        raise ValueError(_("khóa lạ {keys} trong {place}").format(keys=", ".join(strange), place=place))


def _field(name: str, told: str | dict[str, Any]) -> Field:
    if isinstance(told, str):  # the usual case: only a label
        return Field(name, told)
    _known(told, {"label", "kind", "lines", "fields", "hint", "asked"}, name)
    kind = told.get("kind", "text")
    if kind not in KINDS or not told.get("label") or (kind == "rows") != bool(told.get("fields")):
        raise ValueError(_("trường “{name}” khai sai").format(name=name))
    inner = {key: _field(key, value) for key, value in told.get("fields", {}).items()}
    asked = told.get("asked", kind == "long")
    return Field(name, told["label"], kind, told.get("lines", 3), inner, told.get("hint", ""), asked)


def _block(told: dict[str, Any], fields: Mapping[str, Field]) -> FormBlock:
    parts = dict(told)
    kind, when, each = parts.pop("kind", ""), parts.pop("when", ""), parts.pop("each", "")
    if kind not in _BLOCK_KEYS:
        raise ValueError(_("khối “{value}” không có").format(value=kind))
    _known(parts, _BLOCK_KEYS[kind], kind)
    if kind == "table" and (not each or len(parts.get("cells", ())) != len(parts.get("columns", ()))):
        raise ValueError(_("bảng cần each và số ô bằng số cột"))
    scope: dict[str, Field] = dict(fields)
    if each:
        if each not in fields or fields[each].kind != "rows":
            raise ValueError(_("không có trường “{name}”").format(name=each))
        scope.update(fields[each].fields, index=Field("index", "STT", "number"))
    if when and when.removeprefix("not ") not in scope:
        raise ValueError(_("không có trường “{name}”").format(name=when))
    for text in _texts(parts):
        _placeholders(text, scope)
    return FormBlock(kind, when, each, parts)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _placeholders(text: str, fields: Mapping[str, Field]) -> None:
    for piece in pieces(text):
        if piece.field and piece.field not in fields:
            raise ValueError(_("không có trường “{name}”").format(name=piece.field))
        if piece.field and fields[piece.field].kind in ("rows", "flag"):
            raise ValueError(_("trường “{name}” không viết thành chữ được").format(name=piece.field))
        if piece.spec not in SPECS or (not piece.text and not piece.field):
            raise ValueError(_("chỗ điền “{name}” viết sai").format(name=f"{piece.field}:{piece.spec}"))
